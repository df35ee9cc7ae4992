// A change of a roster: what it gains, whether it is allowed, and how it is made. One file a move. Each file also has
// a function that finds the best move of its kind, makes it when it gains, and says whether it did.
#pragma once

#include "planning/trips/roster.h"

namespace lianzhao::planning {

// More score first, then less effort.
struct Gain {
  double score = 0, effort = 0;  // effort: what is saved
  [[nodiscard]] bool better_than(const Gain& other) const {
    if (score > other.score + 1e-9) return true;
    return score > other.score - 1e-9 && effort > other.effort + 1e-6;
  }
};

class Move {
 public:
  virtual ~Move() = default;
  [[nodiscard]] virtual Gain gain() const = 0;      // cheap
  [[nodiscard]] virtual bool is_valid() const = 0;  // may walk the routes
  virtual void apply() = 0;
};

}  // namespace lianzhao::planning
