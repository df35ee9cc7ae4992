#include "ledger/capital/counted.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace lianzhao::ledger::capital {
namespace {

template <class E>
void add_choice(Condition& condition, std::string_view column, const std::vector<E>& allowed) {
  if (allowed.empty()) {
    condition.first += " AND 1 = 0";
    return;
  }
  condition.first += fmt::format(" AND t.{} IN (", column);
  for (std::size_t i = 0; i < allowed.size(); ++i) {
    condition.first += i > 0 ? ", {}" : "{}";
    condition.second.emplace_back(std::string(name_of(allowed[i])));
  }
  condition.first += ")";
}

struct Columns {
  const char* day;
  const char* known;
};
Columns columns_of(const Rule& rule) {
  if (rule.clock == ClockDate::kAudited) return {"t.audited_on", "t.audited_at"};
  return {"t.on_day", "t.created_at"};
}

// When the month was closed, by itself or with a later one.
std::optional<Instant> closed_at(std::span<const Close> closes, Month month) {
  std::optional<Instant> at;
  for (const auto& close : closes) {
    if (close.month >= month && (!at || close.closed_at < *at)) at = close.closed_at;
  }
  return at;
}

}  // namespace

Condition counted_by(const Rule& rule) {
  Condition condition{rule.clock == ClockDate::kAudited ? "(t.state = 'passed'" : "(t.state <> 'refused'", {}};
  add_choice(condition, "origin", rule.origins);
  add_choice(condition, "used_for", rule.uses);
  add_choice(condition, "evidence", rule.evidences);
  if (rule.exclude_second_phase) condition.first += " AND t.second_phase = 0";
  if (rule.minimum_fen > 0) {
    condition.first += " AND (t.yuan_fen >= {} OR t.yuan_fen <= {})";
    condition.second.emplace_back(rule.minimum_fen);
    condition.second.emplace_back(-rule.minimum_fen);
  }
  condition.first += ")";
  return condition;
}

Condition counted_from(const Rule& rule, std::span<const Close> closes, Month from) {
  const auto [day, known] = columns_of(rule);
  Condition condition{fmt::format("({} >= {{}}", day), {first_day(from).since_epoch}};
  // Pushed to this month or beyond: known when the month before was closed already.
  if (const auto at = closed_at(closes, {from.value - 1})) {
    condition.first += fmt::format(" OR {} >= {{}}", known);
    condition.second.emplace_back(at->micros);
  }
  condition.first += ")";
  return condition;
}

Condition counted_to(const Rule& rule, std::span<const Close> closes, Month to) {
  const auto [day, known] = columns_of(rule);
  Condition condition{fmt::format("({} <= {{}}", day), {last_day(to).since_epoch}};
  if (const auto at = closed_at(closes, to)) {
    condition.first += fmt::format(" AND {} < {{}}", known);
    condition.second.emplace_back(at->micros);
  }
  condition.first += ")";
  return condition;
}

}  // namespace lianzhao::ledger::capital
