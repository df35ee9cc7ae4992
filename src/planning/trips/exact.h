// The best plan of a small instance, proven: for each team the earliest end of every set of nodes by every last node
// (Held & Karp 1962, made time-dependent by monotone travel), then the best way to share the nodes among the teams by
// a programme over disjoint sets. Effort grows by 3^nodes.
#pragma once

#include <atomic>
#include <optional>
#include <vector>

#include "planning/trips/timeline.h"

namespace lianzhao::planning {

inline constexpr std::size_t kExactNodes = 12;

// One sequence a team; nullopt when more than kExactNodes nodes can be visited or `stop` was set.
std::optional<std::vector<Sequence>> solve_exactly(const Timeline& timeline, const std::vector<double>& scores,
                                                   const std::atomic<bool>* stop);

}  // namespace lianzhao::planning
