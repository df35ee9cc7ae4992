// A visited node gives way to one of higher score (or less effort) that nobody visits, in its place or anywhere in
// the same route.
#pragma once

#include "planning/trips/moves/move.h"

namespace lianzhao::planning {

class Replace final : public Move {
 public:
  // `out`: index of the visit that goes; `at`: where the new one comes, in the route without it.
  Replace(Roster& roster, std::size_t team, std::size_t out, std::size_t at, std::uint32_t in)
      : roster_(roster), team_(team), out_(out), at_(at), in_(in) {}
  [[nodiscard]] Gain gain() const override;
  [[nodiscard]] bool is_valid() const override;
  void apply() override;

 private:
  [[nodiscard]] Sequence result() const;
  Roster& roster_;
  std::size_t team_, out_, at_;
  std::uint32_t in_;
};

// One replacement a route at most. `anywhere`: dearer by the length of the route.
bool replace_best(Roster& roster, bool anywhere);

}  // namespace lianzhao::planning
