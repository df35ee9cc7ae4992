// Names of firms: the parts lie within the name, in order but for a place in brackets.
#include "fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lianzhao;
  using fuzz::require;
  const auto name = fuzz::view_of(data, size);
  const auto parts = fuzz::tools().names.parse(name);
  for (const auto part : {parts.place, parts.brand, parts.industry, parts.form}) {
    require(part.empty() || (part.data() >= name.data() && part.data() + part.size() <= name.data() + name.size()),
            "a part is within the name");
    require(!is_valid_utf8(name) || is_valid_utf8(part), "a part is cut at characters");
  }
  require(!parts.place_code.known() || fuzz::tools().places.find(parts.place_code), "a place is known");
  require((registry::brand_key(parts.brand) == 0) || !parts.brand.empty(), "no brand, no key");
  return 0;
}
