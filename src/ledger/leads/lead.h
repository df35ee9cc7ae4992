// Leads (线索): a firm's intention, before it is negotiated. What a lead must state, its clocks (service levels) and
// the steps it may take are in lead_rules.h.
#pragma once

#include "ledger/records.h"

namespace lianzhao::ledger {

struct Lead : Stamp {
  std::string title, firm_key, firm_name, group_id;
  std::string source;  // target | visit | referral | web | import | other
  std::string introducer;
  std::string state = "new";  // new | sorted | following | converted | rejected
  std::string node;
  std::string process;
  std::optional<std::int64_t> investment_fen;
  std::optional<double> land_mu, power_mva, energy_tce, water_t;
  std::string environment;
  std::optional<std::int64_t> output_fen, tax_fen, jobs;
  std::optional<double> capacity;  // units of the node a year
  Day received_on;
  std::optional<Day> answered_on, sorted_on, introducer_answered_on, reported_on;
  Day last_activity_on;
  std::optional<std::string> project_id, led_by;  // led_by: the visit it came from
  std::string reason;                             // why rejected
  std::string despite_reason;                     // why entered although it is followed already
  std::string note;
  bool synthetic = false;
};
BOOST_DESCRIBE_STRUCT(Lead, (Stamp),
                      (title, firm_key, firm_name, group_id, source, introducer, state, node, process, investment_fen,
                       land_mu, power_mva, energy_tce, water_t, environment, output_fen, tax_fen, jobs, capacity,
                       received_on, answered_on, sorted_on, introducer_answered_on, reported_on, last_activity_on,
                       project_id, led_by, reason, despite_reason, note, synthetic))
template <>
struct RecordTraits<Lead> : RecordTraitsBase {
  static constexpr std::string_view table = "leads", kind = "lead", zh = "这条线索", group = "t.group_id",
                                    sort = "-received_on";
  static constexpr std::string_view searched[] = {"title", "firm_name"};
  static std::string owner(const Lead& lead) { return lead.group_id; }
  static Status rules(const Lead& lead);
};

}  // namespace lianzhao::ledger
