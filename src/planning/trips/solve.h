// Solves a team orienteering instance: exactly when it is small, else by large neighbourhood search with annealing
// and recombination of routes. Anytime: the best plan so far is returned when time, iterations or the stop flag end
// it. The same seed and number of iterations give the same plan on every machine, when time does not end it first.
#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

#include "base/result.h"
#include "planning/trips/instance.h"

namespace lianzhao::planning {

struct SolveOptions {
  double seconds = 10;           // of wall time
  std::uint64_t iterations = 0;  // 0: no limit
  std::uint64_t seed = 1;
  const std::atomic<bool>* stop = nullptr;
  bool allow_exact = true;
};

struct Solution {
  std::vector<Sequence> routes;  // one a team
  double score = 0;              // of the nodes visited, as the instance has it
  double effort = 0;             // travel and service
  bool optimal = false;          // proven
  std::uint64_t iterations = 0;
};

inline constexpr std::size_t kMaxNodes = 2000, kMaxTeams = 64;

// Errors: kBadArgument for sizes beyond the limits, places beyond the matrix, windows out of order, scores and times
// that are negative or not finite.
Result<Solution> solve(const Instance& instance, const SolveOptions& options);

}  // namespace lianzhao::planning
