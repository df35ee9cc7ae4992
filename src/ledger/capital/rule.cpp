#include "ledger/capital/rule.h"

#include <algorithm>
#include <cstdlib>

namespace lianzhao::ledger::capital {
namespace {

template <class T>
bool has(const std::vector<T>& list, T wanted) {
  return std::find(list.begin(), list.end(), wanted) != list.end();
}

}  // namespace

std::string_view name_of(ClockDate clock) {
  return clock == ClockDate::kPaid ? "paid" : "audited";
}
std::optional<ClockDate> parse_clock(std::string_view name) {
  if (name == "paid") return ClockDate::kPaid;
  if (name == "audited") return ClockDate::kAudited;
  return std::nullopt;
}

Verdict judge(const Rule& rule, const Entry& entry) {
  if (entry.state == AuditState::kRefused) return {false, "审核未通过", "the audit refused it"};
  if (rule.clock == ClockDate::kAudited && entry.state != AuditState::kPassed) {
    return {false, "尚未审核", "not audited yet"};
  }
  if (!has(rule.origins, entry.origin)) return {false, "资金来源不在口径内", "its origin is outside the rule"};
  if (!has(rule.uses, entry.use)) return {false, "资金用途不在口径内", "its use is outside the rule"};
  if (!has(rule.evidences, entry.evidence)) return {false, "凭证不符合口径", "its evidence is not accepted"};
  if (rule.exclude_second_phase && entry.second_phase) {
    return {false, "原合同内的二期不计", "second phases inside an existing contract do not count"};
  }
  if (std::abs(entry.yuan_fen) < rule.minimum_fen) return {false, "低于起报金额", "below the smallest amount"};
  return {true, "符合口径", "within the rule"};
}

std::optional<Month> period_of(const Rule& rule, const Entry& entry, std::span<const Close> closes) {
  const bool audited = rule.clock == ClockDate::kAudited;
  if (audited && (!entry.audited || !entry.audited_at)) return std::nullopt;
  const Instant known = audited ? *entry.audited_at : entry.entered_at;
  Month month = month_of(audited ? *entry.audited : entry.paid);
  for (const auto& close : closes) {
    if (close.closed_at <= known) month = std::max(month, close.month.next());
  }
  return month;
}

}  // namespace lianzhao::ledger::capital
