#include "planning/landing/warnings.h"

#include <array>

namespace lianzhao::planning {
namespace {

int length(const Task& task, const WorkCalendar& calendar, DayKind kind) {
  const auto from = *task.actual.started, to = *task.actual.finished;
  return kind == DayKind::kWorking ? calendar.between(from, to) : to.since_epoch - from.since_epoch;
}

}  // namespace

std::string_view name_of(WarningKind kind) {
  static constexpr std::array<std::string_view, 5> kNames = {"works-before-permit", "below-minimum", "out-of-order",
                                                             "deadline-missed", "over-limit"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::vector<Warning> find_warnings(const Plan& plan, const Network& network, const WorkCalendar& calendar,
                                   const Schedule& schedule) {
  std::vector<Warning> warnings;
  const Timing timing(calendar);
  for (std::size_t i = 0; i < plan.tasks.size(); ++i) {
    const auto& task = plan.tasks[i];
    const auto& slot = schedule.slots[i];
    if (task.actual.started && task.works) {
      for (std::size_t p = 0; p < plan.tasks.size(); ++p) {
        if (!plan.tasks[p].permit || is_prepared(plan, p)) continue;
        const int early = schedule.slots[p].finish.since_epoch - task.actual.started->since_epoch;
        if (early > 0) warnings.push_back({WarningKind::kWorksBeforePermit, i, p, early});
      }
    }
    if (task.actual.started) {
      for (const auto& arc : network.before(i)) {
        if (is_prepared(plan, arc.task)) continue;
        const auto& earlier = schedule.slots[arc.task];
        const bool to_start = arc.link == Link::kFinishStart || arc.link == Link::kStartStart;
        if (!to_start && !task.actual.finished) continue;
        const bool from_finish = arc.link == Link::kFinishStart || arc.link == Link::kFinishFinish;
        const auto bound = timing.plus(from_finish ? earlier.finish : earlier.start, arc.lag, arc.lag_kind);
        const int early = bound.since_epoch - (to_start ? slot.start : slot.finish).since_epoch;
        if (early > 0) warnings.push_back({WarningKind::kOutOfOrder, i, arc.task, early});
      }
    }
    if (task.actual.finished) {
      const int taken = length(task, calendar, task.kind);
      const int of_limit = task.limit ? length(task, calendar, task.limit->kind) : 0;
      if (task.minimum && taken < task.minimum->days) {
        warnings.push_back({WarningKind::kBelowMinimum, i, std::nullopt, task.minimum->days - taken});
      }
      if (task.limit && of_limit > task.limit->days) {
        warnings.push_back({WarningKind::kOverLimit, i, std::nullopt, of_limit - task.limit->days});
      }
    }
    if (task.deadline && slot.finish > *task.deadline) {
      warnings.push_back(
          {WarningKind::kDeadlineMissed, i, std::nullopt, slot.finish.since_epoch - task.deadline->since_epoch});
    }
  }
  return warnings;
}

}  // namespace lianzhao::planning
