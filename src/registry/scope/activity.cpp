#include "registry/scope/activity.h"

namespace lianzhao::registry {
namespace {

std::string join(ActivityMask mask, const std::array<std::string_view, kActivityCount>& names,
                 std::string_view separator, std::string_view none) {
  if ((mask & kAnyActivity) == 0) return std::string(none);
  std::string out;
  for (std::size_t i = 0; i < kActivityCount; ++i) {
    if (!(mask >> i & 1)) continue;
    if (!out.empty()) out += separator;
    out += names[i];
  }
  return out;
}

}  // namespace

std::optional<Activity> parse_activity(std::string_view name) {
  for (std::size_t i = 0; i < kActivityCount; ++i) {
    if (name == kActivityNames[i] || name == kActivityNamesZh[i]) return static_cast<Activity>(i);
  }
  return std::nullopt;
}

std::string describe_activities(ActivityMask mask) {
  return join(mask, kActivityNames, "+", "unstated");
}
std::string describe_activities_zh(ActivityMask mask) {
  return join(mask, kActivityNamesZh, "、", "未写明");
}

}  // namespace lianzhao::registry
