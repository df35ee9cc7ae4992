// Routes met by the search, and the best plan that can be put together from them: set packing, at most one route a
// team and each node once, by branch and bound under a limit of steps. When the pool is full, the routes of the
// poorest plans go: not the routes of lowest score, since a good plan needs some of these.
#pragma once

#include <unordered_map>
#include <vector>

#include "planning/trips/roster.h"

namespace lianzhao::planning {

class RoutePool {
 public:
  RoutePool(const Timeline& timeline, const std::vector<double>& scores);

  void add(const Roster& roster);
  // A plan of higher score than `above`, as one sequence a team, or nothing.
  [[nodiscard]] std::vector<Sequence> best_above(double above, std::size_t max_steps);
  [[nodiscard]] std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    Sequence nodes;
    std::vector<std::uint64_t> set;
    double score, effort;
    double plan;  // score of the best plan that it was part of
    std::uint32_t kind;
  };
  void trim();

  const std::vector<double>& scores_;
  std::vector<std::uint32_t> kind_;  // of each team: equal teams share routes
  std::vector<std::vector<std::uint32_t>> teams_of_kind_;
  std::size_t words_;
  std::vector<std::uint64_t> keys_;  // Zobrist key of each node
  std::vector<Entry> entries_;
  std::unordered_map<std::uint64_t, std::size_t> known_;
};

}  // namespace lianzhao::planning
