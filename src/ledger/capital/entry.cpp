#include "ledger/capital/entry.h"

#include <array>
#include <chrono>

namespace lianzhao::ledger::capital {
namespace {

constexpr std::array<std::string_view, 4> kOrigins = {"abroad", "other-province", "other-city", "local"};
constexpr std::array<std::string_view, 4> kUses = {"fixed-investment", "working-capital", "equity", "other"};
constexpr std::array<std::string_view, 4> kEvidences = {"bank-voucher", "invoice", "site-check", "none"};
constexpr std::array<std::string_view, 3> kStates = {"entered", "passed", "refused"};

template <class E, std::size_t N>
std::optional<E> parse(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == name) return static_cast<E>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Origin origin) {
  return kOrigins[static_cast<std::size_t>(origin)];
}
std::string_view name_of(Use use) {
  return kUses[static_cast<std::size_t>(use)];
}
std::string_view name_of(Evidence evidence) {
  return kEvidences[static_cast<std::size_t>(evidence)];
}
std::string_view name_of(AuditState state) {
  return kStates[static_cast<std::size_t>(state)];
}
std::optional<Origin> parse_origin(std::string_view name) {
  return parse<Origin>(kOrigins, name);
}
std::optional<Use> parse_use(std::string_view name) {
  return parse<Use>(kUses, name);
}
std::optional<Evidence> parse_evidence(std::string_view name) {
  return parse<Evidence>(kEvidences, name);
}
std::optional<AuditState> parse_audit_state(std::string_view name) {
  return parse<AuditState>(kStates, name);
}

Month month_of(Day day) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day.since_epoch}}};
  return make_month(static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())));
}

Day first_day(Month month) {
  return *make_day(month.year(), static_cast<unsigned>(month.month()), 1);
}

Day last_day(Month month) {
  return {first_day(month.next()).since_epoch - 1};
}

std::optional<Month> parse_month(std::string_view text) {
  const auto day = parse_iso_day(std::string(text) + "-01");
  if (!day || day->year() < 1990 || day->year() > 2100) return std::nullopt;
  return month_of(*day);
}

std::string to_string(Month month) {
  return lianzhao::to_string(first_day(month)).substr(0, 7);
}

}  // namespace lianzhao::ledger::capital
