#include "planning/landing/pert.h"

#include <algorithm>
#include <cmath>

namespace lianzhao::planning {

PertTable::PertTable(Spread spread) : spread_(spread) {
  if (spread.high <= spread.low) return;
  const double width = spread.high - spread.low;
  const double alpha = 1 + 4 * (spread.likely - spread.low) / width, beta = 6 - alpha;
  // The density summed at the middles of fine cells, then read backwards.
  constexpr std::size_t kCells = 1024;
  std::vector<double> below(kCells + 1, 0);
  for (std::size_t i = 0; i < kCells; ++i) {
    const double x = (static_cast<double>(i) + 0.5) / kCells;
    below[i + 1] = below[i] + std::pow(x, alpha - 1) * std::pow(1 - x, beta - 1);
  }
  quantiles_.resize(kSteps + 1);
  std::size_t cell = 0;
  for (std::size_t step = 0; step <= kSteps; ++step) {
    const double wanted = below[kCells] * static_cast<double>(step) / kSteps;
    while (cell + 1 < kCells && below[cell + 1] < wanted) ++cell;
    const double inside = std::clamp((wanted - below[cell]) / (below[cell + 1] - below[cell]), 0.0, 1.0);
    quantiles_[step] = static_cast<float>(spread.low + width * (static_cast<double>(cell) + inside) / kCells);
  }
}

double PertTable::quantile(double probability) const {
  if (quantiles_.empty()) return spread_.low;
  const double at = std::clamp(probability, 0.0, 1.0) * kSteps;
  const auto step = std::min(static_cast<std::size_t>(at), kSteps - 1);
  const double inside = at - static_cast<double>(step);
  return quantiles_[step] + (quantiles_[step + 1] - quantiles_[step]) * inside;
}

int PertTable::draw(Random& random) const {
  if (quantiles_.empty()) return spread_.low;
  return static_cast<int>(std::lround(quantile(random.uniform())));
}

}  // namespace lianzhao::planning
