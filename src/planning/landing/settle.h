// A plan in which each task has the law of its own day. Law decides durations and branches, and these decide the days:
// made and scheduled anew until nothing changes.
#pragma once

#include <span>

#include "planning/landing/evaluate.h"
#include "planning/landing/template.h"

namespace lianzhao::planning {

// `today`: see Plan. A plan that does not hold (a duration below a minimum, say) is returned as it stands: evaluate
// says why. Errors: those of LandingTemplate::complete.
Result<Plan> settle(const LandingTemplate& from, const Choices& choices, Day day_zero,
                    std::span<const TaskEdit> edits, std::optional<Day> today, const WorkCalendar& calendar);

}  // namespace lianzhao::planning
