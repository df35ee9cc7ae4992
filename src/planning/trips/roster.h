// A feasible plan under change: one route a team, with the earliest and latest times that make checks cheap.
#pragma once

#include <vector>

#include "planning/trips/timeline.h"

namespace lianzhao::planning {

struct Route {
  Sequence nodes;
  std::vector<std::uint32_t> places;  // start, those of the nodes, end
  // done[0]: ready at the start; done[i + 1]: earliest end of visit i.
  std::vector<double> done;
  // by[i]: latest time to be there and settled for visit i; by[size]: to be at the end.
  std::vector<double> by;
  double effort = 0;  // travel and service
  double score = 0;
};

class Roster {
 public:
  // `scores`: what the search counts a node for (must-visits are worth more than all others); outlives the roster.
  Roster(const Timeline& timeline, const std::vector<double>& scores);

  [[nodiscard]] const Timeline& timeline() const { return *timeline_; }
  [[nodiscard]] std::size_t teams() const { return routes_.size(); }
  [[nodiscard]] const Route& route(std::size_t team) const { return routes_[team]; }
  [[nodiscard]] int team_of(std::uint32_t node) const { return team_of_[node]; }  // -1: not visited
  [[nodiscard]] double score() const;
  [[nodiscard]] double effort() const;
  [[nodiscard]] double score_of(std::uint32_t node) const { return (*scores_)[node]; }

  // Replaces a route by a feasible one. Nodes new to it must not be in another route, unless that one is set next.
  void set(std::size_t team, Sequence nodes);

  // Place before a visit, and after one: the team's start and end at the ends.
  [[nodiscard]] std::uint32_t place_before(std::size_t team, std::size_t at) const {
    return routes_[team].places[at];
  }
  [[nodiscard]] std::uint32_t place_at(std::size_t team, std::size_t at) const {
    return routes_[team].places[at + 1];
  }
  // Travel and service that a node costs before visit `at`; it may be negative where the triangle inequality fails.
  [[nodiscard]] double cost_of_insertion(std::size_t team, std::size_t at, std::uint32_t node) const;
  [[nodiscard]] bool can_insert(std::size_t team, std::size_t at, std::uint32_t node) const;

 private:
  const Timeline* timeline_;
  const std::vector<double>* scores_;
  std::vector<Route> routes_;
  std::vector<std::int32_t> team_of_;
};

}  // namespace lianzhao::planning
