// Gradient-boosted regression trees (Friedman 2001) with a softmax over the candidates of a group as loss (ListNet
// with one right answer, Cao et al. 2007). Trees are grown level by level on histograms of at most 64 bins a feature;
// leaves take Newton steps (Chen and Guestrin 2016).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "targeting/makers/examples.h"

namespace lianzhao::targeting {

struct ForestOptions {
  int trees = 350, depth = 5;
  float rate = 0.05F;         // shrinkage
  float ridge = 5.0F;         // on leaf values
  float least_weight = 3.0F;  // sum of second derivatives that a leaf must hold
  double sample = 0.5;        // part of the groups that a tree sees
  std::uint64_t seed = 1;
  unsigned threads = 2;
};

class Forest {
 public:
  // `start`: scores from which boosting goes on, one a row. The forest's scores add to them.
  static Forest fit(const Examples& examples, const Eigen::VectorXf& start, const ForestOptions& options);
  // What the trees add for one row of features.
  [[nodiscard]] float score(const float* features) const;

 private:
  struct Node {                 // children of node i of a tree: 2 i + 1 and 2 i + 2
    std::int32_t feature = -1;  // -1: a leaf
    float threshold = 0;        // left if value <= threshold
    float value = 0;
  };
  std::size_t nodes_ = 0;  // of a tree
  std::vector<Node> trees_;
};

}  // namespace lianzhao::targeting
