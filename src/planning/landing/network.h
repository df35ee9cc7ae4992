// A plan made ready for computation: checked, in topological order, arcs in rows. The passes over it are what
// schedule, simulation and target check share; a pass over 60 tasks takes about a microsecond.
#pragma once

#include <span>
#include <vector>

#include "base/result.h"
#include "base/work_calendar.h"
#include "planning/landing/plan.h"

namespace lianzhao::planning {

struct Arc {
  std::uint32_t task;        // at the other end
  std::uint32_t dependency;  // index in the plan
  Link link;
  DayKind lag_kind;
  std::int32_t lag;
};

class Network {
 public:
  // Checks the whole plan. Errors, kBadInput with the tasks' ids: an id that is empty or used twice, a dependency on
  // itself or beyond the tasks, a circle (named task by task), durations out of order, negative or beyond ten years,
  // a duration below its statutory minimum, dates outside 2000 to 2100, a finish before its start, an actual date in
  // the future, a preparable task that waits for one that is not, works that do not wait for a permit.
  static Result<Network> make(const Plan& plan);

  [[nodiscard]] std::size_t size() const { return order_.size(); }
  [[nodiscard]] std::span<const std::uint32_t> order() const { return order_; }
  [[nodiscard]] std::span<const Arc> before(std::size_t task) const { return row(before_, before_at_, task); }
  [[nodiscard]] std::span<const Arc> after(std::size_t task) const { return row(after_, after_at_, task); }

 private:
  static std::span<const Arc> row(const std::vector<Arc>& arcs, const std::vector<std::uint32_t>& at,
                                  std::size_t task) {
    return std::span(arcs).subspan(at[task], at[task + 1] - at[task]);
  }
  std::vector<std::uint32_t> order_;
  std::vector<Arc> before_, after_;
  std::vector<std::uint32_t> before_at_, after_at_;
};

// Time in days of a kind: the arithmetic of tasks and lags.
class Timing {
 public:
  explicit Timing(const WorkCalendar& calendar) : calendar_(calendar) {}

  [[nodiscard]] Day plus(Day from, int days, DayKind kind) const {
    return kind == DayKind::kCalendar ? Day{from.since_epoch + days} : calendar_.plus(from, days);
  }
  // The greatest day with plus(day, days) <= limit.
  [[nodiscard]] Day latest_before(Day limit, int days, DayKind kind) const {
    return kind == DayKind::kCalendar ? Day{limit.since_epoch - days} : calendar_.latest_before(limit, days);
  }
  // When a task of this length must begin at the earliest to finish no sooner than `limit`.
  [[nodiscard]] Day earliest_reaching(Day limit, int days, DayKind kind) const {
    if (days == 0) return limit;
    return kind == DayKind::kCalendar ? Day{limit.since_epoch - days} : calendar_.earliest_reaching(limit, days);
  }
  // Where work that may begin on `day` really begins.
  [[nodiscard]] Day begin(Day day, int days, DayKind kind) const {
    return kind == DayKind::kWorking && days > 0 ? calendar_.next(day) : day;
  }
  [[nodiscard]] const WorkCalendar& calendar() const { return calendar_; }

  // The earliest start that an arc allows its later task.
  [[nodiscard]] Day earliest(const Arc& arc, Day start, Day finish, int days, DayKind kind) const {
    const bool from_finish = arc.link == Link::kFinishStart || arc.link == Link::kFinishFinish;
    const auto bound = plus(from_finish ? finish : start, arc.lag, arc.lag_kind);
    const bool to_start = arc.link == Link::kFinishStart || arc.link == Link::kStartStart;
    return to_start ? bound : earliest_reaching(bound, days, kind);
  }
  // The latest start that an arc allows its earlier task, whose later one has this latest start and finish.
  [[nodiscard]] Day latest(const Arc& arc, Day start, Day finish, int days, DayKind kind) const {
    const bool to_start = arc.link == Link::kFinishStart || arc.link == Link::kStartStart;
    const auto bound = latest_before(to_start ? start : finish, arc.lag, arc.lag_kind);
    const bool from_finish = arc.link == Link::kFinishStart || arc.link == Link::kFinishFinish;
    if (from_finish) return latest_before(bound, days, kind);
    return kind == DayKind::kWorking && days > 0 ? calendar_.last(bound) : bound;
  }

 private:
  const WorkCalendar& calendar_;
};

}  // namespace lianzhao::planning
