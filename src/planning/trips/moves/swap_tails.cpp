#include "planning/trips/moves/swap_tails.h"

#include <algorithm>

namespace lianzhao::planning {

Sequence SwapTails::joined(std::size_t head, std::size_t head_at, std::size_t tail, std::size_t tail_at) const {
  const auto& a = roster_.route(head).nodes;
  const auto& b = roster_.route(tail).nodes;
  Sequence nodes(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(head_at));
  nodes.insert(nodes.end(), b.begin() + static_cast<std::ptrdiff_t>(tail_at), b.end());
  return nodes;
}

Gain SwapTails::gain() const {
  const auto& time = roster_.timeline();
  const auto& teams = time.instance().teams;
  const auto& a = roster_.route(first_).nodes;
  const auto& b = roster_.route(second_).nodes;
  const auto first_before = roster_.place_before(first_, first_at_);
  const auto second_before = roster_.place_before(second_, second_at_);
  // A tail keeps its inner ways, but ends where its new team does.
  const auto cost = [&](std::uint32_t before, const Sequence& tail, std::size_t at, std::uint32_t end) {
    if (at == tail.size()) return time.leg(before, end);
    return time.leg(before, time.place(tail[at])) + time.leg(time.place(tail.back()), end);
  };
  const auto end1 = teams[first_].end, end2 = teams[second_].end;
  return {0, cost(first_before, a, first_at_, end1) + cost(second_before, b, second_at_, end2) -
                 cost(first_before, b, second_at_, end1) - cost(second_before, a, first_at_, end2)};
}

bool SwapTails::is_valid() const {
  const auto& time = roster_.timeline();
  const auto& a = roster_.route(first_).nodes;
  const auto& b = roster_.route(second_).nodes;
  for (std::size_t i = first_at_; i < a.size(); ++i) {
    if (!time.may(second_, a[i])) return false;
  }
  for (std::size_t i = second_at_; i < b.size(); ++i) {
    if (!time.may(first_, b[i])) return false;
  }
  return time.finish_of(first_, joined(first_, first_at_, second_, second_at_)) != kNever &&
         time.finish_of(second_, joined(second_, second_at_, first_, first_at_)) != kNever;
}

void SwapTails::apply() {
  auto one = joined(first_, first_at_, second_, second_at_);
  auto two = joined(second_, second_at_, first_, first_at_);
  roster_.set(first_, {});
  roster_.set(second_, std::move(two));
  roster_.set(first_, std::move(one));
}

bool swap_tails_best(Roster& roster, std::size_t first) {
  Gain best;
  std::size_t best_second = SIZE_MAX, best_first_at = 0, best_second_at = 0;
  for (std::size_t second = first + 1; second < roster.teams(); ++second) {
    for (std::size_t i = 0; i <= roster.route(first).nodes.size(); ++i) {
      for (std::size_t j = 0; j <= roster.route(second).nodes.size(); ++j) {
        const SwapTails move(roster, first, i, second, j);
        const auto gain = move.gain();
        if (!gain.better_than(best) || !move.is_valid()) continue;
        best = gain;
        best_second = second;
        best_first_at = i;
        best_second_at = j;
      }
    }
  }
  if (best_second == SIZE_MAX) return false;
  SwapTails(roster, first, best_first_at, best_second, best_second_at).apply();
  return true;
}

}  // namespace lianzhao::planning
