#include "registry/values/values.h"

#include <gtest/gtest.h>

namespace lianzhao::registry {
namespace {

TEST(Capital, UnderstandsTheRegistrysForms) {
  const struct {
    const char* text;
    double yuan;
  } cases[] = {{"500万人民币", 5e6},    {"3000.000000万元", 3e7},   {"伍佰万元", 5e6},
               {"3.1000(万元)", 31000}, {"1,000(万元人民币)", 1e7}, {"27,850.0875(万)", 278500875},
               {"1.2亿元", 1.2e8},      {"人民币伍仟万元整", 5e7},  {"50", 5e5},
               {"壹亿贰仟万元", 1.2e8}};
  for (const auto& c : cases) {
    const auto value = parse_capital(c.text);
    EXPECT_EQ(value.state, ValueState::kUnderstood) << c.text;
    EXPECT_NEAR(value.amount, c.yuan, c.yuan * 1e-9) << c.text;
  }
  EXPECT_EQ(parse_capital("1,000万美元").currency, Currency::kUsd);
  for (const auto* text : {"见章程", "-5万元", "1万2万", "99999999999999999万元"}) {
    EXPECT_EQ(parse_capital(text).state, ValueState::kNotUnderstood) << text;
  }
  for (const auto* text : {"", "N/A", "-"}) EXPECT_EQ(parse_capital(text).state, ValueState::kAbsent) << text;
}

TEST(Date, UnderstandsTheRegistrysForms) {
  const Day latest = *make_day(2026, 11, 24);
  for (const auto* text : {"2019-02-08", "2019/2/8", "2019.02.08", "20190208", "2019年2月8日", "2019-02-08 00:00:00",
                           "43504", "1549555200000"}) {
    const auto value = parse_date(text, latest);
    EXPECT_EQ(value.state, ValueState::kUnderstood) << text;
    EXPECT_EQ(to_string(value.day), "2019-02-08") << text;
  }
  for (const auto* text : {"2019-02-30", "1600-01-01", "2030-01-01", "昨天", "2019-13-01"}) {
    EXPECT_EQ(parse_date(text, latest).state, ValueState::kNotUnderstood) << text;
  }
}

}  // namespace
}  // namespace lianzhao::registry
