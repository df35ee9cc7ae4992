#include "targeting/makers/metrics.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/random.h"

namespace lianzhao::targeting {
namespace {

Measured interval(double value, std::vector<double>& drawn) {
  if (drawn.empty()) return {value, value, value};
  std::sort(drawn.begin(), drawn.end());
  const auto last = static_cast<double>(drawn.size() - 1);
  const auto at = [&](double part) { return drawn[static_cast<std::size_t>(std::lround(part * last))]; };
  return {value, at(0.025), at(0.975)};
}

}  // namespace

RankMetrics measure(std::span<const std::uint32_t> ranks, std::uint64_t seed, std::size_t rounds) {
  const auto n = static_cast<double>(ranks.size());
  struct Sums {
    double hits10 = 0, hits100 = 0, mrr = 0;
    void add(std::uint32_t rank) {
      hits10 += rank <= 10;
      hits100 += rank <= 100;
      mrr += 1.0 / rank;
    }
  } all;
  for (const auto rank : ranks) all.add(rank);
  Random random(seed);
  std::vector<double> hits10, hits100, mrr;
  for (std::size_t round = 0; round < rounds; ++round) {
    Sums sums;
    for (std::size_t i = 0; i < ranks.size(); ++i) sums.add(ranks[random.below(ranks.size())]);
    hits10.push_back(sums.hits10 / n);
    hits100.push_back(sums.hits100 / n);
    mrr.push_back(sums.mrr / n);
  }
  return {interval(all.hits10 / n, hits10), interval(all.hits100 / n, hits100), interval(all.mrr / n, mrr)};
}

}  // namespace lianzhao::targeting
