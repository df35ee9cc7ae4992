// Two teams exchange the ends of their routes (2-opt*); with whole routes it exchanges all visits.
#pragma once

#include "planning/trips/moves/move.h"

namespace lianzhao::planning {

class SwapTails final : public Move {
 public:
  // Visits from `first_at` on of the first team against those from `second_at` on of the second.
  SwapTails(Roster& roster, std::size_t first, std::size_t first_at, std::size_t second, std::size_t second_at)
      : roster_(roster), first_(first), second_(second), first_at_(first_at), second_at_(second_at) {}
  [[nodiscard]] Gain gain() const override;
  [[nodiscard]] bool is_valid() const override;
  void apply() override;

 private:
  [[nodiscard]] Sequence joined(std::size_t head, std::size_t head_at, std::size_t tail, std::size_t tail_at) const;
  Roster& roster_;
  std::size_t first_, second_, first_at_, second_at_;
};

bool swap_tails_best(Roster& roster, std::size_t first);

}  // namespace lianzhao::planning
