// The same problem as a mixed-integer programme, solved by COIN-OR CBC: another way to the optimum.
#pragma once

#include "planning/trips/instance.h"

namespace lianzhao::planning {

// For one-day instances (one travel and one work window, at most one opening window a node). The greatest score; NaN
// when the solver fails.
double solve_by_mip(const Instance& instance);

}  // namespace lianzhao::planning
