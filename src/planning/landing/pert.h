// PERT-beta durations by table: the spread (low, likely, high) is a beta distribution on [low, high] with mean
// (low + 4 likely + high) / 6 (Malcolm et al. 1959): alpha = 1 + 4 (likely - low) / (high - low), beta = 6 - alpha.
#pragma once

#include <vector>

#include "base/random.h"
#include "planning/landing/plan.h"

namespace lianzhao::planning {

class PertTable {
 public:
  explicit PertTable(Spread spread);
  // Whole days, rounded to the nearest; never below low.
  [[nodiscard]] int draw(Random& random) const;
  // The value below which the share `probability` lies, in days.
  [[nodiscard]] double quantile(double probability) const;

 private:
  static constexpr std::size_t kSteps = 256;
  Spread spread_;
  std::vector<float> quantiles_;  // kSteps + 1 values; empty where the duration is certain
};

}  // namespace lianzhao::planning
