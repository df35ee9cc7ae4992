#include "planning/trips/ruin.h"

#include <algorithm>
#include <cmath>

namespace lianzhao::planning {

Rebuilder::Rebuilder(const Timeline& timeline, const std::vector<double>& scores)
    : timeline_(timeline), scores_(scores) {
  spots_.resize(scores.size() * timeline.instance().teams.size());
  blur_.resize(scores.size());
  const auto& nodes = timeline.instance().nodes;
  double sum = 0;
  for (const auto& node : nodes) {
    double nearest = kNever;
    for (const auto& other : nodes) {
      if (&other == &node) continue;
      const double leg = timeline.leg(node.place, other.place);
      if (leg >= 0) nearest = std::min(nearest, leg);
    }
    if (nearest != kNever) sum += nearest + node.service;
  }
  scale_ = std::max(sum / static_cast<double>(std::max<std::size_t>(nodes.size(), 1)), 1e-3);
}

std::vector<std::uint32_t> Rebuilder::visited(const Roster& roster) const {
  std::vector<std::uint32_t> nodes;
  for (std::size_t team = 0; team < roster.teams(); ++team) {
    nodes.insert(nodes.end(), roster.route(team).nodes.begin(), roster.route(team).nodes.end());
  }
  return nodes;
}

void Rebuilder::remove(Roster& roster, const std::vector<std::uint32_t>& gone, std::vector<bool>& marked) const {
  for (std::size_t team = 0; team < roster.teams(); ++team) {
    auto nodes = roster.route(team).nodes;
    std::erase_if(nodes, [&](std::uint32_t node) { return std::find(gone.begin(), gone.end(), node) != gone.end(); });
    if (nodes.size() == roster.route(team).nodes.size()) continue;
    // Where the triangle inequality fails, or a night moves, a route can become impossible without a visit.
    if (timeline_.finish_of(team, nodes) == kNever) nodes.clear();
    roster.set(team, std::move(nodes));
    marked[team] = true;
  }
}

void Rebuilder::ruin(Roster& roster, double share, Random& random, std::vector<bool>& marked) {
  auto nodes = visited(roster);
  if (nodes.empty()) return;
  const auto wanted = std::clamp<std::size_t>(
      static_cast<std::size_t>(std::lround(share * static_cast<double>(nodes.size()))), 1, nodes.size());
  std::vector<std::uint32_t> gone;
  switch (random.below(4)) {
    case 0: {  // anywhere
      for (std::size_t i = 0; i < wanted; ++i) std::swap(nodes[i], nodes[i + random.below(nodes.size() - i)]);
      gone.assign(nodes.begin(), nodes.begin() + static_cast<std::ptrdiff_t>(wanted));
      break;
    }
    case 1: {  // a stretch of each of some routes
      auto left = wanted;
      for (std::size_t tries = 0; tries < roster.teams() && left > 0; ++tries) {
        const auto& route = roster.route(random.below(roster.teams())).nodes;
        if (route.empty()) continue;
        const auto length = std::min(route.size(), tries == 0 ? (left + 1) / 2 : left);
        const auto from = random.below(route.size() - length + 1);
        gone.insert(gone.end(), route.begin() + static_cast<std::ptrdiff_t>(from),
                    route.begin() + static_cast<std::ptrdiff_t>(from + length));
        left -= std::min(left, length);
      }
      break;
    }
    case 2: {  // what lies around a visit
      const auto centre = timeline_.place(nodes[random.below(nodes.size())]);
      std::sort(nodes.begin(), nodes.end(), [&](std::uint32_t a, std::uint32_t b) {
        const double da = timeline_.leg(centre, timeline_.place(a)), db = timeline_.leg(centre, timeline_.place(b));
        return da != db ? da < db : a < b;
      });
      gone.assign(nodes.begin(), nodes.begin() + static_cast<std::ptrdiff_t>(wanted));
      break;
    }
    default: {  // what brings least for the way it costs, blurred
      std::vector<std::pair<double, std::uint32_t>> worth;
      for (std::size_t team = 0; team < roster.teams(); ++team) {
        const auto& route = roster.route(team).nodes;
        for (std::size_t i = 0; i < route.size(); ++i) {
          const auto place = timeline_.place(route[i]);
          const auto before = roster.place_before(team, i), after = roster.place_at(team, i + 1);
          const double cost = timeline_.leg(before, place) + timeline_.leg(place, after) -
                              timeline_.leg(before, after) + timeline_.instance().nodes[route[i]].service;
          worth.emplace_back(scores_[route[i]] / (std::max(cost, 0.0) + scale_) * (0.3 + random.uniform()), route[i]);
        }
      }
      std::sort(worth.begin(), worth.end());
      for (std::size_t i = 0; i < wanted; ++i) gone.push_back(worth[i].second);
    }
  }
  remove(roster, gone, marked);
}

void Rebuilder::find_spot(const Roster& roster, std::uint32_t node, std::size_t team) {
  auto& spot = spots_[node * roster.teams() + team];
  spot = {};
  if (!timeline_.may(team, node)) return;
  for (std::size_t at = 0; at <= roster.route(team).nodes.size(); ++at) {
    const double cost = roster.cost_of_insertion(team, at, node);
    if (cost < spot.cost && roster.can_insert(team, at, node)) spot = {cost, static_cast<std::uint32_t>(at)};
  }
}

void Rebuilder::recreate(Roster& roster, Random& random, std::vector<bool>& marked) {
  const double power = 0.5 + 1.5 * random.uniform(), blur = random.chance(0.5) ? 0.1 : 0.7;
  const double offset = scale_ * std::pow(10.0, -1.5 + 2.5 * random.uniform());
  open_.clear();
  for (std::uint32_t node = 0; node < scores_.size(); ++node) {
    if (roster.team_of(node) >= 0 || scores_[node] <= 0) continue;
    blur_[node] = std::pow(scores_[node], power) * (1 - blur * random.uniform());
    bool fits = false;
    for (std::size_t team = 0; team < roster.teams(); ++team) {
      find_spot(roster, node, team);
      fits |= spots_[node * roster.teams() + team].cost != kNever;
    }
    if (fits) open_.push_back(node);
  }
  while (!open_.empty()) {
    double best = -1;
    std::size_t best_open = 0, best_team = 0;
    for (std::size_t i = 0; i < open_.size(); ++i) {
      for (std::size_t team = 0; team < roster.teams(); ++team) {
        const auto& spot = spots_[open_[i] * roster.teams() + team];
        if (spot.cost == kNever) continue;
        const double value = blur_[open_[i]] / (std::max(spot.cost, 0.0) + offset);
        if (value > best) {
          best = value;
          best_open = i;
          best_team = team;
        }
      }
    }
    if (best < 0) return;
    const auto node = open_[best_open];
    auto nodes = roster.route(best_team).nodes;
    nodes.insert(nodes.begin() + static_cast<std::ptrdiff_t>(spots_[node * roster.teams() + best_team].at), node);
    roster.set(best_team, std::move(nodes));
    marked[best_team] = true;
    open_[best_open] = open_.back();
    open_.pop_back();
    // What no longer fits may fit again after a night has moved, but seldom: it is left to the local search.
    std::erase_if(open_, [&](std::uint32_t other) {
      if (spots_[other * roster.teams() + best_team].cost != kNever) find_spot(roster, other, best_team);
      for (std::size_t team = 0; team < roster.teams(); ++team) {
        if (spots_[other * roster.teams() + team].cost != kNever) return false;
      }
      return true;
    });
  }
}

}  // namespace lianzhao::planning
