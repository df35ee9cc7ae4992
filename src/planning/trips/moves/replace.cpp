#include "planning/trips/moves/replace.h"

namespace lianzhao::planning {

Sequence Replace::result() const {
  auto nodes = roster_.route(team_).nodes;
  nodes.erase(nodes.begin() + static_cast<std::ptrdiff_t>(out_));
  nodes.insert(nodes.begin() + static_cast<std::ptrdiff_t>(at_), in_);
  return nodes;
}

Gain Replace::gain() const {
  const auto& time = roster_.timeline();
  const auto& nodes = roster_.route(team_).nodes;
  const auto out = nodes[out_];
  // Places around the gap that the leaving node makes, and around where the new one comes.
  const auto without = [&](std::size_t i) { return nodes[i < out_ ? i : i + 1]; };
  const auto& t = time.instance().teams[team_];
  const auto before = at_ == 0 ? t.start : time.place(without(at_ - 1));
  const auto after = at_ + 1 >= nodes.size() ? t.end : time.place(without(at_));
  const auto place = time.place(in_), old = time.place(out);
  const auto left = roster_.place_before(team_, out_), right = roster_.place_at(team_, out_ + 1);
  const double saved =
      time.leg(left, old) + time.leg(old, right) - time.leg(left, right) + time.instance().nodes[out].service;
  const double spent =
      time.leg(before, place) + time.leg(place, after) - time.leg(before, after) + time.instance().nodes[in_].service;
  return {roster_.score_of(in_) - roster_.score_of(out), saved - spent};
}

bool Replace::is_valid() const {
  return roster_.team_of(in_) < 0 && roster_.timeline().may(team_, in_) &&
         roster_.timeline().finish_of(team_, result()) != kNever;
}

void Replace::apply() {
  roster_.set(team_, result());
}

bool replace_best(Roster& roster, bool anywhere) {
  const auto n = static_cast<std::uint32_t>(roster.timeline().instance().nodes.size());
  // Without windows a team can only lengthen its way by what is left of its time, which spares most checks.
  bool found = false;
  for (std::size_t team = 0; team < roster.teams(); ++team) {
    const auto size = roster.route(team).nodes.size();
    Gain best;
    std::size_t best_out = 0, best_at = 0;
    std::uint32_t best_in = UINT32_MAX;
    const double horizon = roster.timeline().end(team) - roster.timeline().begin(team);
    for (std::uint32_t in = 0; in < n; ++in) {
      if (roster.team_of(in) >= 0 || !roster.timeline().may(team, in)) continue;
      for (std::size_t out = 0; out < size; ++out) {
        if (roster.score_of(in) < roster.score_of(roster.route(team).nodes[out])) continue;
        for (std::size_t at = anywhere ? 0 : out; at < (anywhere ? size : out + 1); ++at) {
          const Replace move(roster, team, out, at, in);
          const auto gain = move.gain();
          if (!gain.better_than(best) || roster.route(team).effort - gain.effort > horizon) continue;
          if (!move.is_valid()) continue;
          best = gain;
          best_out = out;
          best_at = at;
          best_in = in;
        }
      }
    }
    if (best_in == UINT32_MAX) continue;
    Replace(roster, team, best_out, best_at, best_in).apply();
    found = true;
  }
  return found;
}

}  // namespace lianzhao::planning
