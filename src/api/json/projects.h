// The contract's schemas of projects, gates, stage logs and problems as structs.
#pragma once

#include <map>

#include "api/json/records.h"

namespace lianzhao::api::view {

// A firm of the registry by key, or by name only.
struct NamedFirm {
  std::optional<std::string> firm;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(NamedFirm, (), (firm, name))

struct GateItem {
  std::string stage, kind, field;
  Words name;
  bool met = false;
  std::optional<std::string> permission;
};
BOOST_DESCRIBE_STRUCT(GateItem, (), (stage, kind, field, name, met, permission))

struct Gate {
  std::string stage;
  Words name;
  std::vector<GateItem> items;
  std::string permission;
};
BOOST_DESCRIBE_STRUCT(Gate, (), (stage, name, items, permission))

struct WholeProject {
  std::string id, name;
};
BOOST_DESCRIBE_STRUCT(WholeProject, (), (id, name))

struct ProjectPhase {
  std::string id, name, stage;
};
BOOST_DESCRIBE_STRUCT(ProjectPhase, (), (id, name, stage))

struct Project {
  std::string id;
  std::int64_t version = 1;
  std::string name;
  NamedFirm firm;
  std::optional<Place> place;  // seat of the firm by the registry
  GroupRef group;
  std::string stage;
  Day stage_since;
  std::string activity, activity_reason;
  std::optional<NodeRef> node;
  std::optional<WholeProject> phase_of;
  std::vector<ProjectPhase> phases;
  std::optional<double> investment;
  std::optional<std::string> foreign;
  std::optional<double> land_mu, capacity;
  std::optional<Words> unit;
  std::optional<double> output, tax;
  std::optional<std::int64_t> jobs;
  std::string process, environment;
  std::optional<double> energy_tce;
  std::optional<Day> agreement_on;
  std::string registered_firm, project_code, lead_official;
  std::vector<Person> team;
  std::vector<std::string> competitors;
  std::optional<std::int64_t> likelihood;
  std::optional<Day> expected_start, expected_production;
  std::map<std::string, Day> dates;
  std::vector<GateItem> missing;
  std::int64_t problems_open = 0;
  double arrived = 0;
  bool overridden = false;
  std::string note;
  bool synthetic = false;
};
BOOST_DESCRIBE_STRUCT(Project, (),
                      (id, version, name, firm, place, group, stage, stage_since, activity, activity_reason, node,
                       phase_of, phases, investment, foreign, land_mu, capacity, unit, output, tax, jobs, process,
                       environment, energy_tce, agreement_on, registered_firm, project_code, lead_official, team,
                       competitors, likelihood, expected_start, expected_production, dates, missing, problems_open,
                       arrived, overridden, note, synthetic))

struct StageLog {
  std::optional<std::string> from;
  std::string to;
  Day on;
  std::string at, by, note;
  std::optional<std::string> override_reason;
  Raw unmet;
};
BOOST_DESCRIBE_STRUCT(StageLog, (), (from, to, on, at, by, note, override_reason, unmet))

struct ProjectProblem {
  std::string id;
  std::int64_t version = 1;
  std::string project, project_name, title, detail;
  Person owner;
  Day due;
  std::string level, state, solution;
  Day raised_on;
  std::optional<Day> solved_on;
  bool late = false;
};
BOOST_DESCRIBE_STRUCT(ProjectProblem, (),
                      (id, version, project, project_name, title, detail, owner, due, level, state, solution,
                       raised_on, solved_on, late))

NamedFirm named_firm(const std::string& key, const std::string& name);
std::optional<double> yuan_of(const std::optional<std::int64_t>& fen);

Project project_of(const Engine& engine, const Directory& names, const ledger::Project& project,
                   const ledger::ProjectDetails& details);
// The table of gates; with what is met where a project is given. `all`: who asks reaches all groups.
std::vector<Gate> gates_of(const ledger::GateFacts* facts, std::optional<ledger::ProjectStage> reached, bool all);
StageLog stage_log_of(const Directory& names, const ledger::StageLogRow& row);
ProjectProblem problem_of(const Directory& names, const ledger::ProjectProblem& problem,
                          const std::string& project_name, Day today);

}  // namespace lianzhao::api::view
