// The schedule of a plan: critical path method with calendars, all four links, lags, actual dates and deadlines.
//
// Forward: a task starts at the greatest of day 0 (or today), its not-before date and what its arcs demand; a task in
// working days starts on a working day. Backward: it must finish at the least of the plan's end, its deadline and
// what its arcs demand. Slack is latest finish less earliest finish in calendar days; negative: a deadline is missed.
// A task is critical when it lies on a chain of driving arcs to the plan's end or has no slack. Neither implies the
// other where weekends lie in between: what drives may end on a Friday for a Monday, and what does not drive may have
// only a weekend to spare.
// Source: Kelley & Walker 1959 (critical path); Elmaghraby & Kamburowski 1992 (generalised precedence).
#pragma once

#include <vector>

#include "base/result.h"
#include "base/work_calendar.h"
#include "planning/landing/network.h"
#include "planning/landing/plan.h"

namespace lianzhao::planning {

struct Slot {
  Day start, finish;  // earliest; boundaries, see last_day in plan.h
  Day latest_start, latest_finish;
  int slack = 0;  // calendar days
  bool critical = false;
  bool before_day_zero = false;  // prepared: start and finish are the latest that keep the plan
};

struct Schedule {
  std::vector<Slot> slots;     // as tasks
  Day start, end;                      // of what is not prepared
  Day last;                            // the last day of work of all of it
  std::vector<int> unannounced_years;  // in which working days are counted without a notice of holidays, ascending
};

// Which of a task's three durations is planned with.
enum class Pace : std::uint8_t { kLow, kLikely, kHigh };
int days_of(const Task& task, Pace pace);

// `network` is that of `plan`.
Schedule make_schedule(const Plan& plan, const Network& network, const WorkCalendar& calendar,
                       Pace pace = Pace::kLikely);

// Earliest starts and finishes for given durations: what the schedule begins with and the simulation repeats. `start`
// and `finish` have the size of the plan. Prepared tasks are passed over.
void pass_forward(const Plan& plan, const Network& network, const Timing& timing, std::span<const std::int32_t> days,
                  std::span<Day> start, std::span<Day> finish);

// How a task drives: by its start alone, or by its finish, so that its duration counts.
inline constexpr std::uint8_t kByStart = 1, kByFinish = 3;

// Marks the chains of driving arcs that end in the tasks already marked.
void mark_driving(const Plan& plan, const Network& network, const Timing& timing, std::span<const std::int32_t> days,
                  std::span<const Day> start, std::span<const Day> finish, std::span<std::uint8_t> marked);

// Whether the plan treats the task as done before day 0.
inline bool is_prepared(const Plan& plan, std::size_t task) {
  return plan.prepared && plan.tasks[task].preparable && !plan.tasks[task].actual.started;
}

}  // namespace lianzhao::planning
