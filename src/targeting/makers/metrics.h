// How good a list of ranks is, with intervals.
#pragma once

#include <cstdint>
#include <span>

namespace lianzhao::targeting {

// A mean and its percentile bootstrap interval (Efron 1979), 95 %.
struct Measured {
  double value = 0, low = 0, high = 0;
};

struct RankMetrics {
  Measured hits10, hits100;  // part of the pairs with rank <= 10, <= 100
  Measured mrr;              // mean of 1 / rank
};

// `ranks` begin with 1 and are not empty. Pairs are drawn with replacement `rounds` times; the same seed gives the
// same draws for every method, so that differences between methods are not those of the draws.
RankMetrics measure(std::span<const std::uint32_t> ranks, std::uint64_t seed, std::size_t rounds = 1000);

}  // namespace lianzhao::targeting
