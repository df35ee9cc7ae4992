// A stretch of a route is travelled backwards.
#pragma once

#include "planning/trips/moves/move.h"

namespace lianzhao::planning {

class TwoOpt final : public Move {
 public:
  // Visits first..last, both included.
  TwoOpt(Roster& roster, std::size_t team, std::size_t first, std::size_t last)
      : roster_(roster), team_(team), first_(first), last_(last) {}
  [[nodiscard]] Gain gain() const override;
  [[nodiscard]] bool is_valid() const override;
  void apply() override;

 private:
  [[nodiscard]] Sequence result() const;
  Roster& roster_;
  std::size_t team_, first_, last_;
};

bool two_opt_best(Roster& roster, std::size_t team);

}  // namespace lianzhao::planning
