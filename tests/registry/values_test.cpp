#include "registry/values/values.h"

#include <gtest/gtest.h>

#include <vector>

namespace lianzhao::registry {
namespace {

struct Yuan {
  const char* text;
  double amount;
};

void expect_amounts(const std::vector<Yuan>& cases, Currency currency = Currency::kCny,
                    const MoneyUnit* unit = nullptr) {
  for (const auto& c : cases) {
    const auto value = parse_capital(c.text, unit);
    EXPECT_EQ(value.state, ValueState::kUnderstood) << c.text;
    EXPECT_NEAR(value.amount, c.amount, c.amount * 1e-9) << c.text;
    EXPECT_EQ(value.currency, currency) << c.text;
  }
}

TEST(Capital, UnderstandsTheRegistrysForms) {
  expect_amounts({{"500万人民币", 5e6},
                  {"3000.000000万元", 3e7},
                  {"伍佰万元", 5e6},
                  {"3.1000(万元)", 31000},
                  {"1,000(万元人民币)", 1e7},
                  {"27,850.0875(万)", 278500875},
                  {"1.2亿元", 1.2e8},
                  {"人民币伍仟万元整", 5e7},
                  {"50", 5e5},
                  {"5()", 5e4},
                  {"300( 万人民币元)", 3e6},
                  {"9（万元(人民币)）", 9e4},
                  {"200((万元))", 2e6},
                  {"壹亿贰仟万元", 1.2e8}});
  EXPECT_EQ(parse_capital("1,000万美元").currency, Currency::kUsd);
  for (const auto* text : {"见章程",
                           "-5万元",
                           "1万2万",
                           "99999999999999999万元",
                           "万元",
                           "亿",
                           "500万股",
                           "100-500万元",
                           "100万~500万",
                           "100万至500万",
                           "不超过500万元",
                           "(500)",
                           "1,5",
                           "1000,000万元",
                           "500万港币人民币",
                           "500万元（伍仟万元整）",
                           "1.5亿2000万",
                           "1万亿万",
                           "百千",
                           "五千一万",
                           "5千",
                           "1亿5元6",
                           "一亿五千",
                           "1亿50000万",
                           "1.2.3万",
                           "5e6e",
                           "500%"}) {
    EXPECT_EQ(parse_capital(text).state, ValueState::kNotUnderstood) << text;
  }
  for (const auto* text : {"", "N/A", "-", "——", "无", "\\N", "NULL", "None", "nan", "#N/A", "未公开", "***", "/",
                           "（暂无）", "企业选择不公示", "\xC2\xA0", " - "}) {
    EXPECT_EQ(parse_capital(text).state, ValueState::kAbsent) << text;
  }
}

TEST(Capital, ReadsWordsAndFigures) {
  expect_amounts({{"1亿5000万元", 1.5e8},
                  {"1.5亿", 1.5e8},
                  {"壹亿伍仟万元整", 1.5e8},
                  {"13万2千元", 132000},
                  {"13万2千", 132000},
                  {"13万2", 132000},
                  {"一万二", 12000},
                  {"一点五亿元", 1.5e8},
                  {"十二点五万元", 125000},
                  {"123元1角1分", 123.11},
                  {"一百二十三元一角一分", 123.11},
                  {"壹佰元零伍分", 100.05},
                  {"叁佰万", 3e6},
                  {"百万", 1e6},
                  {"百万元", 1e6},
                  {"千万元", 1e7},
                  {"3千5百万", 3.5e7},
                  {"廿万元", 2e5},
                  {"十五万", 1.5e5},
                  {"一百十五万元", 1.15e6},
                  {"二〇〇万元", 2e6},
                  {"一亿零五百万元", 1.05e8},
                  {"1亿零500万", 1.05e8},
                  {"陆佰萬圓整", 6e6},
                  {"伍億元", 5e8},
                  {"5000萬元", 5e7},
                  {"一万亿元", 1e12},
                  {"两千五百万", 2.5e7},
                  {"零元", 0},
                  {"500余万元", 5e6},
                  {"1.5千万", 1.5e7},
                  {"500百万元", 5e8},
                  {"伍佰", 5e6}});
}

TEST(Capital, ReadsFormsOfDigitsAndSigns) {
  expect_amounts({{"１０００万元", 1e7},
                  {"１，０００．５０万元", 10005000},
                  {"1.0E7元", 1e7},
                  {"5E6元", 5e6},
                  {"5.0e+06 元", 5e6},
                  {"￥500万元", 5e6},
                  {"¥5,000,000.00", 5e6},
                  {"+500万元", 5e6},
                  {"约500万元", 5e6},
                  {"≥500万元", 5e6},
                  {">=500万元", 5e6},
                  {"500万元以上", 5e6},
                  {"5 000 000元", 5e6},
                  {"5'000'000元", 5e6},
                  {"5’000’000元", 5e6},
                  {"500,0000元", 5e6},
                  {"5.000.000元", 5e6},
                  {"500\xC2\xA0万\xC2\xA0元", 5e6},
                  {"\xE3\x80\x80"
                   "500万元\xE2\x80\x8B",
                   5e6},
                  {"(500)万元", 5e6},
                  {"【500】万元", 5e6},
                  {"500万元（人民币伍佰万元整）", 5e6},
                  {"人民币伍佰万元整（¥5,000,000.00）", 5e6},
                  {"注册资本：500万元", 5e6},
                  {"万元：500", 5e6},
                  {"500.00", 5e6},
                  {".5亿元", 5e7},
                  {"500w", 5e6},
                  {"500W元", 5e6},
                  {"=\"500万元\"", 5e6},
                  {"'500", 5e6}});
}

TEST(Capital, ReadsCurrenciesInLettersAndWords) {
  expect_amounts({{"RMB 5,000,000", 5e6},
                  {"5000000 CNY", 5e6},
                  {"CNY500万", 5e6},
                  {"人民币 5,000,000", 5e6},
                  {"3200000人民币", 3.2e6},
                  {"5000000 元", 5e6},
                  {"RMB5 million", 5e6},
                  {"RMB 5m", 5e6},
                  {"CNY 0.5bn", 5e8},
                  {"500k RMB", 5e5},
                  {"5,000,000 yuan", 5e6},
                  {"ＲＭＢ５００万", 5e6},
                  {"￥5000000", 5e6}});
  expect_amounts({{"USD 1,000,000", 1e6},
                  {"US$1,000,000", 1e6},
                  {"US$ 100万", 1e6},
                  {"$1,000,000", 1e6},
                  {"100(万元美元)", 1e6},
                  {"100万美金", 1e6},
                  {"1.0 million USD", 1e6},
                  {"100万美元（折合人民币680万元）", 1e6}},
                 Currency::kUsd);
  expect_amounts({{"HK$10,000,000", 1e7}, {"1000萬港幣", 1e7}, {"HKD 1000万", 1e7}, {"1000万港元", 1e7}},
                 Currency::kHkd);
  expect_amounts({{"EUR 100,000", 1e5}, {"€100,000", 1e5}, {"10万欧元", 1e5}, {"100,000 EUR", 1e5}}, Currency::kEur);
  expect_amounts({{"3亿日圆", 3e8}, {"JPY 300,000,000", 3e8}}, Currency::kJpy);
  expect_amounts({{"100万林吉特", 1e6}, {"MYR 1,000,000", 1e6}}, Currency::kOther);
}

TEST(Capital, SaysWhereTheUnitIsLeftOpen) {
  const struct {
    const char* text;
    double yuan;
    bool unsure;
  } cases[] = {{"500人民币", 5e6, true},
               {"50000人民币", 5e4, false},
               {"RMB 500", 500, true},
               {"RMB 50000", 5e4, false},
               {"￥500", 500, true},
               {"456人民币元", 456, true},
               {"350000元人民币", 350000, false},
               {"123元1角1分", 123.11, false},
               {"5000000", 5e10, true},
               {"999999", 999999e4, false},
               {"500", 5e6, false},
               {"500万元", 5e6, false},
               {"0元", 0, false}};
  for (const auto& c : cases) {
    const auto value = parse_capital(c.text);
    EXPECT_NEAR(value.amount, c.yuan, 1e-6) << c.text;
    EXPECT_EQ(value.unsure, c.unsure) << c.text;
  }
}

TEST(Capital, TheHeadersUnitIsOfBareNumbers) {
  const MoneyUnit wan{1e4, {}, true}, yuan{1, {}, true}, yi{1e8, {}, true}, dollars{1e4, Currency::kUsd, true};
  expect_amounts({{"500", 5e6},
                  {"500.00", 5e6},
                  {"5,000", 5e7},
                  {"500万元", 5e6},
                  {"5000000元", 5e6},
                  {"0.05亿", 5e6},
                  {"500人民币", 5e6},
                  {"5,000,000 CNY", 5e6},
                  {"伍佰", 5e6}},
                 Currency::kCny, &wan);
  expect_amounts({{"5000000", 5e6}, {"5,000,000.00", 5e6}, {"500万", 5e6}, {"500万人民币", 5e6}}, Currency::kCny,
                 &yuan);
  expect_amounts({{"0.05", 5e6}, {"500万", 5e6}}, Currency::kCny, &yi);
  expect_amounts({{"100", 1e6}, {"100万", 1e6}, {"100万美元", 1e6}}, Currency::kUsd, &dollars);
  expect_amounts({{"500万元人民币", 5e6}, {"5000000元", 5e6}}, Currency::kCny, &dollars);
}

TEST(MoneyUnit, IsReadFromItsWords) {
  const struct {
    const char* text;
    double scale;
    Currency currency;
    const char* words;
  } cases[] = {{"万元", 1e4, Currency::kCny, "万元"},
               {"元", 1, Currency::kCny, "元"},
               {"亿元", 1e8, Currency::kCny, "亿元"},
               {"百万元", 1e6, Currency::kCny, "百万元"},
               {"千元", 1e3, Currency::kCny, "千元"},
               {"万元人民币", 1e4, Currency::kCny, "万元"},
               {"万美元", 1e4, Currency::kUsd, "万美元"},
               {"CNY 10k", 1e4, Currency::kCny, "万元"},
               {"RMB 10,000", 1e4, Currency::kCny, "万元"},
               {"10,000 yuan", 1e4, Currency::kCny, "万元"},
               {"ten thousand yuan", 1e4, Currency::kCny, "万元"},
               {"RMB million", 1e6, Currency::kCny, "百万元"},
               {"万", 1e4, Currency::kCny, "万元"}};
  for (const auto& c : cases) {
    const auto unit = parse_money_unit(c.text);
    ASSERT_TRUE(unit) << c.text;
    EXPECT_EQ(unit->scale, c.scale) << c.text;
    EXPECT_EQ(unit->currency.value_or(Currency::kCny), c.currency) << c.text;
    EXPECT_EQ(unit_words(*unit), c.words) << c.text;
  }
  for (const auto* text : {"2", "500万元", "必填", "", "单元", "2023"}) EXPECT_FALSE(parse_money_unit(text)) << text;
  EXPECT_FALSE(parse_money_unit("人民币")->stated);
}

TEST(Date, UnderstandsTheRegistrysForms) {
  const Day latest = *make_day(2026, 11, 24);
  for (const auto* text : {"2019-02-08",
                           "2019/2/8",
                           "2019.02.08",
                           "20190208",
                           "2019年2月8日",
                           "2019-02-08 00:00:00",
                           "43504",
                           "1549555200000",
                           "2019/2/8 0:00:00",
                           "2019-02-08 00:00:00.0",
                           "2019-02-08T00:00:00",
                           "2019/02/08 12:00:00 AM",
                           "2019-02-07T16:00:00.000Z",
                           "2019-02-07T16:00:00+00:00",
                           "2019-02-08T00:00:00+08:00",
                           "2019-02-08T00:00:00+0800",
                           "2019-02-07 16:00:00 UTC",
                           "2019-02-08T00:00:00Z",
                           "1549555200",
                           "1549555200.0",
                           "1.5495552E12",
                           "43504.0",
                           "43504.75",
                           "1549555200000000",
                           "20190208000000",
                           "201902080000",
                           "20190208.0",
                           "二〇一九年二月八日",
                           "二零一九年二月八日",
                           "二O一九年二月八号",
                           "二○一九年二月八日",
                           "2019 年 2 月 8 日",
                           "2019年02月08日 星期五",
                           "2019年2月8日（周五）",
                           "2019年2月8日10时30分",
                           "2019/2/8 上午 12:00:00",
                           "民国108年2月8日",
                           "民國一百零八年二月八日",
                           "公元2019年2月8日",
                           "8-Feb-2019",
                           "08 FEB 2019",
                           "8th February 2019",
                           "Feb 8, 2019",
                           "February 8, 2019",
                           "Feb 8 2019 12:00AM",
                           "Fri, 08 Feb 2019 00:00:00 +0800",
                           "Fri Feb 08 00:00:00 CST 2019",
                           "Thu, 07 Feb 2019 16:00:00 GMT",
                           "Fri Feb 08 2019 00:00:00 GMT+0800 (中国标准时间)",
                           "/Date(1549555200000)/",
                           "/Date(1549555200000+0800)/",
                           "2019-02-08\xC2\xA0",
                           "\xC2\xA0"
                           "2019-02-08",
                           "２０１９－０２－０８",
                           "２０１９年２月８日",
                           "2019—02—08",
                           "'2019-02-08",
                           "=\"2019-02-08\"",
                           "\xE2\x80\x8B"
                           "2019-02-08",
                           "成立日期：2019-02-08",
                           "2019-Feb-08",
                           "2019\\02\\08"}) {
    const auto value = parse_date(text, latest);
    EXPECT_EQ(value.state, ValueState::kUnderstood) << text;
    EXPECT_EQ(to_string(value.day), "2019-02-08") << text;
  }
  const struct {
    const char* text;
    const char* day;
  } others[] = {{"2014-12-30T16:00:00.000Z", "2014-12-31"},
                {"1262275200", "2010-01-01"},
                {"43234.0", "2018-05-14"},
                {"二〇一八年七月四日", "2018-07-04"},
                {"二〇一八年十二月二十五日", "2018-12-25"},
                {"二〇一八年十月十日", "2018-10-10"},
                {"二〇一八年十一月三十一日", ""},
                {"二〇一八年五月廿五日", "2018-05-25"},
                {"28/02/2019", "2019-02-28"},
                {"02/28/2019", "2019-02-28"},
                {"28.02.2019", "2019-02-28"},
                {"05/05/2018", "2018-05-05"},
                {"1988-05-31T15:00:00.000Z", "1988-06-01"},
                {"1988-11-30T16:00:00Z", "1988-12-01"},
                {"581094000000", "1988-06-01"},
                {"-283996800000", "1961-01-01"},
                {"2018-05-14 23:30:00", "2018-05-14"},
                {"2018-05-14T20:00:00-05:00", "2018-05-15"}};
  for (const auto& c : others) {
    const auto value = parse_date(c.text, latest);
    EXPECT_EQ(value.state == ValueState::kUnderstood ? to_string(value.day) : "", c.day) << c.text;
  }
  for (const auto* text : {"2019-02-30",
                           "1600-01-01",
                           "2030-01-01",
                           "昨天",
                           "2019-13-01",
                           "18-05-14",
                           "18/5/14",
                           "14-May-18",
                           "08/02/2019",
                           "2019",
                           "2019-02",
                           "2019年2月",
                           "201902",
                           "至今",
                           "长期",
                           "2019-02-08 - 2039-02-07",
                           "2019-02-08至2039-02-07",
                           "2019-02-08 25:00",
                           "2019-02-08 00:61",
                           "1970-01-01",
                           "107年5月14日",
                           "2019-02-08前",
                           "12345678901234567890"}) {
    EXPECT_EQ(parse_date(text, latest).state, ValueState::kNotUnderstood) << text;
  }
  for (const auto* text : {"", "-", "N/A", "无", "NULL", "\\N", "0000-00-00", "0000-00-00 00:00:00", "0001-01-01",
                           "0001-01-01T00:00:00Z", "1900-01-01", "1900-01-00", "1900/1/1 0:00:00", "1899-12-30",
                           "9999-12-31", "9999-12-31 23:59:59", "0", "NaT", "#N/A"}) {
    EXPECT_EQ(parse_date(text, latest).state, ValueState::kAbsent) << text;
  }
}

TEST(Standing, IsReadFromWords) {
  for (const auto* text : {"注销",     "吊销",           "吊销未注销", "吊销，未注销",   "吊销,未注销",
                           "企业除名", "除名",           "撤销",       "迁出",           "已迁出",
                           "清算",     "停业",           "歇业",       "责令关闭",       "Cancelled",
                           "CANCELED", "REVOKED",        "Dissolved",  "Struck off",     "De-registered",
                           "Inactive", "In liquidation", "注 销",      "註銷",           "廢止",
                           "注销企业", "吊销并注销",     "已解散",     "破产",           "非存续",
                           "停止营业", "not active",     "Closed",     "简易注销公告中", "注\xE3\x80\x80销"}) {
    EXPECT_EQ(parse_standing(text), Standing::kGone) << text;
  }
  for (const auto* text : {"存续",
                           "在业",
                           "开业",
                           "在营",
                           "正常",
                           "存续（在营、开业、在册）",
                           "存续(在营、开业、在册)",
                           "Active",
                           "ACTIVE",
                           "经营异常",
                           "列入经营异常名录",
                           "未注销",
                           "非注销",
                           "未吊销",
                           "未被吊销、未注销",
                           "not revoked",
                           "仍注册",
                           "迁入",
                           "筹建",
                           "存 续",
                           "Registered",
                           "In business",
                           "正常（未注销）"}) {
    EXPECT_EQ(parse_standing(text), Standing::kThere) << text;
  }
  for (const auto* text : {"", "-", "NULL", "未知", "—", "N/A"})
    EXPECT_EQ(parse_standing(text), Standing::kNotStated) << text;
  for (const auto* text : {"1", "K", "酒泉", "2019-02-28"})
    EXPECT_EQ(parse_standing(text), Standing::kNotUnderstood) << text;
}

TEST(Listed, IsReadFromCodesAndWords) {
  const Day today = *make_day(2026, 11, 24);
  for (const auto* text : {"600875",   "600875.SH", "SH600875",     "01072.HK",     "700.HK",     "875",
                           "600875.0", "NYSE:BABA", "BABA",         "是",           "Yes",        "TRUE",
                           "1",        "已上市",    "A股",          "主板上市",     "科创板",     "上海证券交易所",
                           "√",        "NASDAQ",    "600875,01072", "６００８７５", "2010-08-06", "Listed",
                           "上市公司"}) {
    EXPECT_EQ(parse_listed(text, today), std::optional(true)) << text;
  }
  for (const auto* text :
       {"",         "-",      "--",     "—",          "/",        "\\N",    "NULL",  "null",   "None",   "nan",
        "N/A",      "#N/A",   "#REF!",  "无",         "暂无",     "未公开", "——",    "*",      "未知",   "0",
        "0.0",      "000000", "否",     "No",         "n",        "false",  "FALSE", "未上市", "非上市", "非上市公司",
        "尚未上市", "拟上市", "已退市", "Not listed", "unlisted", "×",      "没有"}) {
    EXPECT_EQ(parse_listed(text, today), std::optional(false)) << text;
  }
  for (const auto* text : {"2", "某某", "酒泉市"}) EXPECT_FALSE(parse_listed(text, today)) << text;
}

}  // namespace
}  // namespace lianzhao::registry
