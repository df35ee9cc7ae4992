// The contract's landing plans (schemas/projects.yaml) as structs, made from a computed plan.
#pragma once

#include "api/json/common.h"
#include "ledger/projects/project.h"
#include "planning/landing/evaluate.h"
#include "planning/landing/template.h"

namespace lianzhao::api::view {

struct OptionChoice {
  std::string id;
  Words name;
};
BOOST_DESCRIBE_STRUCT(OptionChoice, (), (id, name))

struct PlanOption {
  std::string id;
  Words name;
  std::string kind;  // choice, figure
  std::optional<Words> unit;
  std::string value;
  std::vector<OptionChoice> values;
};
BOOST_DESCRIBE_STRUCT(PlanOption, (), (id, name, kind, unit, value, values))

struct PlanTemplate {
  std::string id;
  Words name;
  std::int64_t tasks = 0;
  std::optional<int> target_days;
  std::vector<PlanOption> options;
};
BOOST_DESCRIBE_STRUCT(PlanTemplate, (), (id, name, tasks, target_days, options))

struct PlanLink {
  std::string task, kind;
  int lag = 0;
  std::string calendar;
};
BOOST_DESCRIBE_STRUCT(PlanLink, (), (task, kind, lag, calendar))

struct PlanReplacement {
  Day on;
  Words text;
  std::string source;
};
BOOST_DESCRIBE_STRUCT(PlanReplacement, (), (on, text, source))

// A provision that a task cites, as it held on the day of the task.
struct PlanProvision {
  std::string role;  // minimum, limit, rule
  Words text, note;
  std::string source;
  std::optional<int> days;
  std::optional<std::string> calendar;
  std::optional<int> extension;
  std::optional<Day> from, until;  // the last day on which it holds
  std::optional<PlanReplacement> replaced;
};
BOOST_DESCRIBE_STRUCT(PlanProvision, (),
                      (role, text, note, source, days, calendar, extension, from, until, replaced))

struct PlanDecision {
  std::string option, value, by;
  Words text;
};
BOOST_DESCRIBE_STRUCT(PlanDecision, (), (option, value, by, text))

struct PlanLawChange {
  std::string task, kind;
  Day on;
  Words text;
};
BOOST_DESCRIBE_STRUCT(PlanLawChange, (), (task, kind, on, text))

struct PlanTask {
  std::string id;
  Words name, department, note;
  int days = 0;
  std::string calendar;
  int low = 0, high = 0, minimum = 0;
  std::vector<PlanProvision> provisions;
  std::vector<PlanLink> after;
  std::vector<Words> deferrable;
  bool before_permits = false;
  std::optional<Day> actual_start, actual_finish;
  Day earliest_start, earliest_finish, latest_start, latest_finish;
  int slack = 0;
  bool critical = false, late = false;
  std::optional<double> criticality;
};
BOOST_DESCRIBE_STRUCT(PlanTask, (),
                      (id, name, department, note, days, calendar, low, high, minimum, provisions, after, deferrable,
                       before_permits, actual_start, actual_finish, earliest_start, earliest_finish, latest_start,
                       latest_finish, slack, critical, late, criticality))

struct BindingMinimum {
  std::string task;
  Words name;
  int minimum = 0;
  std::string calendar;
  std::optional<Words> law;
  std::optional<std::string> source;
};
BOOST_DESCRIBE_STRUCT(BindingMinimum, (), (task, name, minimum, calendar, law, source))

struct PlanQuantile {
  double share = 0;
  Day day;
};
BOOST_DESCRIBE_STRUCT(PlanQuantile, (), (share, day))

struct LandingPlan {
  std::string id;
  std::int64_t version = 1;
  std::string project, name;
  std::string template_;
  std::vector<PlanOption> options;
  Day start;
  std::optional<std::int64_t> target_days;
  std::string target_task;
  std::optional<Day> due;
  std::optional<std::string> verdict;
  std::optional<int> likely_days, low_days, lawful_days;
  Day finish, landing;  // last days of work, as all finishes of the contract
  int finish_days = 0, landing_days = 0;
  std::vector<PlanTask> tasks;
  std::optional<bool> feasible;
  std::vector<BindingMinimum> binding;
  std::vector<Words> prepare, hurry;
  std::optional<double> probability;
  std::vector<PlanQuantile> quantiles;
  std::vector<PlanDecision> decisions;
  std::vector<PlanLawChange> law_changes;
  std::vector<Words> risks;
};
BOOST_DESCRIBE_STRUCT(LandingPlan, (),
                      (id, version, project, name, template_, options, start, target_days, target_task, due, verdict,
                       likely_days, low_days, lawful_days, finish, landing, finish_days, landing_days, tasks, feasible,
                       binding, prepare, hurry, probability, quantiles, decisions, law_changes, risks))

std::vector<PlanOption> options_of(const planning::LandingTemplate& from, const planning::Choices& choices);
// `today`: of the reader; `forecast`: what has not happened is planned from it.
LandingPlan landing_plan_of(const ledger::LandingPlanRecord& record, const planning::LandingTemplate& from,
                            const planning::Choices& choices, const planning::Evaluation& evaluated,
                            const WorkCalendar& calendar, Day today, bool forecast);

}  // namespace lianzhao::api::view
