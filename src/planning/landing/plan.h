// A landing plan: tasks from draft agreement to production, what each waits for, and what the law demands of it.
//
// Days are boundaries (see base/work_calendar.h): a task occupies [start, finish), so that 20 days and then 10 days
// from day 0 end at day 30. Durations and lags are whole days, calendar or working.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "planning/words.h"

namespace lianzhao::planning {

enum class DayKind : std::uint8_t { kCalendar, kWorking };
enum class Link : std::uint8_t { kFinishStart, kStartStart, kFinishFinish, kStartFinish };
std::string_view name_of(DayKind kind);  // "calendar"
std::string_view name_of(Link link);     // "FS"

struct Law {
  Words title;            // 招标拍卖挂牌出让国有建设用地使用权规定
  std::string article;    // 第十八条; may be empty
  bool verified = false;  // title and article were read in the text of the law by the author of the template
};

// low <= likely <= high.
struct Spread {
  int low = 0, likely = 0, high = 0;
};

// What the law says of a duration, in the task's kind of days.
struct Statute {
  int days = 0;
  Law law;
  bool reported = false;  // the number of days was read in a public source
};

// What has happened. Dates as boundaries: `finished` is the first day on which the task is no longer at work.
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
  std::optional<Law> basis;        // why the task is needed at all
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
  std::optional<Law> law;  // where the law sets the lag
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
};

std::optional<std::size_t> find_task(const Plan& plan, std::string_view id);

}  // namespace lianzhao::planning
