#include "planning/trips/days_off.h"

namespace lianzhao::planning {
namespace {

bool at_weekend(Day day) {
  return ((day.since_epoch + 3) % 7 + 7) % 7 >= 5;  // 1970-01-01 was a Thursday
}

}  // namespace

DayKind kind_of(const WorkCalendar& calendar, Day day) {
  if (day < WorkCalendar::kFirst || day >= WorkCalendar::kLast) {
    return at_weekend(day) ? DayKind::kWeekend : DayKind::kWorking;
  }
  if (calendar.works(day)) return DayKind::kWorking;
  for (const int step : {-1, 1}) {
    for (auto near = day; near > WorkCalendar::kFirst && near < WorkCalendar::kLast && !calendar.works(near);
         near.since_epoch += step) {
      if (!at_weekend(near)) return DayKind::kHoliday;
    }
  }
  return DayKind::kWeekend;
}

std::vector<DayOff> days_off(const WorkCalendar& calendar, Day first, Day last) {
  std::vector<DayOff> out;
  for (auto day = first; day <= last; ++day.since_epoch) {
    const auto kind = kind_of(calendar, day);
    if (kind != DayKind::kWorking) out.push_back({day, kind == DayKind::kHoliday, calendar.announced(day)});
  }
  return out;
}

}  // namespace lianzhao::planning
