#include "planning/trips/moves/insert.h"

namespace lianzhao::planning {

Gain Insert::gain() const {
  return {roster_.score_of(node_), -roster_.cost_of_insertion(team_, at_, node_)};
}

bool Insert::is_valid() const {
  return roster_.team_of(node_) < 0 && roster_.can_insert(team_, at_, node_);
}

void Insert::apply() {
  auto nodes = roster_.route(team_).nodes;
  nodes.insert(nodes.begin() + static_cast<std::ptrdiff_t>(at_), node_);
  roster_.set(team_, std::move(nodes));
}

bool insert_best(Roster& roster) {
  const auto n = static_cast<std::uint32_t>(roster.timeline().instance().nodes.size());
  Gain best;
  std::uint32_t best_node = 0;
  std::size_t best_team = 0, best_at = SIZE_MAX;
  for (std::uint32_t node = 0; node < n; ++node) {
    if (roster.team_of(node) >= 0 || roster.score_of(node) <= 0) continue;
    for (std::size_t team = 0; team < roster.teams(); ++team) {
      if (!roster.timeline().may(team, node)) continue;
      for (std::size_t at = 0; at <= roster.route(team).nodes.size(); ++at) {
        const Insert move(roster, node, team, at);
        const auto gain = move.gain();
        if ((best_at == SIZE_MAX || gain.better_than(best)) && move.is_valid()) {
          best = gain;
          best_node = node;
          best_team = team;
          best_at = at;
        }
      }
    }
  }
  if (best_at == SIZE_MAX) return false;
  Insert(roster, best_node, best_team, best_at).apply();
  return true;
}

}  // namespace lianzhao::planning
