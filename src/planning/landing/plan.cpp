#include "planning/landing/plan.h"

#include <array>

namespace lianzhao::planning {

std::string_view name_of(Link link) {
  static constexpr std::array<std::string_view, 4> kNames = {"FS", "SS", "FF", "SF"};
  return kNames[static_cast<std::size_t>(link)];
}

std::optional<std::size_t> find_task(const Plan& plan, std::string_view id) {
  for (std::size_t i = 0; i < plan.tasks.size(); ++i) {
    if (plan.tasks[i].id == id) return i;
  }
  return std::nullopt;
}

}  // namespace lianzhao::planning
