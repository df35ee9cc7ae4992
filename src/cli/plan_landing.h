// lianzhao plan landing
#pragma once

#include "cli/command.h"
#include "planning/landing/law_changes.h"
#include "planning/landing/simulation.h"
#include "planning/landing/target.h"
#include "planning/landing/template.h"

namespace lianzhao::cli {

struct LandingRequest {
  std::string file, start;
  int target = -1;
  std::vector<std::string> choices;
  std::uint64_t seed = 1;
};
int plan_landing(const Globals& globals, const LandingRequest& request);

// A plan with all that is told of it. Finishes are told as last days of work.
struct LandingAnswer {
  const planning::LandingTemplate& made;
  const planning::Plan& plan;
  const planning::Schedule& schedule;
  const planning::TargetCheck* check;  // null where the plan has no target
  const planning::Simulation& simulation;
  const WorkCalendar& calendar;
  Day today;
  [[nodiscard]] std::vector<planning::LawChange> law_changes() const {
    return find_law_changes(plan, made.laws(), std::nullopt, today);
  }
};
std::string landing_json(const LandingAnswer& answer);
void print_landing(bool english, const LandingAnswer& answer);

}  // namespace lianzhao::cli
