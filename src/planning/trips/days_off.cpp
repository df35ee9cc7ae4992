#include "planning/trips/days_off.h"

namespace lianzhao::planning {
namespace {

bool at_weekend(Day day) {
  return ((day.since_epoch + 3) % 7 + 7) % 7 >= 5;  // 1970-01-01 was a Thursday
}

}  // namespace

TripDay kind_of(const WorkCalendar& calendar, Day day) {
  if (day < WorkCalendar::kFirst || day >= WorkCalendar::kLast) {
    return at_weekend(day) ? TripDay::kWeekend : TripDay::kWorking;
  }
  if (calendar.works(day)) return TripDay::kWorking;
  for (const int step : {-1, 1}) {
    for (auto near = day; near > WorkCalendar::kFirst && near < WorkCalendar::kLast && !calendar.works(near);
         near.since_epoch += step) {
      if (!at_weekend(near)) return TripDay::kHoliday;
    }
  }
  return TripDay::kWeekend;
}

std::vector<DayOff> days_off(const WorkCalendar& calendar, Day first, Day last) {
  std::vector<DayOff> out;
  for (auto day = first; day <= last; ++day.since_epoch) {
    const auto kind = kind_of(calendar, day);
    if (kind != TripDay::kWorking) out.push_back({day, kind == TripDay::kHoliday, calendar.announced(day)});
  }
  return out;
}

}  // namespace lianzhao::planning
