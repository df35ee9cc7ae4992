#include "api/handlers/named.h"

namespace lianzhao::api::handlers {

Problem no_such_group() {
  return bad_field("/group", "bad-choice", "没有这个组。", "There is no such group.");
}

std::optional<Problem> check_group_named(const Desk& desk, const std::string& group) {
  if (desk.names.group(group)) return std::nullopt;
  return no_such_group();
}

std::optional<Problem> check_user_named(const Desk& desk, const std::string& user, const std::string& pointer) {
  const auto* person = desk.names.person(user);
  if (person && person->active) return std::nullopt;
  return bad_field(pointer, "bad-choice", "没有这位用户，或已停用。", "There is no such active user.");
}

}  // namespace lianzhao::api::handlers
