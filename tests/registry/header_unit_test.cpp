#include "registry/input/header_unit.h"

#include <gtest/gtest.h>

namespace lianzhao::registry {
namespace {

TEST(HeaderUnit, IsReadWithoutLosingTheColumn) {
  const struct {
    const char* header;
    double scale;
    Currency currency;
  } cases[] = {{"注册资本(万元)", 1e4, Currency::kCny},
               {"注册资本（万元）", 1e4, Currency::kCny},
               {"注册资本【万元】", 1e4, Currency::kCny},
               {"注册资本[万元]", 1e4, Currency::kCny},
               {"注册资金（单位：万元）", 1e4, Currency::kCny},
               {"注册资金(单位:人民币万元)", 1e4, Currency::kCny},
               {"注册资本（元）", 1, Currency::kCny},
               {"注册资本（亿元）", 1e8, Currency::kCny},
               {"注册资本（百万元）", 1e6, Currency::kCny},
               {"注册资本（千元）", 1e3, Currency::kCny},
               {"注册资本（万）", 1e4, Currency::kCny},
               {"注册资本（萬元）", 1e4, Currency::kCny},
               {"注册资金/万元", 1e4, Currency::kCny},
               {"注册资金：万元", 1e4, Currency::kCny},
               {"注册资本_万元", 1e4, Currency::kCny},
               {"注册资本-万元", 1e4, Currency::kCny},
               {"注册资本 万元", 1e4, Currency::kCny},
               {"注册资本万元", 1e4, Currency::kCny},
               {"注册资本单位万元", 1e4, Currency::kCny},
               {"注册资本（万元/人民币）", 1e4, Currency::kCny},
               {"注册资本(万元)(人民币)", 1e4, Currency::kCny},
               {"注册资本（万元人民币）", 1e4, Currency::kCny},
               {"*注册资本（万元）", 1e4, Currency::kCny},
               {"注册资本（万元）*", 1e4, Currency::kCny},
               {"（万元）注册资本", 1e4, Currency::kCny},
               {"注册资本（万美元）", 1e4, Currency::kUsd},
               {"注册资本(万港元)", 1e4, Currency::kHkd},
               {"注册资本万美元", 1e4, Currency::kUsd},
               {"Registered capital (CNY 10k)", 1e4, Currency::kCny},
               {"Registered Capital (RMB 10,000)", 1e4, Currency::kCny},
               {"registered capital (10,000 yuan)", 1e4, Currency::kCny},
               {"Registered Capital (in ten thousand yuan)", 1e4, Currency::kCny},
               {"registered capital (RMB million)", 1e6, Currency::kCny},
               {"Registered capital, USD million", 1e6, Currency::kUsd},
               {"Registered capital (RMB'000)", 1e3, Currency::kCny},
               {"capital_10k_cny", 1e4, Currency::kCny}};
  for (const auto& c : cases) {
    const auto read = unit_of_header(c.header);
    ASSERT_TRUE(read) << c.header;
    EXPECT_TRUE(read->unit.stated) << c.header;
    EXPECT_EQ(read->unit.scale, c.scale) << c.header;
    EXPECT_EQ(read->unit.currency.value_or(Currency::kCny), c.currency) << c.header;
    EXPECT_EQ(match_column(c.header), std::optional(Column::kCapital)) << c.header << " -> " << read->name;
  }
  for (const auto* header :
       {"注册资本", "capital", "（万元）", "企业名称", "单元", "注册资本（必填）", "地址(2)", ""}) {
    EXPECT_FALSE(unit_of_header(header)) << header;
  }
  // A currency alone leaves the scale open.
  EXPECT_FALSE(unit_of_header("注册资本(人民币)")->unit.stated);
  // A unit makes no column of another one.
  EXPECT_FALSE(match_column("年产值（万元）"));
  EXPECT_FALSE(match_column("地区（万元）"));
}

TEST(HeaderUnit, IsFoundWhereTheColumnIsMatchedByHand) {
  const std::vector<std::string> header = {"企业名称", "投资额（元）", "注册资本（万元）"};
  const auto map = match_columns(header, {{"投资额（元）", Column::kCapital}, {"注册资本（万元）", std::nullopt}});
  ASSERT_TRUE(map.ok());
  EXPECT_EQ(capital_unit(*map)->scale, 1);
  EXPECT_EQ(capital_unit(*match_columns({"名称", "注册资本(万元)"}))->scale, 1e4);
  EXPECT_FALSE(capital_unit(*match_columns({"名称", "注册资本"})));
}

}  // namespace
}  // namespace lianzhao::registry
