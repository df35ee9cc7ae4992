// Random small instances.
#pragma once

#include <cmath>

#include "base/random.h"
#include "planning/trips/instance.h"

namespace lianzhao::planning {

inline Instance scattered(Random& random, std::uint32_t nodes, double side) {
  Instance instance;
  instance.places = nodes + 1;
  std::vector<double> x, y;
  for (std::uint32_t i = 0; i <= nodes; ++i) {
    x.push_back(random.uniform() * side);
    y.push_back(random.uniform() * side);
  }
  for (std::size_t i = 0; i <= nodes; ++i) {
    for (std::size_t j = 0; j <= nodes; ++j) instance.travel.push_back(std::hypot(x[i] - x[j], y[i] - y[j]));
  }
  for (std::uint32_t i = 1; i <= nodes; ++i) {
    instance.nodes.push_back({i, static_cast<double>(1 + random.below(50)), 0, {}, ~0ull, false});
  }
  return instance;
}

// Teams from place 0 and back within a day of 240, visits of 5 to 25, opening hours for some nodes when `windows`.
inline Instance one_day(Random& random, std::uint32_t nodes, std::uint32_t teams, bool windows) {
  auto instance = scattered(random, nodes, 100);
  for (auto& node : instance.nodes) {
    node.service = 5 + static_cast<double>(random.below(20));
    if (!windows || random.chance(0.3)) continue;
    const double from = random.uniform() * 150;
    node.open = {{from, from + 40 + random.uniform() * 60}};
  }
  for (std::uint32_t t = 0; t < teams; ++t) instance.teams.push_back({0, 0, {{0, 240}}, {{0, 240}}, UINT32_MAX});
  return instance;
}

// Minutes; days of 1440: travel 7:00 to 21:00, work 9:00 to 17:00; visits of 60 to 240 minutes; some nodes are open
// only on one day, some only to one team; one team may make few visits.
inline Instance several_days(Random& random, std::uint32_t nodes, std::uint32_t teams, int days) {
  auto instance = scattered(random, nodes, 300);
  for (auto& node : instance.nodes) {
    node.service = 60 + static_cast<double>(random.below(180));
    if (random.chance(0.3)) {
      const auto day = static_cast<double>(random.below(static_cast<std::uint64_t>(days)));
      node.open = {{day * 1440 + 540, day * 1440 + 720}, {day * 1440 + 840, day * 1440 + 1020}};
    }
    if (random.chance(0.2)) node.teams = std::uint64_t{1} << random.below(teams);
  }
  for (std::uint32_t t = 0; t < teams; ++t) {
    Team team{0, 0, {}, {}, t == 1 ? 3u : UINT32_MAX};
    for (int day = 0; day < days; ++day) {
      team.travel.push_back({day * 1440.0 + 420, day * 1440.0 + 1260});
      team.work.push_back({day * 1440.0 + 540, day * 1440.0 + 1020});
    }
    instance.teams.push_back(team);
  }
  return instance;
}

}  // namespace lianzhao::planning
