// What a template file says, before a variant is chosen.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "planning/landing/laws.h"
#include "planning/landing/template.h"

namespace lianzhao::planning {

// Holds when each option named has one of its values.
using Condition = std::map<std::string, std::vector<std::string>>;

struct TemplateLink {
  std::string from;
  Dependency dependency;  // its tasks are filled in when the variant is made
  std::string law;        // a provision; may be empty
  Condition when;
};
// What holds instead where the options and the law of the day are these; provisions are ids, empty: as before.
struct Alternative {
  Condition when;
  std::string under;  // a law that is in force on the day of the task; may be empty
  std::optional<Words> name, note;
  std::optional<Spread> duration;
  std::string minimum, limit;
  std::optional<std::vector<std::string>> rules;
};
struct TemplateTask {
  Task task;                   // without its law
  std::string minimum, limit;  // provisions; may be empty
  std::vector<std::string> rules;
  Condition when;
  std::vector<Alternative> instead;
  std::vector<TemplateLink> after;
};
struct TemplateTarget {
  std::string from, to;
  int days = 0;
  Condition when;
};

// A rule that decides an option: the first of those that hold.
struct DecisionRule {
  std::string value;
  std::map<std::string, double> below;  // figure -> threshold: all lie below
  std::map<std::string, double> from;   // figure -> threshold: one of them reaches it
  Condition when;
  std::string by;  // the provision that says so: the rule holds while it is in force; may be empty
};
struct DecisionTable {
  std::string task;  // whose day counts
  std::vector<DecisionRule> rules;
};

struct LandingTemplate::Content {
  Day version;
  Words name;
  std::vector<TemplateOption> options;
  std::map<std::string, DecisionTable> decisions;  // by option
  std::vector<TemplateTask> tasks;
  std::vector<TemplateTarget> targets;
  LawBook laws;
};

bool holds(const Condition& condition, const Choices& choices);
// The task as the law of its day and the choices have it.
Task resolve(const TemplateTask& from, const Choices& choices, const LawBook& laws, Day day);
// Decides the options that have rules, in `choices` too. `choices` are complete.
std::vector<Decision> decide(const LandingTemplate::Content& content, const Choices& said, const TaskDays& days,
                             Day day_zero, Choices& choices);

// `laws`: those that a template may cite beside its own. Errors: kBadInput with name and line.
Result<LandingTemplate::Content> read_template(std::string_view text, const std::string& name, const LawBook& laws);
// Every combination of options makes a sound plan, and no duration lies below a minimum in any time. Errors: kBadInput
// with name and the combination, kTooLarge for more than 2048 combinations that differ.
Status check_variants(const LandingTemplate& made, const LandingTemplate::Content& content, const std::string& name);

}  // namespace lianzhao::planning
