#include "targeting/makers/evaluation.h"

#include <fmt/format.h>

#include <iterator>

#include "base/file.h"
#include "targeting/makers/parallel.h"

namespace lianzhao::targeting {

std::vector<PairRank> rank_hidden(const MakerScorer& scorer, const MakerData& data,
                                  const std::vector<MakerPair>& hidden, unsigned threads) {
  std::vector<std::vector<FirmIndex>> makers(data.products.size());
  for (const auto& pair : data.pairs) makers[pair.product].push_back(pair.firm);
  std::vector<PairRank> ranks(hidden.size());
  parallel_for(hidden.size(), threads, [&](std::size_t begin, std::size_t end) {
    std::vector<float> scores(data.firms.size());
    std::vector<bool> candidate(data.firms.size());
    for (std::size_t i = begin; i < end; ++i) {
      const auto& pair = hidden[i];
      scorer.score(pair.product, scores);
      candidate.assign(candidate.size(), true);
      for (const auto maker : makers[pair.product]) candidate[maker] = false;
      std::uint32_t better = 0, equal = 0, all = 0;
      for (FirmIndex f = 0; f < scores.size(); ++f) {
        if (!candidate[f]) continue;
        ++all;
        better += scores[f] > scores[pair.firm];
        equal += f != pair.firm && scores[f] == scores[pair.firm];
      }
      ranks[i] = {1 + better + (equal + 1) / 2, all};
    }
  });
  return ranks;
}

MethodResult evaluate(const MakerScorer& scorer, const MakerData& data, const std::vector<MakerPair>& hidden,
                      std::uint64_t seed, unsigned threads) {
  MethodResult result{std::string(scorer.name()), {}, rank_hidden(scorer, data, hidden, threads)};
  std::vector<std::uint32_t> ranks;
  ranks.reserve(result.ranks.size());
  for (const auto& rank : result.ranks) ranks.push_back(rank.rank);
  result.metrics = measure(ranks, seed);
  return result;
}

Status write_ranks(const std::string& path, const MakerData& data, const std::vector<MakerPair>& hidden,
                   const std::vector<PairRank>& ranks) {
  std::string text = "firm\tproduct\trank\tcandidates\n";
  for (std::size_t i = 0; i < hidden.size(); ++i) {
    fmt::format_to(std::back_inserter(text), "{}\t{}\t{}\t{}\n", data.firms[hidden[i].firm].id,
                   data.products[hidden[i].product], ranks[i].rank, ranks[i].candidates);
  }
  return write_file_atomically(path, text);
}

}  // namespace lianzhao::targeting
