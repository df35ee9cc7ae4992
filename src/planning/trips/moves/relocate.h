// One to three neighbouring visits move to another position, of the same route or of another team's.
#pragma once

#include "planning/trips/moves/move.h"

namespace lianzhao::planning {

class Relocate final : public Move {
 public:
  // `count` visits from `first` of `from` come before position `at` of `to` (in the route without them when it is the
  // same).
  Relocate(Roster& roster, std::size_t from, std::size_t first, std::size_t count, std::size_t to, std::size_t at)
      : roster_(roster), from_(from), first_(first), count_(count), to_(to), at_(at) {}
  [[nodiscard]] Gain gain() const override;
  [[nodiscard]] bool is_valid() const override;
  void apply() override;

 private:
  [[nodiscard]] Sequence shortened() const;
  [[nodiscard]] Sequence lengthened() const;
  Roster& roster_;
  std::size_t from_, first_, count_, to_, at_;
};

bool relocate_best(Roster& roster, std::size_t from);

}  // namespace lianzhao::planning
