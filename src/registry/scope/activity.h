// What a firm does with a product. A set of activities is a bit mask of seven bits; the eighth bit of a posting says
// whether the word was the head of its phrase (see scope_reader.h).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lianzhao::registry {

enum class Activity : std::uint8_t { kMake, kProcess, kResearch, kInstall, kSell, kRent, kService };
inline constexpr std::size_t kActivityCount = 7;

using ActivityMask = std::uint8_t;
constexpr ActivityMask mask_of(Activity activity) {
  return static_cast<ActivityMask>(1u << static_cast<unsigned>(activity));
}
inline constexpr ActivityMask kUnstated = 0;  // a product named without a verb
inline constexpr ActivityMask kAnyActivity = 0x7F;
inline constexpr std::uint8_t kHeadBit = 0x80;  // of a posting's payload

inline constexpr std::array<std::string_view, kActivityCount> kActivityNames = {
    "make", "process", "research", "install", "sell", "rent", "service"};
inline constexpr std::array<std::string_view, kActivityCount> kActivityNamesZh = {"制造", "加工", "研发", "安装",
                                                                                  "销售", "租赁", "服务"};

std::optional<Activity> parse_activity(std::string_view name);  // English or Chinese name
std::string describe_activities(ActivityMask mask);             // "make+sell"; "unstated" for 0
std::string describe_activities_zh(ActivityMask mask);          // "制造、销售"; "未写明" for 0

}  // namespace lianzhao::registry
