// Payments of arrived capital as records. An entry is never edited: it is audited once, and a mistake is answered by
// a counter-entry.
#pragma once

#include "ledger/capital/rule.h"
#include "ledger/records.h"

namespace lianzhao::ledger {

struct Payment : Stamp {  // id: made by whoever enters it, so that a payment sent twice is one payment
  std::string project_id;
  std::string group_id;     // the group that has the project now: who may read it
  std::string credited_to;  // the group that had the project on the day of the payment: whose figure it is
  Day on_day;
  std::int64_t amount_fen = 0;  // 1/100 of the currency; negative for a counter-entry
  std::string currency = "CNY";
  double rate = 1;  // yuan for one unit
  std::int64_t yuan_fen = 0;
  std::string origin, used_for, evidence;  // names of capital::Origin, Use, Evidence
  std::string state = "entered";           // capital::AuditState
  std::optional<Day> audited_on;
  std::optional<Instant> audited_at;
  std::string audit_note;
  std::optional<std::string> reverses, reversed_by;
  bool second_phase = false;  // of a second phase inside an agreement that was there before, when it was entered
  std::string note;
  std::string despite_reason;  // why it stands beside one that looks the same, or beyond the investment
  bool synthetic = false;
};
BOOST_DESCRIBE_STRUCT(Payment, (Stamp),
                      (project_id, group_id, credited_to, on_day, amount_fen, currency, rate, yuan_fen, origin,
                       used_for, evidence, state, audited_on, audited_at, audit_note, reverses, reversed_by,
                       second_phase, note, despite_reason, synthetic))
template <>
struct RecordTraits<Payment> : RecordTraitsBase {
  static constexpr std::string_view table = "payments", kind = "payment", zh = "这笔到位资金", group = "t.group_id",
                                    sort = "-on_day";
  static constexpr std::string_view searched[] = {"note"};
  static std::string owner(const Payment& payment) { return payment.group_id; }
  static Status rules(const Payment& payment);
};

struct CapitalRule : Stamp {
  std::int64_t number = 0;
  std::string name_zh, name_en;
  Day valid_from;
  Strings origins, uses, evidences;
  std::string clock = "audited";
  std::int64_t minimum_fen = 0;
  bool exclude_second_phase = true, base_restated = true;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(CapitalRule, (Stamp),
                      (number, name_zh, name_en, valid_from, origins, uses, evidences, clock, minimum_fen,
                       exclude_second_phase, base_restated, note))
template <>
struct RecordTraits<CapitalRule> : RecordTraitsBase {
  static constexpr std::string_view table = "capital_rules", kind = "capital-rule", zh = "这个统计口径",
                                    sort = "-number";
  static constexpr std::string_view searched[] = {"name_zh", "name_en"};
  static Status rules(const CapitalRule& rule);
};

struct CapitalBase : Stamp {
  std::string rule_id;
  std::int64_t year = 0, month = 0, yuan_fen = 0;
  Day date;
  std::string source, source_status = "unverified";
};
BOOST_DESCRIBE_STRUCT(CapitalBase, (Stamp), (rule_id, year, month, yuan_fen, date, source, source_status))
template <>
struct RecordTraits<CapitalBase> : RecordTraitsBase {
  static constexpr std::string_view table = "capital_bases", kind = "capital-base", zh = "这个基数", sort = "-year";
  static constexpr std::string_view searched[] = {"source"};
  static Status rules(const CapitalBase& base);
};

}  // namespace lianzhao::ledger
