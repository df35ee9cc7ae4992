// Values of a registry row: capital, date, credit code, place. Every parser is total: it never throws, never
// allocates on the hot path, and says why it did not understand.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/day.h"
#include "base/money.h"

namespace lianzhao::registry {

// What became of one value: absent (says_nothing() of base/cell.h), understood, or not understood (with a stable
// reason).
enum class ValueState : std::uint8_t { kAbsent, kUnderstood, kNotUnderstood };

// The unit that a column's header states for its amounts: '注册资本（万美元）'.
struct MoneyUnit {
  double scale = 1;                  // units of the currency in one of the column
  std::optional<Currency> currency;  // where one is named
  bool stated = true;                // false: the currency alone is named: '注册资本(人民币)'
};
// nullopt: the text is no unit of money. '万元', '万美元', '元/人民币', 'CNY 10k', '10,000 yuan', 'RMB million'.
std::optional<MoneyUnit> parse_money_unit(std::string_view text);
// In the words of a cell: '万美元', '元'; empty where nothing but a currency is stated.
std::string unit_words(const MoneyUnit& unit);

struct CapitalValue {
  ValueState state = ValueState::kAbsent;
  double amount = 0;  // in units of the currency (yuan, dollars ...), not 万
  Currency currency = Currency::kCny;
  // The text leaves the unit open, and the amount was read by a rule that may be wrong: a firm should be looked at.
  bool unsure = false;
};
// '500万人民币', '3000.000000万元', '1,000万美元', '伍佰万元', '3.1000(万元)', '1,000(万元人民币)', '1亿5000万',
// '13万2千', '一点五亿', '5.0E6元', 'RMB 5,000,000', 'USD 1.5 million', '123元1角1分', '5000萬元',
// '500万元（伍佰万元整）'.
//
// The unit, in this order: the cell's own; that of the header (`unit`); else
// - a bare number is in 万元, the registry's convention (unsure from 10^6 on: 100 亿元);
// - a currency's code or sign (RMB, CNY, USD, ￥, $) means that currency's own unit (unsure below 10,000);
// - a currency's Chinese name without 元 (人民币, 港币) means its unit from 10,000 on, below 万 (unsure): of the
//   registries seen, such amounts are either 3,200,000 (yuan) or 50 (万元).
// An amount under 1,000 stated in 元 is unsure too: in those registries it is 万元 as a rule.
//
// Not understood: '见章程', negative and absurd (over 10^15) amounts, ranges, upper bounds, amounts that disagree.
CapitalValue parse_capital(std::string_view text, const MoneyUnit* unit = nullptr);

struct DateValue {
  ValueState state = ValueState::kAbsent;
  Day day{};
};
// '2019-02-28', '2019/2/8', '2019.02.08', '20190208', '2019年2月8日', '二〇一九年二月八日', '民国108年2月8日',
// '8-Feb-2019', 'Feb 8, 2019', '28/02/2019' (not 08/02/2019: month or day), each perhaps with a weekday and a time.
// A time with an offset ('2014-12-30T16:00:00Z') is the day in China then, summer time of 1986-1991 included. Excel
// serials 10000..80000, perhaps with a fraction; Unix seconds, milli-, micro- and nanoseconds.
// Absent: what stands for no date (0001-01-01, 1900-01-01, 9999-12-31 ...). Not understood: 2019-02-30, years of two
// digits, a month alone, before 1850-01-01, after `latest`, 1970-01-01 (an empty timestamp rather than a firm).
DateValue parse_date(std::string_view text, Day latest);

// What a registry says of a firm's standing. Gone: 注销, 吊销, 撤销, 除名, 迁出, 清算, 停业, 歇业, 责令关闭,
// 'Cancelled', 'revoked', 'dissolved' and their like; a firm with 经营异常 is there still, and so is one that is
// 未注销.
enum class Standing : std::uint8_t { kNotStated, kThere, kGone, kNotUnderstood };
Standing parse_standing(std::string_view text);

// Whether a firm is listed, from a stock code ('600875', 'SH600875', '1072.HK', 'NYSE:BABA'), a word ('是', '已上市',
// 'A股'), or a day of listing. '-', '0', '否', '未上市', '拟上市', '已退市': no. nullopt: not understood.
std::optional<bool> parse_listed(std::string_view text, Day today);

}  // namespace lianzhao::registry
