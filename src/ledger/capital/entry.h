// Arrived capital (到位资金): entries as the rules see them. Nothing here knows the store; amounts are whole fen.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/instant.h"

namespace lianzhao::ledger::capital {

// Where the investor comes from (外资, 省外, 市外, 本地).
enum class Origin : std::uint8_t { kAbroad, kOtherProvince, kOtherCity, kLocal };
enum class Use : std::uint8_t { kFixedInvestment, kWorkingCapital, kEquity, kOther };
enum class Evidence : std::uint8_t { kBankVoucher, kInvoice, kSiteCheck, kNone };
enum class AuditState : std::uint8_t { kEntered, kPassed, kRefused };

std::string_view name_of(Origin origin);  // "other-province"
std::string_view name_of(Use use);        // "fixed-investment"
std::string_view name_of(Evidence evidence);
std::string_view name_of(AuditState state);
std::optional<Origin> parse_origin(std::string_view name);
std::optional<Use> parse_use(std::string_view name);
std::optional<Evidence> parse_evidence(std::string_view name);
std::optional<AuditState> parse_audit_state(std::string_view name);

// A month of a year, as one number that can be counted: year * 12 + month - 1.
struct Month {
  std::int32_t value = 0;
  friend constexpr auto operator<=>(Month, Month) = default;
  [[nodiscard]] constexpr int year() const { return value / 12; }
  [[nodiscard]] constexpr int month() const { return value % 12 + 1; }  // 1-12
  [[nodiscard]] constexpr Month next() const { return {value + 1}; }
};
constexpr Month make_month(int year, int month) {
  return {year * 12 + month - 1};
}
Month month_of(Day day);
Day first_day(Month month);
Day last_day(Month month);
std::optional<Month> parse_month(std::string_view text);  // "2023-03"; years 1990 to 2100
std::string to_string(Month month);

// One entry of the ledger. A counter-entry answers another one with the opposite amount; no entry is ever changed.
struct Entry {
  std::string id, project, group;
  Day paid;
  Instant entered_at;
  AuditState state = AuditState::kEntered;
  std::optional<Day> audited;         // the day the audit names
  std::optional<Instant> audited_at;  // when that was recorded
  std::int64_t yuan_fen = 0;          // negative for a counter-entry
  Origin origin = Origin::kOtherProvince;
  Use use = Use::kFixedInvestment;
  Evidence evidence = Evidence::kNone;
  bool second_phase = false;  // of a contract that was there before (DOMAIN: excluded in most rules)
  bool synthetic = false;
};

// A month that is closed, and with it all before: what becomes known of them later counts in the next open month.
struct Close {
  Month month;
  Instant closed_at;
};

// Restated basis (口径调整后的同期基数) of a month that has no entries of its own.
struct Base {
  Month month;
  std::string rule;  // id of the counting rule it was restated by
  std::int64_t yuan_fen = 0;
};

}  // namespace lianzhao::ledger::capital
