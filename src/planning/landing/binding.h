// The fewest minima that alone make a target impossible.
//
// Each minimum, of a task's duration or of a lag, counts as one demand; without it the time is 0. The order of the
// tasks always holds. What the demands of a set alone cost is the longest path through the events of the network with
// every other demand at 0, and that path can be made of the set's members only; so the smallest set is found exactly
// by a longest-path programme over (event, number of demands used). Times of day kinds are monotone, which keeps it
// exact with calendars. Cost: events x demands x arcs.
#pragma once

#include <optional>
#include <vector>

#include "planning/landing/network.h"

namespace lianzhao::planning {

// Days that a task or lag demands; 0 demands nothing. Overlaps (negative lags) hold always and are no demand.
struct Demands {
  std::vector<std::int32_t> tasks;  // as tasks
  std::vector<std::int32_t> lags;   // as dependencies
};

struct Demand {
  std::size_t index = 0;  // of a task, or of a dependency where `lag`
  bool lag = false;
  friend bool operator==(const Demand&, const Demand&) = default;
};

struct BindingSet {
  std::vector<Demand> members;  // along the path
  Day reached;                  // the earliest finish of `to` under these alone
};

// How early `to` can finish when every demand holds and nothing starts before `from` does on `plan.day_zero`.
Day earliest_under(const Plan& plan, const Network& network, const Timing& timing, const Demands& demands,
                   std::size_t to);

// nullopt when `to` can finish by `limit` under all demands. Of several smallest sets, the one that reaches furthest.
std::optional<BindingSet> smallest_binding_set(const Plan& plan, const Network& network, const Timing& timing,
                                               const Demands& demands, std::size_t to, Day limit);

}  // namespace lianzhao::planning
