#include "api/handlers/negotiation_input.h"

#include <algorithm>

namespace lianzhao::api::handlers {

std::optional<Problem> set_firm(const Desk& desk, const FirmSent& sent, std::string& key, std::string& name) {
  FirmKept kept;
  if (auto problem = read_firm(desk, sent, "/firm/firm", Unlisted::kKeep, {&key, 1}, kept)) return problem;
  key = std::move(kept.key);
  name = std::move(kept.name);
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
