// What the steps of Evidence::describe share.
#pragma once

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <vector>

#include "targeting/makers/evidence.h"

namespace lianzhao::targeting {

using Column = Eigen::VectorXf;

inline void add_cosines(std::span<const SparseEntry> vector, const SparseRows& by_gram, Column& cosines) {
  for (const auto& gram : vector) {
    for (const auto& posting : by_gram.row(gram.column)) cosines[posting.column] += gram.value * posting.value;
  }
}

inline Column log_ranks(const Column& values) {
  std::vector<std::uint32_t> order(static_cast<std::size_t>(values.size()));
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(),
            [&](auto a, auto b) { return values[a] != values[b] ? values[a] > values[b] : a < b; });
  Column ranks(values.size());
  for (std::size_t i = 0; i < order.size(); ++i) ranks[order[i]] = std::log1p(static_cast<float>(i));
  return ranks;
}

}  // namespace lianzhao::targeting
