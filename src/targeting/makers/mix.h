// A log-linear mix of features: conditional logit (McFadden 1974) over the candidates of a group, fitted by Newton's
// method with a small ridge on standardised features.
#pragma once

#include "targeting/makers/examples.h"

namespace lianzhao::targeting {

class Mix {
 public:
  static Mix fit(const Examples& examples, unsigned threads);
  // One score a row.
  [[nodiscard]] Eigen::VectorXf scores(const Matrix& features) const;
  [[nodiscard]] const Eigen::VectorXf& weights() const { return weights_; }

 private:
  Eigen::VectorXf weights_;  // of raw features
};

}  // namespace lianzhao::targeting
