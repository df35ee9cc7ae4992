// JSON: arrays, lines, objects glued together.
#include "fuzz/read_source.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = lianzhao::fuzz::view_of(data, size);
  const auto first = bytes.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || (bytes[first] != '[' && bytes[first] != '{')) return -1;
  lianzhao::fuzz::read_both_ways(bytes);
  return 0;
}
