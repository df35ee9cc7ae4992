#include "ledger/attachments/file_type.h"

#include <fmt/format.h>
#include <minizip/unzip.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <vector>

#include "base/folding.h"
#include "ledger/records.h"

namespace lianzhao::ledger {
namespace {

constexpr FileType kTypes[] = {{"pdf", "application/pdf"},
                               {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
                               {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
                               {"pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
                               {"jpg", "image/jpeg"},
                               {"jpeg", "image/jpeg"},
                               {"png", "image/png"},
                               {"zip", "application/zip"},
                               {"txt", "text/plain"},
                               {"csv", "text/csv"}};

constexpr std::size_t kLongestName = 200;  // characters

Error refused(std::string zh, std::string en) {
  return told(ErrorCode::kBadArgument, std::move(zh), std::move(en));
}

std::string ending_of(std::string_view name) {
  const auto dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string() : detail::lower_ascii(name.substr(dot + 1));
}

class Zip {
 public:
  explicit Zip(const std::string& path) : zip_(unzOpen64(path.c_str())) {}
  Zip(const Zip&) = delete;
  Zip& operator=(const Zip&) = delete;
  ~Zip() {
    if (zip_) unzClose(zip_);
  }
  explicit operator bool() const { return zip_ != nullptr; }
  [[nodiscard]] bool has(const char* part) const { return unzLocateFile(zip_, part, 2) == UNZ_OK; }

 private:
  unzFile zip_;
};

bool is_office(const std::string& path, const char* main, const char* macros) {
  const Zip zip(path);
  return zip && zip.has("[Content_Types].xml") && zip.has(main) && !zip.has(macros);
}

// No byte of a character in either encoding of Chinese text is one of these.
bool has_control(std::string_view bytes) {
  return std::any_of(bytes.begin(), bytes.end(),
                     [](unsigned char c) { return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f; });
}

// Either encoding; a byte order mark is fine.
bool is_text(std::string_view bytes, bool cut) {
  if (has_control(bytes)) return false;
  const auto at = [&](std::size_t i) { return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0u; };
  const auto utf8 = [&] {
    for (std::size_t i = 0; i < bytes.size();) {
      const auto c = at(i);
      const std::size_t more = c < 0x80                ? 0
                               : c >= 0xc2 && c < 0xe0 ? 1
                               : c >= 0xe0 && c < 0xf0 ? 2
                               : c >= 0xf0 && c < 0xf5 ? 3
                                                       : 9;
      if (more == 9) return false;
      if (i + more >= bytes.size() && more > 0) return cut;
      for (std::size_t k = 1; k <= more; ++k) {
        if ((at(i + k) & 0xc0) != 0x80) return false;
      }
      i += more + 1;
    }
    return true;
  };
  const auto gb18030 = [&] {
    for (std::size_t i = 0; i < bytes.size();) {
      const auto c = at(i), next = at(i + 1);
      const bool leads = c > 0x80 && c != 0xff;
      if (c < 0x80) {
        ++i;
      } else if (leads && i + 1 >= bytes.size()) {
        return cut;
      } else if (leads && next >= 0x40 && next != 0x7f && next != 0xff) {
        i += 2;
      } else if (leads && next >= 0x30 && next <= 0x39) {
        i += 4;
      } else {
        return false;
      }
    }
    return true;
  };
  return utf8() || gb18030();
}

bool is_zip(std::string_view begin) {
  return begin.starts_with("PK\x03\x04") || begin.starts_with(std::string_view("PK\x05\x06", 4));
}

bool fits(const std::string& path, std::string_view ending, std::string_view begin, bool cut) {
  if (ending == "pdf") return begin.substr(0, 1024).find("%PDF-") != std::string_view::npos;
  if (ending == "jpg" || ending == "jpeg") return begin.starts_with("\xff\xd8\xff");
  if (ending == "png") return begin.starts_with("\x89PNG\r\n\x1a\n");
  if (ending == "zip") return is_zip(begin) && Zip(path);
  if (ending == "docx") return is_zip(begin) && is_office(path, "word/document.xml", "word/vbaProject.bin");
  if (ending == "xlsx") return is_zip(begin) && is_office(path, "xl/workbook.xml", "xl/vbaProject.bin");
  if (ending == "pptx") return is_zip(begin) && is_office(path, "ppt/presentation.xml", "ppt/vbaProject.bin");
  return is_text(begin, cut);
}

}  // namespace

std::span<const FileType> file_types() {
  return kTypes;
}

Result<FileType> check_file_type(const std::string& path, std::string_view name) {
  const auto ending = ending_of(name);
  const auto* type =
      std::find_if(std::begin(kTypes), std::end(kTypes), [&](const auto& t) { return t.ending == ending; });
  if (type == std::end(kTypes)) {
    constexpr std::string_view kept = "pdf, docx, xlsx, pptx, jpg, png, zip, txt, csv";
    return refused(ending.empty() ? fmt::format("文件名没有扩展名，可用：{}。", kept)
                                  : fmt::format("不接受“.{}”文件，可用：{}。", ending, kept),
                   fmt::format("files ending in '{}' are not kept: {} are", ending, kept));
  }
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rbe"), &std::fclose);
  if (!file) return io_error("cannot read " + path, errno);
  std::vector<char> piece(1u << 16);
  const auto count = std::fread(piece.data(), 1, piece.size(), file.get());
  const std::string_view begin(piece.data(), count);
  if (count == 0 && !std::ferror(file.get())) return refused("文件为空。", "the file is empty");
  bool good = fits(path, type->ending, begin, count == piece.size());
  // Text is read to its end: what hides behind a harmless beginning is no text.
  while (good && type->media_type.starts_with("text/") && !std::feof(file.get()) && !std::ferror(file.get())) {
    const auto more = std::fread(piece.data(), 1, piece.size(), file.get());
    good = !has_control({piece.data(), more});
  }
  if (std::ferror(file.get())) return io_error("cannot read " + path, errno);
  if (!good)
    return refused(fmt::format("文件内容与扩展名 {} 不符。", type->ending),
                   fmt::format("the content is not that of a {} file", type->ending));
  return *type;
}

Result<std::string> document_name(std::string_view name) {
  const auto bad = [](std::string zh, std::string en) {
    return told(ErrorCode::kBadInput, std::move(zh), std::move(en), "name");
  };
  while (name.starts_with(' ')) name.remove_prefix(1);
  while (name.ends_with(' ')) name.remove_suffix(1);
  if (!is_valid_utf8(name)) return bad("附件名称不是有效的 UTF-8。", "the name of a document is UTF-8");
  if (name.find_first_of("/\\") != std::string_view::npos)
    return bad("附件名称不能含路径。", "the name of a document has no path in it");
  std::string out;
  std::size_t characters = 0;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f)
      return bad("附件名称不能含控制字符。", "the name of a document has no control characters");
    characters += (byte & 0xc0) != 0x80 ? 1 : 0;
    out += std::string_view(":*?\"<>|").find(c) != std::string_view::npos ? '_' : c;
  }
  if (out.starts_with('.') || out.empty())
    return bad("附件名称不能为空或以点开头。", "the name of a document does not begin with a dot");
  if (characters > kLongestName)
    return bad(fmt::format("名称超过 {} 个字符。", kLongestName),
               fmt::format("name is longer than {} characters", kLongestName));
  return out;
}

}  // namespace lianzhao::ledger
