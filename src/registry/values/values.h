// Values of a registry row: capital, date, credit code, place. Every parser is total: it never throws, never
// allocates on the hot path, and says why it did not understand.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/day.h"
#include "base/money.h"

namespace lianzhao::registry {

// What became of one value: absent ('', 'N/A', '-', '无', 'null'), understood, or not understood (with a stable
// reason).
enum class ValueState : std::uint8_t { kAbsent, kUnderstood, kNotUnderstood };

struct CapitalValue {
  ValueState state = ValueState::kAbsent;
  double amount = 0;  // in units of the currency (yuan, dollars ...), not 万
  Currency currency = Currency::kCny;
};
// '500万人民币', '3000.000000万元', '1,000万美元', '伍佰万元', '3.1000(万元)', '1,000(万元人民币)',
// '27,850.0875(万)', '1.2亿元', '人民币伍仟万元整', '100万港币'. '见章程', negative and absurd (over 10^15) amounts:
// not understood. A bare number without unit is taken as 万元, the registry's convention.
CapitalValue parse_capital(std::string_view text);

struct DateValue {
  ValueState state = ValueState::kAbsent;
  Day day{};
};
// '2019-02-28', '2019/2/8', '2019.02.08', '20190208', '2019年2月8日', '2019-02-28 00:00:00', Excel serials
// 10000..80000 (as whole numbers of five digits), Unix milliseconds. Not understood: 2019-02-30, before 1850-01-01,
// after `latest`.
DateValue parse_date(std::string_view text, Day latest);

}  // namespace lianzhao::registry
