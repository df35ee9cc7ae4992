#include "api/handlers/named.h"

#include <algorithm>

namespace lianzhao::api::handlers {

Problem no_such_group(std::string pointer) {
  return bad_field(std::move(pointer), "bad-choice", "没有这个组。", "There is no such group.");
}

std::optional<Problem> check_group_named(const Desk& desk, const std::string& group) {
  if (desk.names.group(group)) return std::nullopt;
  return no_such_group();
}

std::optional<Problem> check_group_named(const Desk& desk, const std::optional<std::string>& group) {
  return group ? check_group_named(desk, *group) : std::nullopt;
}

std::optional<Problem> check_user_named(const Desk& desk, const std::string& user, const std::string& pointer) {
  const auto* person = desk.names.person(user);
  if (person && person->active) return std::nullopt;
  return bad_field(pointer, "bad-choice", "没有这位用户，或已停用。", "There is no such active user.");
}

std::optional<Problem> read_firm(const Desk& desk, const FirmSent& sent, std::string pointer, Unlisted unlisted,
                                 std::span<const std::string> before, FirmKept& kept) {
  const std::string key = sent.firm ? std::string(*sent.firm) : std::string();
  const bool had = std::find(before.begin(), before.end(), key) != before.end();
  auto found = firm_kept(*desk.engine, key, sent.name, unlisted, had);
  if (!found) {
    const auto why = why_refused(unlisted);
    return bad_field(std::move(pointer), "bad-choice", why.zh, why.en);
  }
  kept = *std::move(found);
  return std::nullopt;
}

}  // namespace lianzhao::api::handlers
