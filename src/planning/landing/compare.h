// Two plans side by side, task by task (same id).
#pragma once

#include <string>
#include <vector>

#include "planning/landing/schedule.h"

namespace lianzhao::planning {

struct TaskChange {
  std::string id;
  std::optional<std::size_t> first, second;  // index in either plan; absent where the plan lacks the task
  int start_shift = 0, finish_shift = 0;     // calendar days, second less first; 0 unless both have it
  int duration_change = 0;                   // likely duration
  bool critical_first = false, critical_second = false;
  [[nodiscard]] bool differs() const {
    return !first || !second || start_shift || finish_shift || duration_change || critical_first != critical_second;
  }
};

struct Comparison {
  std::vector<TaskChange> tasks;  // those of the first plan in its order, then those only in the second
  int end_shift = 0;              // calendar days
};

// A plan's day 0 counts as the same moment when `by_day_zero`, so that plans of different years can be compared.
Comparison compare(const Plan& first, const Schedule& first_schedule, const Plan& second,
                   const Schedule& second_schedule, bool by_day_zero = false);

}  // namespace lianzhao::planning
