#include <fmt/format.h>

#include "api/sheets/kind.h"
#include "ledger/rules.h"

namespace lianzhao::api::sheets {
namespace {

// Lengths before texts, so that no two rows run together into the same.
struct Print {
  std::string operator()(const std::string& text) const { return fmt::format("{}:{}", text.size(), text); }
  std::string operator()(std::int64_t number) const { return fmt::format("{};", number); }
  std::string operator()(double number) const { return fmt::format("{};", number); }
  std::string operator()(Day day) const { return fmt::format("{};", day.since_epoch); }
  std::string operator()(bool truth) const { return truth ? "y;" : "n;"; }
  template <class T>
  std::string operator()(const std::vector<T>& several) const {
    auto out = fmt::format("{}[", several.size());
    for (const auto& one : several) out += (*this)(one);
    return out;
  }
};

}  // namespace

std::string Row::fingerprint() const {
  std::string out;
  for (const auto& [field, value] : values_) out += field + "=" + std::visit(Print(), value);
  return out;
}

Status check_owner(const Target& target, const std::string& group) {
  const auto allowed = ledger::check_group(target.access, group);
  if (allowed) return {};
  return ledger::refusal("group", "您不是该组成员。", "You are not a member of this group.", allowed.error().code);
}

std::vector<Kind> all_kinds() {
  return {visits_kind(), trips_kind(), leads_kind(), projects_kind(), payments_kind(), group_targets_kind()};
}

std::optional<Kind> find_kind(std::string_view name) {
  for (auto& kind : all_kinds()) {
    if (kind.name == name) return std::move(kind);
  }
  return std::nullopt;
}

}  // namespace lianzhao::api::sheets
