// Ranks of hidden pairs: for each, all firms that are not known to make the product are candidates.
#pragma once

#include <string>
#include <vector>

#include "targeting/makers/metrics.h"
#include "targeting/makers/scorer.h"

namespace lianzhao::targeting {

struct PairRank {
  std::uint32_t rank = 0;        // 1 is best; in a group of equal scores the middle, rounded up
  std::uint32_t candidates = 0;  // firms ranked, the pair's own among them
};

// One rank a hidden pair, in their order. Does not depend on `threads`.
std::vector<PairRank> rank_hidden(const MakerScorer& scorer, const MakerData& data,
                                  const std::vector<MakerPair>& hidden, unsigned threads);

struct MethodResult {
  std::string method;
  RankMetrics metrics;
  std::vector<PairRank> ranks;
};

MethodResult evaluate(const MakerScorer& scorer, const MakerData& data, const std::vector<MakerPair>& hidden,
                      std::uint64_t seed, unsigned threads);

// Columns firm, product, rank, candidates. Errors: kIo, kNoSpace.
Status write_ranks(const std::string& path, const MakerData& data, const std::vector<MakerPair>& hidden,
                   const std::vector<PairRank>& ranks);

}  // namespace lianzhao::targeting
