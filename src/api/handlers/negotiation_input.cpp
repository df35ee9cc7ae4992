#include "api/handlers/negotiation_input.h"

#include <algorithm>

namespace lianzhao::api::handlers {

std::optional<Problem> set_firm(const Desk& desk, const FirmGiven& given, std::string& key, std::string& name) {
  const auto wanted = given.firm ? std::string(*given.firm) : std::string();
  if (!wanted.empty()) {
    const auto firm = desk.engine->firm(wanted);
    if (firm) {
      auto known = desk.engine->snapshot()->name(*firm);
      if (!known) return Problem::of(known.error());
      key = wanted;
      name = *std::move(known);
      return std::nullopt;
    }
    if (wanted != key && check_credit_code(wanted) != CodeFault::kNone) {
      return bad_field("/firm/firm", "bad-choice", "名录里没有这家企业，也不是有效的统一社会信用代码。",
                       "The registry has no such firm, and this is no valid credit code.");
    }
  }
  key = wanted;
  name = given.name;
  return std::nullopt;
}

std::optional<Problem> set_node(const Desk& desk, const std::optional<std::string>& given, std::string& node) {
  if (!given || given->empty()) {
    node.clear();
    return std::nullopt;
  }
  if (*given == node) return std::nullopt;
  const auto found = desk.engine->atlas().find_node(*given);
  if (!found) return bad_field("/node", "bad-choice", "没有环节 " + *given, "There is no node " + *given);
  node = desk.engine->atlas().node(*found).id;
  return std::nullopt;
}

std::optional<Problem> check_people(const Desk& desk, const std::string& pointer,
                                    const std::vector<std::string>& users, const std::vector<std::string>& known) {
  for (std::size_t i = 0; i < users.size(); ++i) {
    if (std::find(known.begin(), known.end(), users[i]) != known.end()) continue;
    if (auto problem = check_user_named(desk, users[i], fmt::format("{}/{}", pointer, i))) return problem;
  }
  return std::nullopt;
}

}  // namespace lianzhao::api::handlers
