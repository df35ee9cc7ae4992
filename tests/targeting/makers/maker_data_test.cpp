#include "targeting/makers/maker_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "makers_test.h"

namespace lianzhao::targeting {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr const char* kPairs = "firm\tproduct\trevenue_share\nA\t电机\t0.5\nA\t泵\t0.001\nB\t电机\t\n";

TEST(MakerData, ReadsWhatIsThere) {
  const Folder folder("maker-data-reads");
  (void)folder.write("firm_products.tsv", kPairs);
  (void)folder.write("firms.tsv", "firm\tshort_name\tfull_name\texchange\nA\t甲\t甲电机公司\tX\nC\t丙\t丙公司\tX\n");
  (void)folder.write("firm_industry.tsv", "firm\tindustry\r\nA\t630101\r\nZ\t110101\r\n");
  (void)folder.write("product_upstream.tsv", "product\tinput\n电机\t硅钢片\n");
  const auto data = read_maker_data(folder.path());
  ASSERT_TRUE(data) << data.error().message;
  ASSERT_EQ(data->firms.size(), 3U);
  EXPECT_EQ(data->firms[0].full_name, "甲电机公司");
  EXPECT_THAT(data->firms[0].industries, ::testing::ElementsAre("630101"));
  ASSERT_EQ(data->pairs.size(), 3U);
  EXPECT_FLOAT_EQ(data->pairs[0].share, 0.5F);
  EXPECT_FLOAT_EQ(data->pairs[2].share, 0);
  ASSERT_EQ(data->inputs.size(), 1U);
  EXPECT_EQ(data->products[data->inputs[0].second], "硅钢片");
}

std::string error_of(const std::string& pairs) {
  const Folder folder("maker-data-errors");
  (void)folder.write("firm_products.tsv", pairs);
  const auto data = read_maker_data(folder.path());
  return data ? "" : data.error().message;
}

TEST(MakerData, SaysWhereAndTheWayOut) {
  EXPECT_THAT(error_of("firm\trevenue_share\nA\t1\n"),
              AllOf(HasSubstr("firm_products.tsv:1:"), HasSubstr("'product'")));
  EXPECT_THAT(error_of("firm\tproduct\nA\t电机\nB\n"), AllOf(HasSubstr(".tsv:3:"), HasSubstr("1 cells")));
  EXPECT_THAT(error_of("firm\tproduct\trevenue_share\nA\t电机\thalf\n"),
              AllOf(HasSubstr(":2:"), HasSubstr("'half'")));
  EXPECT_THAT(error_of("firm\tproduct\nA\t\n"), AllOf(HasSubstr(":2:"), HasSubstr("fill it in")));
  EXPECT_THAT(error_of("firm\tproduct\nA\t电机\nA\t电机\n"), AllOf(HasSubstr(":3:"), HasSubstr("remove one")));
  EXPECT_THAT(error_of("firm\tproduct\nA\t\xFF\n"), AllOf(HasSubstr(":2:"), HasSubstr("UTF-8")));
  EXPECT_THAT(error_of("firm\tproduct\n"), HasSubstr("nothing to learn from"));
  const auto missing = read_maker_data("/nowhere");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kBadInput);
  EXPECT_THAT(missing.error().message, HasSubstr("name a folder"));
}

TEST(HiddenPairs, AddsStrangersAndRefusesWhatIsKnown) {
  const Folder folder("hidden-pairs");
  (void)folder.write("firm_products.tsv", kPairs);
  auto data = read_maker_data(folder.path());
  ASSERT_TRUE(data);
  const auto hidden = read_hidden_pairs(folder.write("truth.tsv", "firm\tproduct\nB\t阀门\nD\t泵\n"), *data);
  ASSERT_TRUE(hidden) << hidden.error().message;
  EXPECT_EQ(hidden->size(), 2U);
  EXPECT_EQ(data->firms.back().id, "D");
  EXPECT_EQ(data->products.back(), "阀门");
  const auto known = read_hidden_pairs(folder.write("known.tsv", "firm\tproduct\nB\t阀门\nA\t泵\n"), *data);
  ASSERT_FALSE(known);
  EXPECT_THAT(known.error().message, AllOf(HasSubstr("known.tsv:3:"), HasSubstr("known to make")));
}

TEST(HidePairs, IsAPartitionThatDependsOnTheSeedOnly) {
  const Folder folder("hide-pairs");
  (void)folder.write("firm_products.tsv", three_trades(30));
  const auto whole = read_maker_data(folder.path());
  ASSERT_TRUE(whole) << whole.error().message;
  const auto key = [](const MakerPair& p) { return std::pair(p.firm, p.product); };
  const auto hide = [&](std::uint64_t seed) {
    auto data = *whole;
    const auto hidden = hide_pairs(data, 40, seed);
    EXPECT_TRUE(hidden);
    std::set<std::pair<FirmIndex, ProductIndex>> all, out;
    for (const auto& pair : *hidden) out.insert(key(pair));
    all = out;
    for (const auto& pair : data.pairs) all.insert(key(pair));
    EXPECT_EQ(out.size(), 40U);
    EXPECT_EQ(all.size(), whole->pairs.size());
    EXPECT_EQ(data.pairs.size() + 40, whole->pairs.size());
    return out;
  };
  EXPECT_EQ(hide(1), hide(1));
  EXPECT_NE(hide(1), hide(2));
  auto data = *whole;
  EXPECT_EQ(hide_pairs(data, data.pairs.size(), 1).error().code, ErrorCode::kBadArgument);
}

TEST(HidePairs, HidesOnlyWhatEarnsWhereAsked) {
  const Folder folder("hide-earning");
  (void)folder.write("firm_products.tsv",
                     "firm\tproduct\trevenue_share\nA\t电机\t0.5\nA\t泵\t0.001\nA\t平衡项目\t0.2\n");
  auto data = read_maker_data(folder.path());
  ASSERT_TRUE(data);
  EXPECT_THAT(hide_pairs(*data, 2, 1, Hidden::kEarning).error().message, HasSubstr("between 1 and 1"));
  const auto hidden = hide_pairs(*data, 1, 1, Hidden::kEarning);
  ASSERT_TRUE(hidden);
  EXPECT_EQ(data->products[hidden->front().product], "电机");
  EXPECT_EQ(data->pairs.size(), 2U);
}

}  // namespace
}  // namespace lianzhao::targeting
