// Likeness: what it learns, how it is kept, and what it says of firms of a registry.
#include "targeting/makers/likeness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "makers_test.h"
#include "targeting/score_likeness.h"

namespace lianzhao::targeting {
namespace {

using ::testing::HasSubstr;

class LikenessTest : public ::testing::Test {
 protected:
  static MakerData world(const Folder& folder) {
    (void)folder.write("firm_products.tsv", three_trades(60));
    (void)folder.write("firms.tsv", "firm\tshort_name\tfull_name\nF0\t虚构风电\t虚构风电股份有限公司\n");
    auto data = read_maker_data(folder.path());
    EXPECT_TRUE(data);
    return *std::move(data);
  }
  registry::FirmTexts firm(const std::string& name, const std::string& scope) const {
    registry::FirmTexts texts;
    texts.name = name;
    texts.details[static_cast<std::size_t>(registry::Detail::kScope)] = scope;
    return texts;
  }

  Folder folder{"likeness"};
  MakerData data = world(folder);
  FoldTable table;
  Likeness likeness = Likeness::learn(data, table, {});
  ScoreWeights weights = *load_weights(LIANZHAO_SHARE_DIR "/targeting/score.yaml");
  std::vector<std::string> gearbox{"风电齿轮箱"};
};

TEST_F(LikenessTest, ProductsOfOneTradeAreAlikeThoughTheyShareNoWord) {
  const auto asked = likeness.asked(table, std::vector<std::string>{"酸奶"});
  EXPECT_GT(likeness.cosine(table, asked, "乳清粉"), likeness.cosine(table, asked, "坯布"));
  EXPECT_NEAR(likeness.cosine(table, asked, "酸奶"), 1, 1e-5);
  EXPECT_GT(likeness.slope(), 0);
}

TEST_F(LikenessTest, IsKeptInAFileAndADamagedOneIsRefused) {
  const auto path = folder.path() + "/products.lzl";
  ASSERT_TRUE(likeness.save(path).ok());
  const auto loaded = Likeness::load(path);
  ASSERT_TRUE(loaded.ok()) << loaded.error().message;
  const auto asked = likeness.asked(table, gearbox);
  EXPECT_EQ(loaded->cosine(table, loaded->asked(table, gearbox), "风电主轴"),
            likeness.cosine(table, asked, "风电主轴"));
  EXPECT_EQ(loaded->lines_of(table, "虚构风电股份有限公司", false).size(), 5u);
  EXPECT_EQ(loaded->slope(), likeness.slope());
  const auto content = *read_file(path, 1u << 28);
  for (const std::size_t cut : {std::size_t{0}, std::size_t{7}, std::size_t{40}, content.size() - 1}) {
    ASSERT_TRUE(write_file_atomically(path, content.substr(0, cut)).ok());
    const auto broken = Likeness::load(path);
    ASSERT_FALSE(broken.ok()) << cut;
    EXPECT_THAT(broken.error().message, HasSubstr("lianzhao import products"));
  }
  auto changed = content;
  changed[changed.size() / 2] ^= 1;
  ASSERT_TRUE(write_file_atomically(path, changed).ok());
  EXPECT_EQ(Likeness::load(path).error().code, ErrorCode::kCorrupt);
}

TEST_F(LikenessTest, TheSameSeedGivesTheSameWithAnyThreads) {
  LikenessOptions options;
  options.threads = 3;
  const auto again = Likeness::learn(data, table, options);
  EXPECT_EQ(again.slope(), likeness.slope());
  EXPECT_EQ(again.cosine(table, again.asked(table, gearbox), "风电主轴"),
            likeness.cosine(table, likeness.asked(table, gearbox), "风电主轴"));
}

TEST_F(LikenessTest, AScopeOfTheTradeScoresAboveAnotherAndNamesItsWords) {
  auto scorer = LikenessScorer::create(likeness, table, gearbox);
  ASSERT_TRUE(scorer.ok());
  const auto near = scorer->score(weights, firm("甲", "风电齿轮箱、风电主轴的生产"), "甲", false);
  const auto far = scorer->score(weights, firm("乙", "酸奶、奶粉的生产"), "乙", false);
  EXPECT_GT(near.points, far.points);
  EXPECT_THAT(near.zh, HasSubstr("「风电齿轮箱」"));
  EXPECT_LE(std::abs(far.points), weights.likeness.most);
  // Who only sells it, or excludes it, does not make it.
  EXPECT_EQ(scorer->score(weights, firm("丙", "风电齿轮箱的销售"), "丙", false).points, 0);
}

TEST_F(LikenessTest, AListedFirmIsKnownByItsLinesAndTheirShare) {
  auto scorer = LikenessScorer::create(likeness, table, gearbox);
  ASSERT_TRUE(scorer.ok());
  const auto by_full_name = scorer->score(weights, firm("虚构风电股份有限公司", ""), "虚构", false);
  EXPECT_THAT(by_full_name.zh, HasSubstr("占营收 20.0%"));
  EXPECT_THAT(scorer->score(weights, firm("虚构风电", ""), "虚构风电", true).zh, HasSubstr("上市公司年报"));
  EXPECT_THAT(scorer->score(weights, firm("虚构风电", ""), "虚构风电", false).zh, HasSubstr("没有可比"));
}

TEST_F(LikenessTest, UnknownWordsCountNothing) {
  auto scorer = LikenessScorer::create(likeness, table, std::vector<std::string>{"XYZ"});
  ASSERT_TRUE(scorer.ok());
  EXPECT_EQ(scorer->score(weights, firm("甲", "风电齿轮箱的生产"), "甲", false).points, 0);
}

}  // namespace
}  // namespace lianzhao::targeting
