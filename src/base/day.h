// Day: a calendar date as days since 1970-01-01 (proleptic Gregorian), the only date type of the project.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lianzhao {

struct Day {
  std::int32_t since_epoch = 0;

  friend constexpr auto operator<=>(Day, Day) = default;
  [[nodiscard]] constexpr int year() const {
    return static_cast<int>(
        std::chrono::year_month_day{std::chrono::sys_days{std::chrono::days{since_epoch}}}.year());
  }
};

// nullopt where there is no such date, for example 2019-02-30.
constexpr std::optional<Day> make_day(int year, unsigned month, unsigned day) {
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
  if (!date.ok()) return std::nullopt;
  return Day{static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count())};
}

std::optional<Day> parse_iso_day(std::string_view text);  // "2026-11-24" only
std::string to_string(Day day);                           // "2026-11-24"

// Whole and part years between two days, by the mean Gregorian year of 365.2425 days.
constexpr double years_between(Day from, Day to) {
  return (to.since_epoch - from.since_epoch) / 365.2425;
}

// Where "today" comes from: injected, so that tests are exact.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Day today() const = 0;  // in China Standard Time, UTC+8
};

}  // namespace lianzhao
