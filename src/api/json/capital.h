// The contract's schemas/capital.yaml as structs, made from the ledger's records.
#pragma once

#include "api/json/records.h"

namespace lianzhao::api::view {

struct PaymentDocument {
  std::string id, name, role, media_type;
  std::int64_t bytes = 0;
  std::string sha256;
  std::int64_t number = 1;
  std::string at, by;
};
BOOST_DESCRIBE_STRUCT(PaymentDocument, (), (id, name, role, media_type, bytes, sha256, number, at, by))

struct Counted {
  bool counts = false;
  Words why;
  std::optional<std::string> period;  // "2023-03"
};
BOOST_DESCRIBE_STRUCT(Counted, (), (counts, why, period))

struct Payment {
  std::string id, project, project_name;
  GroupRef group;
  Day on;
  std::int64_t amount_fen = 0;
  std::string currency;
  double rate = 1;
  std::int64_t yuan_fen = 0;
  std::string origin, use, evidence;
  std::vector<PaymentDocument> attachments;
  std::string state;
  std::optional<Day> audited_on;
  std::optional<std::string> reverses, reversed_by;
  bool second_phase = false, synthetic = false;
  std::string note, despite_reason, audit_note, entered_at, entered_by;
  std::optional<Counted> counted;
};
BOOST_DESCRIBE_STRUCT(Payment, (),
                      (id, project, project_name, group, on, amount_fen, currency, rate, yuan_fen, origin, use,
                       evidence, attachments, state, audited_on, reverses, reversed_by, second_phase, synthetic, note,
                       despite_reason, audit_note, entered_at, entered_by, counted))

struct CapitalRule {
  std::string id;
  std::int64_t number = 0;
  Words name;
  Day valid_from;
  std::vector<std::string> origins, uses, evidence;
  std::string clock;
  std::int64_t minimum_fen = 0;
  bool exclude_second_phase = true, base_restated = true;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(CapitalRule, (),
                      (id, number, name, valid_from, origins, uses, evidence, clock, minimum_fen,
                       exclude_second_phase, base_restated, note))

struct CapitalBase {
  std::string id;
  std::int64_t year = 0, month = 0;
  std::string rule;
  std::int64_t yuan_fen = 0;
  Provenance provenance;
};
BOOST_DESCRIBE_STRUCT(CapitalBase, (), (id, year, month, rule, yuan_fen, provenance))

struct CapitalClose {
  std::int64_t year = 0, month = 0;
  std::string closed_at, closed_by;
  std::int64_t yuan_fen = 0, entries = 0;
};
BOOST_DESCRIBE_STRUCT(CapitalClose, (), (year, month, closed_at, closed_by, yuan_fen, entries))

struct CapitalMonth {
  int month = 1;
  std::int64_t this_fen = 0, last_fen = 0;
  bool closed = false, last_from_base = false;
};
BOOST_DESCRIBE_STRUCT(CapitalMonth, (), (month, this_fen, last_fen, closed, last_from_base))

struct OriginSum {
  std::string key;
  std::int64_t fen = 0;
};
BOOST_DESCRIBE_STRUCT(OriginSum, (), (key, fen))

struct GroupSum {
  GroupRef group;
  std::int64_t fen = 0, last_fen = 0;
};
BOOST_DESCRIBE_STRUCT(GroupSum, (), (group, fen, last_fen))

struct ProjectSum {
  std::string id, name;
  std::int64_t fen = 0;
};
BOOST_DESCRIBE_STRUCT(ProjectSum, (), (id, name, fen))

struct CapitalSummary {
  int year = 0, month = 0;
  CapitalRule rule;
  std::int64_t cumulative_fen = 0, same_period_fen = 0;
  std::optional<double> growth;
  std::int64_t entries = 0;
  std::vector<CapitalMonth> months;  // of the year: all twelve of the year before, this year's up to the month
  std::vector<OriginSum> by_origin;
  std::vector<GroupSum> by_group;
  std::vector<ProjectSum> by_project;
  bool closed = false, synthetic = false;
};
BOOST_DESCRIBE_STRUCT(CapitalSummary, (),
                      (year, month, rule, cumulative_fen, same_period_fen, growth, entries, months, by_origin,
                       by_group, by_project, closed, synthetic))

struct ForecastPart {
  std::string kind;  // arrived | signed | not-signed | season
  Words name;
  std::int64_t fen = 0;
};
BOOST_DESCRIBE_STRUCT(ForecastPart, (), (kind, name, fen))

// Projects that are not signed yet.
struct ForecastUnsigned {
  std::int64_t projects = 0, without_likelihood = 0, planned_fen = 0, weighted_fen = 0;
};
BOOST_DESCRIBE_STRUCT(ForecastUnsigned, (), (projects, without_likelihood, planned_fen, weighted_fen))

struct CapitalForecast {
  int year = 0, month = 0;
  std::int64_t cumulative_fen = 0, low_fen = 0, middle_fen = 0, high_fen = 0;
  std::optional<double> growth_low, growth_middle, growth_high;
  Words method;
  std::vector<ForecastPart> parts;
  ForecastUnsigned not_signed;
};
BOOST_DESCRIBE_STRUCT(CapitalForecast, (),
                      (year, month, cumulative_fen, low_fen, middle_fen, high_fen, growth_low, growth_middle,
                       growth_high, method, parts, not_signed))

// What a page of payments shows beside the records.
struct PaymentsAround {
  std::map<std::string, std::string> projects;               // names by id
  std::multimap<std::string, ledger::Attachment> documents;  // by payment
  std::optional<ledger::capital::Rule> rule;                 // that `counted` speaks of
  std::vector<ledger::capital::Close> closes;
};
Payment payment_of(const Directory& names, const PaymentsAround& around, const ledger::Payment& payment);
CapitalRule rule_of(const ledger::CapitalRule& rule);
CapitalBase base_of(const ledger::CapitalBase& base);
CapitalClose close_of(const Directory& names, const ledger::CapitalClose& close);
CapitalSummary summary_of(const Directory& names, const ledger::CapitalRule& rule,
                          const ledger::capital::Summary& summary, ledger::capital::Month until,
                          const std::vector<ledger::capital::Close>& closes,
                          const std::map<std::string, std::string>& projects);
CapitalForecast forecast_of(const ledger::CapitalRule& rule, const ledger::YearForecast& forecast);

Words origin_words(std::string_view origin);
Words use_words(std::string_view use);
Words evidence_words(std::string_view evidence);
Words audit_state_words(std::string_view state);

}  // namespace lianzhao::api::view
