#include "targeting/makers/ranker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "makers_test.h"
#include "targeting/makers/baselines.h"
#include "targeting/makers/evaluation.h"
#include "targeting/makers/forest.h"
#include "targeting/makers/lsa.h"
#include "targeting/makers/mix.h"

namespace lianzhao::targeting {
namespace {

struct Split {
  MakerData data;
  std::vector<MakerPair> hidden;
};

Split split_of(int firms, std::size_t hide) {
  const Folder folder("ranker");
  (void)folder.write("firm_products.tsv", three_trades(firms));
  auto data = read_maker_data(folder.path());
  EXPECT_TRUE(data);
  auto hidden = hide_pairs(*data, hide, 5);
  return {std::move(*data), std::move(*hidden)};
}

TEST(Ranker, FindsMakersBetterThanChanceAndTheSameWithAnyThreads) {
  const auto [data, hidden] = split_of(60, 30);
  const FoldTable table;
  RankerOptions options;
  std::vector<std::vector<PairRank>> runs;
  for (const unsigned threads : {1U, 3U}) {
    options.threads = threads;
    const auto ranker = train_ranker(data, table, options).ranker;
    runs.push_back(evaluate(*ranker, data, hidden, 1, threads).ranks);
  }
  double mean = 0;
  for (std::size_t i = 0; i < hidden.size(); ++i) {
    mean += runs[0][i].rank / static_cast<double>(hidden.size());
    EXPECT_EQ(runs[0][i].rank, runs[1][i].rank);
  }
  EXPECT_LT(mean, 8);  // chance: 30; the trade alone: 10
}

TEST(Ranker, LearnsFromVeryLittle) {
  const auto [data, hidden] = split_of(3, 2);
  const FoldTable table;
  const auto ranker = train_ranker(data, table, {}).ranker;
  for (const auto& rank : evaluate(*ranker, data, hidden, 1, 1).ranks) EXPECT_LE(rank.rank, rank.candidates);
}

// Groups of four candidates; the right one has the greatest product of two features: no mix can say so.
Examples products_of_two(std::size_t groups) {
  Examples examples;
  examples.features.resize(index_of(groups * 4), 2);
  std::uint32_t state = 1;
  const auto draw = [&] { return static_cast<float>((state = state * 1664525U + 1013904223U) >> 8U) * 0x1p-23F - 1; };
  for (std::size_t g = 0; g < groups; ++g) {
    std::size_t best = g * 4;
    for (std::size_t i = g * 4; i < g * 4 + 4; ++i) {
      auto row = examples.features.row(index_of(i));
      row << draw(), draw();
      const auto at = examples.features.row(index_of(best));
      if (row[0] * row[1] > at[0] * at[1]) best = i;
      examples.offset.push_back(0);
    }
    examples.begin.push_back(g * 4 + 4);
    examples.right.push_back(best);
  }
  return examples;
}

double hits(const Examples& examples, const std::function<float(std::size_t)>& score) {
  double right = 0;
  for (std::size_t g = 0; g < examples.groups(); ++g) {
    std::size_t best = g * 4;
    for (std::size_t i = best; i < g * 4 + 4; ++i) best = score(i) > score(best) ? i : best;
    right += best == examples.right[g];
  }
  return right / static_cast<double>(examples.groups());
}

TEST(Mix, FindsTheWeights) {
  auto examples = products_of_two(400);
  for (std::size_t g = 0; g < examples.groups(); ++g) {  // now the right one has the greatest x - 2 y
    for (std::size_t i = g * 4; i < g * 4 + 4; ++i) {
      const auto value = [&](std::size_t at) {
        return examples.features(index_of(at), 0) - 2 * examples.features(index_of(at), 1);
      };
      if (value(i) > value(examples.right[g])) examples.right[g] = i;
    }
  }
  const auto mix = Mix::fit(examples, 2);
  EXPECT_NEAR(mix.weights()[1] / mix.weights()[0], -2, 0.3);
}

TEST(Forest, LearnsWhatAMixCannot) {
  const auto examples = products_of_two(1500);
  const auto mixed = Mix::fit(examples, 2).scores(examples.features);
  ForestOptions options;
  options.trees = 60;
  const auto forest = Forest::fit(examples, mixed, options);
  const auto by_mix = hits(examples, [&](std::size_t i) { return mixed[index_of(i)]; });
  const auto by_forest = hits(examples, [&](std::size_t i) {
    return mixed[index_of(i)] + forest.score(examples.features.row(index_of(i)).data());
  });
  EXPECT_LT(by_mix, 0.45);
  EXPECT_GT(by_forest, 0.75);
}

TEST(Lsa, FindsTheLeadingDirection) {
  SparseRows rows;  // rank one plus a little
  rows.add_row(SparseVector{{0, 3}, {1, 4}});
  rows.add_row(SparseVector{{0, 6}, {1, 8}});
  rows.add_row(SparseVector{{2, 0.1F}});
  const auto vectors = right_singular_vectors(rows, 3, 2, 1, 1);
  EXPECT_NEAR(std::abs(vectors(0, 0)), 0.6, 1e-3);
  EXPECT_NEAR(std::abs(vectors(1, 0)), 0.8, 1e-3);
  EXPECT_NEAR(std::abs(vectors(2, 1)), 1, 1e-3);
}

}  // namespace
}  // namespace lianzhao::targeting
