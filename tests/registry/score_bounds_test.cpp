#include "registry/query/score_bounds.h"

#include <fmt/format.h>

#include <random>

#include "support/registry_fixture.h"

namespace lianzhao::registry {
namespace {

// Firms of all kinds: capital from nothing to billions, short and long scopes, branches, closed and listed ones.
class ScoreBoundsTest : public RegistryFixture {
 protected:
  void SetUp() override {
    RegistryFixture::SetUp();
    std::string csv = "企业名称,注册资金,经营范围,所在省份,地区,经营状态,股票代码\n";
    std::mt19937 random(7);
    const auto up_to = [&](unsigned most) { return std::uniform_int_distribution<unsigned>(0, most)(random); };
    for (unsigned i = 0; i < 6000; ++i) {
      constexpr const char* kCapital[] = {"", "3万元", "80万元", "1200万元", "9亿元", "300亿元"};
      std::string scope = i % 3 == 0 ? "齿轮箱制造" : i % 3 == 1 ? "齿轮箱销售" : "齿轮箱检测设备制造";
      for (unsigned n = up_to(40); n > 0; --n) scope += fmt::format("；虚构品{}销售", n);
      csv += fmt::format("南京虚构{}号{},{},{},江苏,南京,{},{}\n", i, up_to(9) == 0 ? "公司分公司" : "有限公司",
                         kCapital[up_to(5)], scope, up_to(9) == 0 ? "注销" : "存续",
                         up_to(30) == 0 ? fmt::format("{:06}", 600000 + i) : "");
    }
    ASSERT_TRUE(import(write("a.csv", csv)).ok());
    auto opened = Snapshot::open(snapshot_path());
    ASSERT_TRUE(opened.ok());
    snapshot.emplace(*std::move(opened));
  }
  std::optional<Snapshot> snapshot;
};

TEST_F(ScoreBoundsTest, NoScoreIsAboveItsBound) {
  const ScoreBounds bounds(*snapshot, 2);
  const QueryEngine engine(*snapshot, places, table);
  std::size_t seen = 0, tight = 0;
  for (std::uint32_t s = 0; s < snapshot->segments().size(); ++s) {
    for (std::uint32_t row = 0; row < snapshot->segments()[s].rows; ++row, ++seen) {
      const float score = engine.score({}, {s * kSegmentRows + row}).score;
      const float most = ScoreBounds::points(bounds.of_segment(s)[row]);
      ASSERT_GE(most, score) << row;
      tight += most - score < 0.03f;
    }
  }
  EXPECT_EQ(seen, 6000u);
  EXPECT_GT(tight, 4000u) << "bounds this wide spare nothing";
}

TEST_F(ScoreBoundsTest, AnswersAreTheSameWithBounds) {
  const ScoreBounds bounds(*snapshot, 2);
  const QueryEngine plain(*snapshot, places, table), bounded(*snapshot, places, table, 1, &bounds);
  for (const std::size_t top : {1, 20, 700, 5999}) {
    for (const bool all : {false, true}) {
      auto query = of("齿轮箱");
      query.top = top;
      query.with_branches = query.with_inactive = all;
      const auto expected = plain.search(query), found = bounded.search(query);
      ASSERT_TRUE(expected.ok() && found.ok());
      EXPECT_EQ(found->candidates, expected->candidates);
      ASSERT_EQ(found->hits.size(), expected->hits.size());
      for (std::size_t i = 0; i < found->hits.size(); ++i) {
        EXPECT_EQ(found->hits[i].firm, expected->hits[i].firm);
        EXPECT_EQ(found->hits[i].score, expected->hits[i].score);
      }
    }
  }
}

}  // namespace
}  // namespace lianzhao::registry
