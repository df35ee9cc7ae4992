#include "ledger/access.h"

#include <fmt/format.h>

#include <algorithm>

namespace lianzhao::ledger {

bool Actor::in_group(std::string_view group) const {
  return std::find(groups.begin(), groups.end(), group) != groups.end();
}

Actor system_actor(std::string zone, std::string request) {
  return {std::move(zone), "system", "system", {}, {}, std::move(request), ""};
}

Result<Access> Access::of(const Actor& actor, Permission permission) {
  const auto reach = reach_of(actor.roles, permission);
  if (reach == Reach::kNone) {
    return told(ErrorCode::kForbidden, fmt::format("您的角色没有权限：{}。", name_of(permission)),
                fmt::format("your role does not include {}", name_of(permission)));
  }
  return Access{actor, reach};
}

Access Access::system(std::string zone, std::string request) {
  return {system_actor(std::move(zone), std::move(request)), Reach::kAll};
}

std::pair<std::string, store::Values> within_reach(const Access& access, std::string_view group,
                                                   std::string_view open, std::string_view person) {
  if (access.reach == Reach::kAll) return {"1 = 1", {}};
  std::string condition;
  store::Values values;
  if (access.reach == Reach::kOwn && !group.empty() && !access.actor.groups.empty()) {
    for (const auto& own : access.actor.groups) {
      condition += condition.empty() ? fmt::format("{} IN ({{}}", group) : ", {}";
      values.emplace_back(own);
    }
    condition += ")";
  }
  if (access.reach == Reach::kOwn && !open.empty()) {
    condition += fmt::format("{}{}", condition.empty() ? "" : " OR ", open);
  }
  if (access.reach == Reach::kOwn && !person.empty()) {
    condition += fmt::format("{}{} = {{}}", condition.empty() ? "" : " OR ", person);
    values.emplace_back(access.actor.user);
  }
  return {condition.empty() ? "1 = 0" : "(" + condition + ")", std::move(values)};
}

void restrict_to(const Access& access, std::string_view group, std::string_view open, store::Where& where,
                 std::string_view person) {
  if (access.reach == Reach::kAll) return;
  const auto [condition, values] = within_reach(access, group, open, person);
  where.add(condition, values);
}

Status check_group(const Access& access, std::string_view group) {
  if (access.reach == Reach::kAll) return {};
  if (access.reach == Reach::kOwn && !group.empty() && access.actor.in_group(group)) return {};
  return group.empty() ? told(ErrorCode::kForbidden, "请选择所属专班：记录必须归属其中之一。",
                              "choose one of your groups: the record must belong to one")
                       : told(ErrorCode::kForbidden, "您不是该组成员。", "you are not a member of this group");
}

}  // namespace lianzhao::ledger
