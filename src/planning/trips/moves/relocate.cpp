#include "planning/trips/moves/relocate.h"

#include <algorithm>

namespace lianzhao::planning {

Sequence Relocate::shortened() const {
  auto nodes = roster_.route(from_).nodes;
  const auto begin = nodes.begin() + static_cast<std::ptrdiff_t>(first_);
  nodes.erase(begin, begin + static_cast<std::ptrdiff_t>(count_));
  return nodes;
}

Sequence Relocate::lengthened() const {
  auto nodes = from_ == to_ ? shortened() : roster_.route(to_).nodes;
  const auto source = roster_.route(from_).nodes.begin() + static_cast<std::ptrdiff_t>(first_);
  nodes.insert(nodes.begin() + static_cast<std::ptrdiff_t>(at_), source,
               source + static_cast<std::ptrdiff_t>(count_));
  return nodes;
}

Gain Relocate::gain() const {
  const auto& time = roster_.timeline();
  const auto head = roster_.place_at(from_, first_), tail = roster_.place_at(from_, first_ + count_ - 1);
  const auto left = roster_.place_before(from_, first_), right = roster_.place_at(from_, first_ + count_);
  std::uint32_t before = 0, after = 0;
  if (from_ == to_) {
    const auto skip = [&](std::size_t at) { return at < first_ ? at : at + count_; };
    before = at_ == 0 ? time.instance().teams[to_].start : roster_.place_at(to_, skip(at_ - 1));
    after = roster_.place_at(to_, skip(at_));
  } else {
    before = roster_.place_before(to_, at_);
    after = roster_.place_at(to_, at_);
  }
  const double saved = time.leg(left, head) + time.leg(tail, right) - time.leg(left, right);
  const double spent = time.leg(before, head) + time.leg(tail, after) - time.leg(before, after);
  return {0, saved - spent};
}

bool Relocate::is_valid() const {
  const auto& time = roster_.timeline();
  if (from_ == to_) return time.finish_of(to_, lengthened()) != kNever;
  for (std::size_t i = first_; i < first_ + count_; ++i) {
    if (!time.may(to_, roster_.route(from_).nodes[i])) return false;
  }
  return time.finish_of(to_, lengthened()) != kNever && time.finish_of(from_, shortened()) != kNever;
}

void Relocate::apply() {
  auto longer = lengthened();
  if (from_ != to_) roster_.set(from_, shortened());
  roster_.set(to_, std::move(longer));
}

bool relocate_best(Roster& roster, std::size_t from) {
  const auto size = roster.route(from).nodes.size();
  Gain best;
  std::size_t best_first = 0, best_count = 0, best_to = 0, best_at = 0;
  for (std::size_t count = 1; count <= std::min<std::size_t>(3, size); ++count) {
    for (std::size_t first = 0; first + count <= size; ++first) {
      // Coming in elsewhere costs something, so that a departure that saves too little is not looked at.
      const auto& time = roster.timeline();
      const auto left = roster.place_before(from, first), right = roster.place_at(from, first + count);
      const double saved = time.leg(left, roster.place_at(from, first)) +
                           time.leg(roster.place_at(from, first + count - 1), right) - time.leg(left, right);
      if (saved <= best.effort) continue;
      for (std::size_t to = 0; to < roster.teams(); ++to) {
        const auto positions = to == from ? size - count : roster.route(to).nodes.size();
        for (std::size_t at = 0; at <= positions; ++at) {
          if (to == from && at == first) continue;
          const Relocate move(roster, from, first, count, to, at);
          const auto gain = move.gain();
          if (!gain.better_than(best) || !move.is_valid()) continue;
          best = gain;
          best_first = first;
          best_count = count;
          best_to = to;
          best_at = at;
        }
      }
    }
  }
  if (best_count == 0) return false;
  Relocate(roster, from, best_first, best_count, best_to, best_at).apply();
  return true;
}

}  // namespace lianzhao::planning
