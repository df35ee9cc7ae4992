// XLSX. Input that begins with PK is a package; other input is the XML of its parts, sheet, shared strings and
// styles, parted by lines of %%, which is packed here so that mutations reach the readers.
#include "fuzz/read_source.h"
#include "support/xlsx_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lianzhao;
  auto rest = fuzz::view_of(data, size);
  if (rest.starts_with("PK")) {
    fuzz::read_both_ways(rest);
    return 0;
  }
  test::ZipParts parts;
  for (const auto* name : {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"}) {
    constexpr std::string_view kBetween = "\n%%\n";
    const auto end = rest.find(kBetween);
    parts.emplace_back(name, rest.substr(0, end));
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + kBetween.size());
  }
  const fuzz::MemoryFile file;
  fuzz::require(test::write_zip(file.path(), parts, 0), "the package is written");
  const auto large = fuzz::read_source(file.path(), 64u << 10), small = fuzz::read_source(file.path(), 64);
  // Of a part that is damaged further on, small blocks give what stands before.
  fuzz::require(large.good == small.good, "where blocks are cut makes no file good");
  fuzz::require(!large.good || large == small, "where blocks are cut makes no difference");
  return 0;
}
