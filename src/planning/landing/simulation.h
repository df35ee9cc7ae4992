// When will it be done, and what is it likely to hang on: the plan run many times with durations drawn from their
// spreads, independently of each other (so the spread of the end is too narrow where delays have a common cause).
// The same seed gives the same figures on every machine.
#pragma once

#include <vector>

#include "planning/landing/network.h"
#include "planning/landing/plan.h"

namespace lianzhao::planning {

struct SimulationOptions {
  int runs = 10'000;
  std::uint64_t seed = 1;
};

struct Simulation {
  std::size_t task = 0;  // whose finish
  int runs = 0;
  std::vector<Day> finishes;        // sorted, one a run
  std::vector<double> criticality;  // as tasks: share of runs in which the finish hangs on it

  [[nodiscard]] Day percentile(double share) const;    // the day by which so many runs have finished
  [[nodiscard]] double probability_by(Day day) const;  // share of runs that finish by then
  [[nodiscard]] double mean_days_from(Day day) const;
};

// Errors: kBadArgument for a task beyond the plan or runs outside 1 to 1,000,000.
Result<Simulation> simulate(const Plan& plan, const Network& network, const WorkCalendar& calendar, std::size_t task,
                            const SimulationOptions& options);

}  // namespace lianzhao::planning
