// What mix and forest learn from: groups of candidates, one of which is right.
#pragma once

#include <vector>

#include "targeting/makers/dense.h"

namespace lianzhao::targeting {

// Candidates beyond the best stand for all others: they are drawn at random, and offset (ln of how many each stands
// for) keeps the softmax of a group what it would be over all.
//
// Row i of `features` is a candidate; group g holds the rows begin[g] .. begin[g + 1] and its right one is right[g].
struct Examples {
  Matrix features;
  std::vector<float> offset;  // by row
  std::vector<std::size_t> begin{0};
  std::vector<std::size_t> right;

  [[nodiscard]] std::size_t groups() const { return right.size(); }
  [[nodiscard]] std::size_t rows() const { return begin.back(); }
};

// Loss of scores: mean over groups of -ln softmax(right), offsets added. Writes probability less truth into `slope`,
// by row.
double softmax_loss(const Examples& examples, const Eigen::VectorXf& scores, Eigen::VectorXf& slope);

}  // namespace lianzhao::targeting
