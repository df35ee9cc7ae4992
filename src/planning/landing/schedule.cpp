#include "planning/landing/schedule.h"

#include <algorithm>
#include <set>

namespace lianzhao::planning {

int days_of(const Task& task, Pace pace) {
  const auto& d = task.duration;
  return pace == Pace::kLow ? d.low : pace == Pace::kLikely ? d.likely : d.high;
}

void pass_forward(const Plan& plan, const Network& network, const Timing& timing, std::span<const std::int32_t> days,
                  std::span<Day> start, std::span<Day> finish) {
  const auto floor = plan.today ? std::max(plan.day_zero, *plan.today) : plan.day_zero;
  for (const auto i : network.order()) {
    if (is_prepared(plan, i)) continue;
    const auto& task = plan.tasks[i];
    if (task.actual.started) {
      start[i] = *task.actual.started;
      finish[i] = timing.plus(start[i], days[i], task.kind);
      if (task.actual.finished) {
        finish[i] = *task.actual.finished;
      } else if (days[i] > 0) {
        // What is under way is at work today, or on the next day that works.
        finish[i] = std::max(finish[i], timing.plus(*plan.today, 1, task.kind));
      }
      continue;
    }
    auto at = task.not_before ? std::max(floor, *task.not_before) : floor;
    for (const auto& arc : network.before(i)) {
      if (is_prepared(plan, arc.task)) continue;
      at = std::max(at, timing.earliest(arc, start[arc.task], finish[arc.task], days[i], task.kind));
    }
    start[i] = timing.begin(at, days[i], task.kind);
    finish[i] = timing.plus(start[i], days[i], task.kind);
  }
}

void mark_driving(const Plan& plan, const Network& network, const Timing& timing, std::span<const std::int32_t> days,
                  std::span<const Day> start, std::span<const Day> finish, std::span<std::uint8_t> marked) {
  const auto order = network.order();
  for (std::size_t at = order.size(); at-- > 0;) {
    const auto i = order[at];
    const auto& task = plan.tasks[i];
    if (!marked[i] || task.actual.started) continue;
    for (const auto& arc : network.before(i)) {
      if (is_prepared(plan, arc.task)) continue;
      const auto bound = timing.earliest(arc, start[arc.task], finish[arc.task], days[i], task.kind);
      if (timing.begin(bound, days[i], task.kind) != start[i]) continue;
      const bool by_finish = arc.link == Link::kFinishStart || arc.link == Link::kFinishFinish;
      marked[arc.task] |= by_finish ? kByFinish : kByStart;
    }
  }
}

namespace {

// Latest starts and finishes; `slots` already holds the earliest.
void pass_backward(const Plan& plan, const Network& network, const Timing& timing, std::span<const std::int32_t> days,
                   Schedule& schedule) {
  const auto order = network.order();
  for (std::size_t at = order.size(); at-- > 0;) {
    const auto i = order[at];
    const auto& task = plan.tasks[i];
    auto& slot = schedule.slots[i];
    const bool prepared = is_prepared(plan, i);
    auto end = prepared ? plan.day_zero : schedule.end;
    if (task.deadline) end = std::min(end, *task.deadline);
    auto latest = timing.latest_before(end, days[i], task.kind);
    for (const auto& arc : network.after(i)) {
      const auto& later = schedule.slots[arc.task];
      // A later task that has begun no longer waits.
      if (plan.tasks[arc.task].actual.started) continue;
      const bool hold = prepared && !is_prepared(plan, arc.task);  // what is prepared must not delay the plan at all
      latest = std::min(latest, timing.latest(arc, hold ? later.start : later.latest_start,
                                              hold ? later.finish : later.latest_finish, days[i], task.kind));
    }
    slot.latest_start = latest;
    slot.latest_finish = timing.plus(latest, days[i], task.kind);
    if (prepared) {
      slot.start = slot.latest_start;
      slot.finish = slot.latest_finish;
      slot.before_day_zero = true;
    } else if (task.actual.finished) {
      slot.latest_start = slot.start;
      slot.latest_finish = std::max(slot.finish, slot.latest_finish);
    }
    slot.slack = slot.latest_finish.since_epoch - slot.finish.since_epoch;
  }
}

}  // namespace

Schedule make_schedule(const Plan& plan, const Network& network, const WorkCalendar& calendar, Pace pace) {
  const Timing timing(calendar);
  const auto n = plan.tasks.size();
  std::vector<std::int32_t> days(n);
  for (std::size_t i = 0; i < n; ++i) days[i] = days_of(plan.tasks[i], pace);
  std::vector<Day> start(n, plan.day_zero), finish(n, plan.day_zero);
  pass_forward(plan, network, timing, days, start, finish);
  Schedule schedule;
  schedule.slots.resize(n);
  schedule.start = WorkCalendar::kLast;
  schedule.end = schedule.last = plan.day_zero;
  for (std::size_t i = 0; i < n; ++i) {
    schedule.slots[i].start = start[i];
    schedule.slots[i].finish = finish[i];
    if (is_prepared(plan, i)) continue;
    schedule.start = std::min(schedule.start, start[i]);
    schedule.end = std::max(schedule.end, finish[i]);
    schedule.last = std::max(schedule.last, last_day(start[i], finish[i]));
  }
  pass_backward(plan, network, timing, days, schedule);
  std::vector<std::uint8_t> marked(n);
  for (std::size_t i = 0; i < n; ++i) {
    if (!is_prepared(plan, i) && finish[i] == schedule.end) marked[i] = kByFinish;
  }
  mark_driving(plan, network, timing, days, start, finish, marked);
  std::set<int> unannounced;
  for (std::size_t i = 0; i < n; ++i) {
    const bool tight = marked[i] || (schedule.slots[i].slack <= 0 && !is_prepared(plan, i));
    schedule.slots[i].critical = tight && !plan.tasks[i].actual.finished;
    if (plan.tasks[i].kind != DayKind::kWorking) continue;
    const auto& slot = schedule.slots[i];
    for (int year = slot.start.year(); year <= last_day(slot.start, slot.finish).year(); ++year) {
      if (calendar.notice_of(year) != HolidayNotice::kAnnounced) unannounced.insert(year);
    }
  }
  schedule.unannounced_years.assign(unannounced.begin(), unannounced.end());
  return schedule;
}

}  // namespace lianzhao::planning
