// A landing plan: tasks from draft agreement to production, what each waits for, and what the law demands of it.
//
// Days are boundaries (see base/work_calendar.h): a task occupies [start, finish), so that 20 days and then 10 days
// from day 0 end at day 30. What people read and write is the last day of work (last_day): no output shows a boundary.
// Durations and lags are whole days, calendar or working.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "planning/landing/decision.h"
#include "planning/words.h"

namespace lianzhao::planning {

enum class Link : std::uint8_t { kFinishStart, kStartStart, kFinishFinish, kStartFinish };
std::string_view name_of(Link link);     // "FS"

// low <= likely <= high.
struct Spread {
  int low = 0, likely = 0, high = 0;
};

// What the law says of a duration.
struct Statute {
  int days = 0;
  DayKind kind = DayKind::kCalendar;  // of a minimum: that of its task
  int extension = 0;                  // days by which the authority may extend a limit; 0: none
  Citation law;
};

// What has happened, as boundaries: `finished` is the day after the last day of work.
struct Actual {
  std::optional<Day> started, finished;
};

struct Task {
  std::string id;
  Words name, owner, note;
  DayKind kind = DayKind::kCalendar;
  Spread duration;
  std::optional<Statute> minimum;  // it may not be shorter
  std::optional<Statute> limit;    // an authority must have decided by then; a reason for the high end, not a bound
  std::vector<Citation> rules;     // what else is to be observed: why the task is needed, what follows from it
  std::vector<Words> deferrable;   // documents that may be handed in later (容缺受理)
  bool permit = false;             // works may not begin before it
  bool works = false;              // building work: waits for every permit
  bool preparable = false;         // may be done before day 0, without the investor
  std::optional<Day> not_before, deadline;
  Actual actual;
};

struct Dependency {
  std::size_t from = 0, to = 0;  // indices of tasks
  Link link = Link::kFinishStart;
  int lag = 0;  // days; negative: overlap
  DayKind lag_kind = DayKind::kCalendar;
  std::optional<Citation> law;  // where the law sets the lag
};

// What the zone has promised: from the start of one task to the finish of another in so many calendar days.
struct Target {
  std::size_t from = 0, to = 0;
  int days = 0;
};

struct Plan {
  Words name;
  Day day_zero;              // nothing starts earlier, but for what is prepared
  std::optional<Day> today;  // what has not happened cannot happen before it; absent: nothing has happened yet
  bool prepared = false;     // tasks that may be done before day 0 are
  std::vector<Task> tasks;
  std::vector<Dependency> dependencies;
  std::optional<Target> target;
  std::vector<Decision> decisions;  // which variant holds, and why
};

// The last day of work of what fills [start, end); what takes no time stays on its day.
constexpr Day last_day(Day start, Day end) {
  return end > start ? Day{end.since_epoch - 1} : end;
}
// The boundary after a last day of work. What takes no time and has begun on that day ends with it.
constexpr Day end_after(Day start, Day last, bool milestone) {
  return milestone && last == start ? last : Day{last.since_epoch + 1};
}
// A task that takes no time.
inline bool is_milestone(const Task& task) {
  return task.duration.likely == 0;
}
// The day that is shown for an end of the task that is known by its boundary alone, such as that of a simulated run.
inline Day shown_end(const Task& task, Day end) {
  return is_milestone(task) ? end : Day{end.since_epoch - 1};
}

std::optional<std::size_t> find_task(const Plan& plan, std::string_view id);

}  // namespace lianzhao::planning
