// Days on which firms do not receive anybody: weekends and the holidays of China, less the weekends that are worked
// in their stead.
#pragma once

#include <vector>

#include "base/work_calendar.h"

namespace lianzhao::planning {

enum class TripDay : std::uint8_t { kWorking, kWeekend, kHoliday };

// A Saturday or Sunday is a holiday where the days off that it belongs to without a break have a weekday among them.
TripDay kind_of(const WorkCalendar& calendar, Day day);

struct DayOff {
  Day day;
  bool holiday = false;
  bool announced = true;  // by the notice of its year; else it is expected
};
// Of the days from first to last.
std::vector<DayOff> days_off(const WorkCalendar& calendar, Day first, Day last);

}  // namespace lianzhao::planning
