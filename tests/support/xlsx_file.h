// A minimal XLSX package: the parts that readers look at, stored or deflated by minizip.
#pragma once

#include <minizip/zip.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lianzhao::test {

using ZipParts = std::vector<std::pair<std::string, std::string>>;  // name, content

// Writes the parts to `path`; false when the file cannot be written. `level`: 0 stores, 6 deflates.
inline bool write_zip(const std::string& path, const ZipParts& parts, int level = 6) {
  zipFile zip = zipOpen64(path.c_str(), APPEND_STATUS_CREATE);
  if (!zip) return false;
  bool good = true;
  for (const auto& [name, content] : parts) {
    const zip_fileinfo info{};
    good = good &&
           zipOpenNewFileInZip64(zip, name.c_str(), &info, nullptr, 0, nullptr, 0, nullptr,
                                 level > 0 ? Z_DEFLATED : 0, level, 0) == ZIP_OK &&
           zipWriteInFileInZip(zip, content.data(), static_cast<unsigned>(content.size())) == ZIP_OK &&
           zipCloseFileInZip(zip) == ZIP_OK;
  }
  return zipClose(zip, nullptr) == ZIP_OK && good;
}

// The parts of a workbook with one sheet; `rows` is the XML inside <sheetData>, `strings` that inside <sst>. Cell
// style 1 is a date.
inline ZipParts workbook(std::string_view rows, std::string_view strings = "") {
  const std::string head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
  const std::string space = " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">";
  return {{"xl/worksheets/sheet1.xml",
           head + "<worksheet" + space + "<sheetData>" + std::string(rows) + "</sheetData></worksheet>"},
          {"xl/sharedStrings.xml", head + "<sst" + space + std::string(strings) + "</sst>"},
          {"xl/styles.xml", head + "<styleSheet" + space +
                                "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"}};
}

// A cell with its text inside.
inline std::string cell(std::string_view reference, std::string_view text) {
  return "<c r=\"" + std::string(reference) + "\" t=\"inlineStr\"><is><t>" + std::string(text) + "</t></is></c>";
}

}  // namespace lianzhao::test
