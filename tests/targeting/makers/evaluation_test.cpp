#include "targeting/makers/evaluation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "makers_test.h"
#include "targeting/makers/baselines.h"

namespace lianzhao::targeting {
namespace {

// Scores by a fixed list.
class Fixed final : public MakerScorer {
 public:
  explicit Fixed(std::vector<float> scores) : scores_(std::move(scores)) {}
  [[nodiscard]] std::string_view name() const override { return "fixed"; }
  void score(ProductIndex, std::span<float> scores) const override {
    std::copy(scores_.begin(), scores_.end(), scores.begin());
  }

 private:
  std::vector<float> scores_;
};

MakerData world(int firms, const std::vector<std::pair<std::string, std::string>>& pairs) {
  MakerData data;
  for (int f = 0; f < firms; ++f) data.firm("F" + std::to_string(f));
  for (const auto& [firm, product] : pairs) data.pairs.push_back({data.firm(firm), data.product(product), 0});
  return data;
}

TEST(Evaluation, LeavesKnownMakersOut) {
  auto data = world(5, {{"F0", "泵"}, {"F1", "泵"}, {"F0", "阀"}});
  const auto pump = data.product("泵"), valve = data.product("阀");
  const Fixed scorer({9, 8, 7, 6, 5});
  const auto ranks = rank_hidden(scorer, data, {{3, pump, 0}, {3, valve, 0}}, 2);
  EXPECT_EQ(ranks[0].rank, 2U);  // F0 and F1 are known: only F2 is before
  EXPECT_EQ(ranks[0].candidates, 3U);
  EXPECT_EQ(ranks[1].rank, 3U);
  EXPECT_EQ(ranks[1].candidates, 4U);
}

TEST(Evaluation, TakesTheMiddleOfEqualScores) {
  auto data = world(5, {});
  const auto pump = data.product("泵");
  EXPECT_EQ(rank_hidden(Fixed({1, 1, 1, 1, 1}), data, {{2, pump, 0}}, 1)[0].rank, 3U);
  EXPECT_EQ(rank_hidden(Fixed({2, 1, 1, 0, 0}), data, {{2, pump, 0}}, 1)[0].rank, 3U);
  EXPECT_EQ(rank_hidden(Fixed({2, 0, 1, 0, 0}), data, {{2, pump, 0}}, 1)[0].rank, 2U);
}

TEST(Metrics, AreThoseOfTheRanks) {
  const std::vector<std::uint32_t> ranks{1, 10, 11, 100, 101};
  const auto metrics = measure(ranks, 1);
  EXPECT_DOUBLE_EQ(metrics.hits10.value, 0.4);
  EXPECT_DOUBLE_EQ(metrics.hits100.value, 0.8);
  EXPECT_DOUBLE_EQ(metrics.mrr.value, (1 + 0.1 + 1.0 / 11 + 0.01 + 1.0 / 101) / 5);
  EXPECT_LE(metrics.hits10.low, 0.4);
  EXPECT_GE(metrics.hits10.high, 0.4);
}

TEST(Metrics, IntervalHasTheWidthOfABinomial) {
  std::vector<std::uint32_t> ranks(3000, 1000);
  std::fill(ranks.begin(), ranks.begin() + 900, 5U);
  const auto hits = measure(ranks, 7).hits10;
  const double half = 1.96 * std::sqrt(0.3 * 0.7 / 3000);
  EXPECT_NEAR(hits.low, 0.3 - half, 0.003);
  EXPECT_NEAR(hits.high, 0.3 + half, 0.003);
  EXPECT_EQ(measure(ranks, 7).hits10.low, hits.low);
}

TEST(Baselines, ScoreAsTheySay) {
  auto data = world(4, {{"F0", "离心泵"}, {"F0", "阀"}, {"F1", "阀"}, {"F1", "电机"}, {"F1", "轴"}, {"F2", "酸奶"}});
  const auto pump = data.product("离心泵"), asked = data.product("高压离心泵");
  std::vector<float> scores(4);
  popularity_baseline(data)->score(pump, scores);
  EXPECT_THAT(scores, ::testing::ElementsAre(2, 3, 1, 0));
  cooccurrence_baseline(data)->score(pump, scores);  // F0 makes pumps and shares valves with F1
  EXPECT_THAT(scores, ::testing::ElementsAre(0, 1, 0, 0));
  const FoldTable table;
  gram_baseline(data, table)->score(pump, scores);
  EXPECT_NEAR(scores[0], 1, 1e-5);
  EXPECT_EQ(scores[1], 0);
  gram_baseline(data, table)->score(asked, scores);
  EXPECT_GT(scores[0], 0.1F);
  EXPECT_EQ(scores[2], 0);
}

TEST(WriteRanks, WritesAColumnEach) {
  auto data = world(2, {});
  const Folder folder("write-ranks");
  const auto path = folder.path() + "/ranks.tsv";
  ASSERT_TRUE(write_ranks(path, data, {{1, data.product("泵"), 0}}, {{3, 7}}));
  std::ifstream in(path);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), "firm\tproduct\trank\tcandidates\nF1\t泵\t3\t7\n");
}

}  // namespace
}  // namespace lianzhao::targeting
