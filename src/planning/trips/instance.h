// Team orienteering with time windows and nights: which nodes each team visits, in what order, so that the sum of
// scores is greatest. Each node at most once; each team from its start to its end within its horizon.
//
// Times are one unit throughout (minutes for trips, plane distance for published instances), counted from one origin
// for all teams. Travel happens within the team's travel windows and a leg is not broken; service within the team's
// work windows and the node's own. Between windows a team rests where it is, so that it stays overnight in the place
// reached. Between arriving from another place and the first service there lies `settle`; resting counts for it.
#pragma once

#include <cstdint>
#include <vector>

namespace lianzhao::planning {

struct Window {
  double from = 0, to = 0;
};

struct Node {
  std::uint32_t place = 0;
  double score = 0;             // >= 0
  double service = 0;           // >= 0
  std::vector<Window> open;     // sorted, disjoint; empty: always
  std::uint64_t teams = ~0ull;  // bit t: team t may visit
  bool must = false;            // worth more than all others together
};

struct Team {
  std::uint32_t start = 0, end = 0;  // places
  std::vector<Window> travel, work;  // sorted, disjoint, not empty; the horizon is that of `travel`
  std::uint32_t most_visits = UINT32_MAX;
};

struct Instance {
  std::uint32_t places = 0;
  std::vector<double> travel;  // places x places, from row to column; not necessarily symmetric; negative: no way
  std::vector<Node> nodes;
  std::vector<Team> teams;  // at most 64
  double settle = 0;        // >= 0

  [[nodiscard]] double between(std::uint32_t from, std::uint32_t to) const {
    return travel[static_cast<std::size_t>(from) * places + to];
  }
};

using Sequence = std::vector<std::uint32_t>;  // nodes in the order of the visits

}  // namespace lianzhao::planning
