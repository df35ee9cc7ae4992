// What a template file says, before a variant is chosen.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "planning/landing/template.h"

namespace lianzhao::planning {

// Holds when each option named has one of its values.
using Condition = std::map<std::string, std::vector<std::string>>;

struct TemplateLink {
  std::string from;
  Dependency dependency;  // its tasks are filled in when the variant is made
  Condition when;
};
struct Alternative {
  Condition when;
  std::optional<Spread> duration;
  std::optional<Statute> minimum, limit;
};
struct TemplateTask {
  Task task;
  Condition when;
  std::vector<Alternative> instead;
  std::vector<TemplateLink> after;
};
struct TemplateTarget {
  std::string from, to;
  int days = 0;
  Condition when;
};

struct LandingTemplate::Content {
  Day version;
  Words name;
  std::vector<TemplateOption> options;
  std::vector<TemplateTask> tasks;
  std::vector<TemplateTarget> targets;
};

// Errors: kBadInput with name and line.
Result<LandingTemplate::Content> read_template(std::string_view text, const std::string& name);

}  // namespace lianzhao::planning
