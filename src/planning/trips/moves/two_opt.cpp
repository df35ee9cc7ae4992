#include "planning/trips/moves/two_opt.h"

#include <algorithm>

namespace lianzhao::planning {

Sequence TwoOpt::result() const {
  auto nodes = roster_.route(team_).nodes;
  std::reverse(nodes.begin() + static_cast<std::ptrdiff_t>(first_),
               nodes.begin() + static_cast<std::ptrdiff_t>(last_) + 1);
  return nodes;
}

Gain TwoOpt::gain() const {
  const auto& time = roster_.timeline();
  const auto before = roster_.place_before(team_, first_), after = roster_.place_at(team_, last_ + 1);
  const auto first = roster_.place_at(team_, first_), last = roster_.place_at(team_, last_);
  double saved = time.leg(before, first) + time.leg(last, after) - time.leg(before, last) - time.leg(first, after);
  // Ways there and back may differ.
  for (auto i = first_; i < last_; ++i) {
    const auto a = roster_.place_at(team_, i), b = roster_.place_at(team_, i + 1);
    saved += time.leg(a, b) - time.leg(b, a);
  }
  return {0, saved};
}

bool TwoOpt::is_valid() const {
  return roster_.timeline().finish_of(team_, result()) != kNever;
}

void TwoOpt::apply() {
  roster_.set(team_, result());
}

bool two_opt_best(Roster& roster, std::size_t team) {
  const auto size = roster.route(team).nodes.size();
  Gain best;
  std::size_t best_first = 0, best_last = 0;
  for (std::size_t first = 0; first + 1 < size; ++first) {
    for (std::size_t last = first + 1; last < size; ++last) {
      const TwoOpt move(roster, team, first, last);
      const auto gain = move.gain();
      if (!gain.better_than(best) || !move.is_valid()) continue;
      best = gain;
      best_first = first;
      best_last = last;
    }
  }
  if (best_last == 0) return false;
  TwoOpt(roster, team, best_first, best_last).apply();
  return true;
}

}  // namespace lianzhao::planning
