#include "planning/landing/compare.h"

namespace lianzhao::planning {

Comparison compare(const Plan& first, const Schedule& first_schedule, const Plan& second,
                   const Schedule& second_schedule, bool by_day_zero) {
  const int moved = by_day_zero ? second.day_zero.since_epoch - first.day_zero.since_epoch : 0;
  Comparison result;
  result.end_shift = second_schedule.end.since_epoch - first_schedule.end.since_epoch - moved;
  for (std::size_t i = 0; i < first.tasks.size(); ++i) {
    TaskChange change;
    change.id = first.tasks[i].id;
    change.first = i;
    change.second = find_task(second, change.id);
    const auto& a = first_schedule.slots[i];
    change.critical_first = a.critical;
    if (change.second) {
      const auto& b = second_schedule.slots[*change.second];
      change.start_shift = b.start.since_epoch - a.start.since_epoch - moved;
      change.finish_shift = b.finish.since_epoch - a.finish.since_epoch - moved;
      change.duration_change = second.tasks[*change.second].duration.likely - first.tasks[i].duration.likely;
      change.critical_second = b.critical;
    }
    result.tasks.push_back(std::move(change));
  }
  for (std::size_t i = 0; i < second.tasks.size(); ++i) {
    if (find_task(first, second.tasks[i].id)) continue;
    TaskChange change;
    change.id = second.tasks[i].id;
    change.second = i;
    change.critical_second = second_schedule.slots[i].critical;
    result.tasks.push_back(std::move(change));
  }
  return result;
}

}  // namespace lianzhao::planning
