// Makes routes short and fills what that frees, until no move gains.
#pragma once

#include "planning/trips/roster.h"

namespace lianzhao::planning {

// Moves that save effort, on the routes marked and those they touch; clears the marks.
void shorten(Roster& roster, std::vector<bool>& marked);
// Shortens, inserts and replaces in turn until nothing gains. `thorough`: also replaces anywhere.
void improve(Roster& roster, std::vector<bool>& marked, bool thorough);

}  // namespace lianzhao::planning
