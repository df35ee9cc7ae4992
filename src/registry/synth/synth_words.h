// Word lists of the synthetic registry. Internal.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace lianzhao::registry::synth {

struct ProvinceShare {
  std::uint32_t code;  // GB/T 2260
  double share;        // of China's firms, in rough per cent
};
std::span<const ProvinceShare> province_shares();
std::span<const std::string_view> generic_products();  // the common goods of business scopes, most frequent first
std::span<const std::string_view> generic_services();  // items that stand whole: '技术服务、技术开发、技术咨询'
std::span<const std::string_view> brand_characters();  // one character each
std::span<const std::string_view> industries();        // for names
std::span<const std::string_view> forms();
std::span<const std::string_view> streets();

}  // namespace lianzhao::registry::synth
