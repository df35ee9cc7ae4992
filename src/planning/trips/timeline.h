// When a team is where: earliest and latest times along a sequence of visits.
//
// All of these functions are monotone (leaving later never arrives earlier), so that the earliest times along a
// sequence are found by going as early as possible, and the latest ones by the inverses; that makes an insertion O(1)
// to check.
#pragma once

#include <limits>
#include <vector>

#include "planning/trips/instance.h"

namespace lianzhao::planning {

inline constexpr double kNever = std::numeric_limits<double>::infinity();
inline constexpr double kTimeSlack = 1e-7;  // of rounding in sums of distances

class Timeline {
 public:
  explicit Timeline(const Instance& instance);

  [[nodiscard]] const Instance& instance() const { return instance_; }
  [[nodiscard]] double begin(std::size_t team) const { return instance_.teams[team].travel.front().from; }
  [[nodiscard]] double end(std::size_t team) const { return instance_.teams[team].travel.back().to + kTimeSlack; }

  // Arrival of a leg of this length that is ready to leave at `ready`; kNever when there is no window left for it.
  [[nodiscard]] double arrive(std::size_t team, double ready, double length) const;
  // The latest time to be ready to leave so that the leg arrives by `arrival`; -kNever when there is none.
  [[nodiscard]] double leave_by(std::size_t team, double arrival, double length) const;
  // End of the visit of a team that is there and settled at `settled`; kNever when it cannot be.
  [[nodiscard]] double serve(std::size_t team, std::uint32_t node, double settled) const;
  // The latest time to be there and settled so that the visit ends by `done`.
  [[nodiscard]] double settle_by(std::size_t team, std::uint32_t node, double done) const;
  // The time between arriving and a visit.
  [[nodiscard]] double settle(std::uint32_t from_place, std::uint32_t to_place) const {
    return from_place == to_place ? 0 : instance_.settle;
  }
  // End of the visit of a team that is ready to leave `from_place` at `ready`: a leg, settling, the visit.
  [[nodiscard]] double visit(std::size_t team, std::uint32_t from_place, std::uint32_t node, double ready) const {
    const double arrival = arrive(team, ready, leg(from_place, place(node)));
    return arrival == kNever ? kNever : serve(team, node, arrival + settle(from_place, place(node)));
  }

  [[nodiscard]] double leg(std::uint32_t from_place, std::uint32_t to_place) const {
    return instance_.between(from_place, to_place);
  }
  [[nodiscard]] std::uint32_t place(std::uint32_t node) const { return instance_.nodes[node].place; }
  [[nodiscard]] bool may(std::size_t team, std::uint32_t node) const { return !slots(team, node).empty(); }

  // Whether the team can make these visits, and when it is back (kNever when it cannot).
  [[nodiscard]] double finish_of(std::size_t team, const Sequence& sequence) const;
  // Travel and service, without waiting.
  [[nodiscard]] double effort_of(std::size_t team, const Sequence& sequence) const;

 private:
  [[nodiscard]] const std::vector<Window>& slots(std::size_t team, std::uint32_t node) const {
    return slots_[team * instance_.nodes.size() + node];
  }
  const Instance& instance_;
  std::vector<std::vector<Window>> slots_;  // work hours of the team within the node's, long enough for the visit
};

}  // namespace lianzhao::planning
