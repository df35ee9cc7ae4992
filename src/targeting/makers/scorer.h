// What every method of the evaluation is: a score of every firm for a product.
#pragma once

#include <span>
#include <string_view>

#include "targeting/makers/maker_data.h"

namespace lianzhao::targeting {

class MakerScorer {
 public:
  virtual ~MakerScorer() = default;
  [[nodiscard]] virtual std::string_view name() const = 0;
  // Writes the score of firm f to scores[f], higher is better; scores has an element for every firm of the data.
  // Thread-safe.
  virtual void score(ProductIndex product, std::span<float> scores) const = 0;
};

}  // namespace lianzhao::targeting
