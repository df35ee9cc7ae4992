// The large steps of the search: takes visits out of a roster by a rule drawn at random, and fills it again greedily.
// Source: Shaw 1998 (large neighbourhood search); Schrimpf et al. 2000 (ruin and recreate).
#pragma once

#include <vector>

#include "base/random.h"
#include "planning/trips/roster.h"

namespace lianzhao::planning {

class Rebuilder {
 public:
  Rebuilder(const Timeline& timeline, const std::vector<double>& scores);

  // Removes about `share` of the visits; marks the routes changed.
  void ruin(Roster& roster, double share, Random& random, std::vector<bool>& marked);
  // Inserts while anything fits, by score to a power over cost plus an offset, blurred. Power, offset and blur are
  // drawn anew each time: without the offset whatever lies on a straight way comes first whatever its score, and with
  // a large one the highest scores do.
  void recreate(Roster& roster, Random& random, std::vector<bool>& marked);

 private:
  struct Spot {
    double cost = kNever;  // kNever: does not fit
    std::uint32_t at = 0;
  };
  void find_spot(const Roster& roster, std::uint32_t node, std::size_t team);
  void remove(Roster& roster, const std::vector<std::uint32_t>& gone, std::vector<bool>& marked) const;
  [[nodiscard]] std::vector<std::uint32_t> visited(const Roster& roster) const;

  const Timeline& timeline_;
  std::vector<double> scores_;
  double scale_ = 1;                 // mean cost of a neighbouring visit
  std::vector<Spot> spots_;          // nodes x teams
  std::vector<double> blur_;         // of each node in this round
  std::vector<std::uint32_t> open_;  // nodes still to place
};

}  // namespace lianzhao::planning
