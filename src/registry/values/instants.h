// From an instant to the day in China.
#pragma once

#include <cstdint>

#include "base/day.h"

namespace lianzhao::registry {

// The day on which an instant (seconds since 1970-01-01T00:00:00Z) falls in China: UTC+8, and UTC+9 in the summers of
// 1986-1991, when clocks were an hour ahead: a firm registered on 1988-06-01 is exported as 1988-05-31T15:00:00Z.
// Summer time by the IANA time zone database (Asia/Shanghai): from 1986-05-04, later from the second Sunday of April,
// to the second Sunday of September. Older editions begin it a week earlier in some years; so does this function, as
// exports were made with them.
constexpr Day day_in_china(std::int64_t seconds) {
  constexpr std::int64_t kDay = 86'400, kHour = 3'600;
  const auto day_at = [](std::int64_t local) {
    const auto days = local >= 0 ? local / kDay : -((-local + kDay - 1) / kDay);
    return Day{static_cast<std::int32_t>(days)};
  };
  const Day day = day_at(seconds + 8 * kHour);
  const int year = day.year();
  if (year < 1986 || year > 1991) return day;
  const auto sunday_from = [year](unsigned month, unsigned from) {
    const Day first = *make_day(year, month, from);
    return Day{first.since_epoch + (10 - first.since_epoch % 7) % 7};  // 1970-01-04 was a Sunday
  };
  const Day begin = year == 1986 ? *make_day(1986, 5, 4) : sunday_from(4, 10);
  const Day end = sunday_from(9, 11);
  return day >= begin && day < end ? day_at(seconds + 9 * kHour) : day;
}

}  // namespace lianzhao::registry
