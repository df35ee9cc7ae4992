// A node that nobody visits comes into a route.
#pragma once

#include "planning/trips/moves/move.h"

namespace lianzhao::planning {

class Insert final : public Move {
 public:
  Insert(Roster& roster, std::uint32_t node, std::size_t team, std::size_t at)
      : roster_(roster), node_(node), team_(team), at_(at) {}
  [[nodiscard]] Gain gain() const override;
  [[nodiscard]] bool is_valid() const override;
  void apply() override;

 private:
  Roster& roster_;
  std::uint32_t node_;
  std::size_t team_, at_;
};

bool insert_best(Roster& roster);

}  // namespace lianzhao::planning
