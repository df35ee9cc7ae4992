#include "api/sheets/row_id.h"

#include <fmt/format.h>

#include "store/digest.h"

namespace lianzhao::api::sheets {

std::string derived_id(std::initializer_list<std::string_view> parts) {
  store::Digest digest;
  for (const auto part : parts) {
    digest.add(fmt::format("{}:", part.size()));
    digest.add(part);
  }
  auto hex = digest.hex();
  hex[12] = '8';                     // version
  hex[16] = "89ab"[hex[16] % 4];     // variant 10
  const std::string_view all = hex;  // 64 digits, of which 32 are taken
  return fmt::format("{}-{}-{}-{}-{}", all.substr(0, 8), all.substr(8, 4), all.substr(12, 4), all.substr(16, 4),
                     all.substr(20, 12));
}

}  // namespace lianzhao::api::sheets
