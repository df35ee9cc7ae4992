// The contract's schemas of leads, their clocks, findings and duplicates as structs.
#pragma once

#include "api/json/projects.h"

namespace lianzhao::api::view {

struct LeadFacts {
  std::optional<std::string> process;
  std::optional<double> investment, land_mu, power_mva, energy_tce, water_t;
  std::optional<std::string> environment;
  std::optional<double> output, tax;
  std::optional<std::int64_t> jobs;
  std::optional<double> capacity;
};
BOOST_DESCRIBE_STRUCT(LeadFacts, (),
                      (process, investment, land_mu, power_mva, energy_tce, water_t, environment, output, tax, jobs,
                       capacity))

struct MissingFact {
  std::string field;
  Words name;
};
BOOST_DESCRIBE_STRUCT(MissingFact, (), (field, name))

struct LeadClock {
  std::string rule;
  Words name;
  Day due;
  std::optional<Day> done_on;
  std::string state;
};
BOOST_DESCRIBE_STRUCT(LeadClock, (), (rule, name, due, done_on, state))

struct Finding {
  std::string rule, level;
  Words words;
  std::string source;
};
BOOST_DESCRIBE_STRUCT(Finding, (), (rule, level, words, source))

struct Duplicate {
  std::string kind;
  std::optional<std::string> id;
  std::string title;
  GroupRef group;
  Words why;
  std::string strength;
  Words leads;
};
BOOST_DESCRIBE_STRUCT(Duplicate, (), (kind, id, title, group, why, strength, leads))

struct Lead {
  std::string id;
  std::int64_t version = 1;
  std::string title;
  NamedFirm firm;
  GroupRef group;
  std::string source, introducer, state;
  std::optional<NodeRef> node;
  LeadFacts facts;
  std::vector<MissingFact> missing;
  std::vector<LeadClock> clocks;
  std::vector<Finding> findings;
  std::vector<Duplicate> duplicates;
  Day received_on;
  std::optional<std::string> project;
  std::string reason;
  std::optional<std::string> led_by;
  std::string note;
  bool synthetic = false;
};
BOOST_DESCRIBE_STRUCT(Lead, (),
                      (id, version, title, firm, group, source, introducer, state, node, facts, missing, clocks,
                       findings, duplicates, received_on, project, reason, led_by, note, synthetic))

// What is told of a record that is like another: of one outside the reach only that it is there, and whose.
struct Reaches {
  ledger::Access leads, projects;
};
Duplicate duplicate_of(const Directory& names, const Reaches& reaches, const std::string& own_group,
                       const ledger::FoundDuplicate& found);
std::vector<Finding> findings_of(const ledger::PlausibleFacts& facts, const ledger::Benchmarks& benchmarks);
// Without its duplicates.
Lead lead_of(const Engine& engine, const Directory& names, const ledger::Lead& lead, const WorkCalendar& calendar,
             const ledger::Benchmarks& benchmarks, Day today);

}  // namespace lianzhao::api::view
