// A plan with what has been changed in it, and everything that is asked of it at once: schedule, promise, risks,
// chances. Milliseconds for 60 tasks, so that it is done anew at each edit.
#pragma once

#include <span>

#include "planning/landing/simulation.h"
#include "planning/landing/target.h"
#include "planning/landing/warnings.h"

namespace lianzhao::planning {

// What differs from the template in one task. A likely duration outside low and high moves these along. Days as people
// write them: `last_day` is the last one of work.
struct TaskEdit {
  std::string id;
  std::optional<int> days, low, high;
  std::optional<Day> started, last_day;
};

// Edits of tasks that the plan does not have (another variant does) are passed over.
void apply_edits(Plan& plan, std::span<const TaskEdit> edits);

struct Evaluation {
  Plan plan;
  Schedule schedule;                 // of the whole plan; the promise is a deadline in it
  std::optional<TargetCheck> check;  // where the plan has a target
  Day due;                           // of the promise: from the day its first task really began, if it has
  Simulation simulation;             // of the target's last task, else of the plan's
  std::vector<Warning> warnings;
  double probability = 0;  // of keeping the promise, with what has happened
};

// Errors: those of Network::make.
Result<Evaluation> evaluate(Plan plan, const WorkCalendar& calendar, const SimulationOptions& options = {});

}  // namespace lianzhao::planning
