// CSV in any encoding, and whatever else is no archive and no JSON.
#include "fuzz/read_source.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = lianzhao::fuzz::view_of(data, size);
  for (const std::string_view other : {"PK", "\x1F\x8B", "\x28\xB5\x2F\xFD", "{", "["}) {
    if (bytes.starts_with(other)) return -1;
  }
  lianzhao::fuzz::read_both_ways(bytes);
  return 0;
}
