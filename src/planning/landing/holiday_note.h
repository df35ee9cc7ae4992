// What a plan says of the years whose holidays are not announced.
#pragma once

#include <optional>
#include <vector>

#include "base/work_calendar.h"
#include "planning/words.h"

namespace lianzhao::planning {

// `years`: those of the plan that the calendar has no notice of (Schedule::unannounced_years). Sentences for years
// before the calendar's first, for those with the statutory days alone, and for those with weekends alone.
std::vector<Words> holiday_notes(const std::vector<int>& years, const WorkCalendar& calendar);

}  // namespace lianzhao::planning
