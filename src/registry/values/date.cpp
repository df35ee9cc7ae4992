// Dates of registries: numbers of year, month and day with any separators, or one number.
#include <array>
#include <cstdint>

#include "registry/values/values.h"

namespace lianzhao::registry {
namespace {

constexpr Day kEarliest = *make_day(1850, 1, 1);
constexpr Day kExcelZero = *make_day(1899, 12, 30);  // Excel's day 0, its imaginary 1900-02-29 taken into account

bool is_absent(std::string_view text) {
  return text.empty() || text == "N/A" || text == "-" || text == "--" || text == "无" || text == "null" ||
         text == "NULL" || text == "0000-00-00" || text == "1900-01-00";
}

}  // namespace

DateValue parse_date(std::string_view text, Day latest) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  DateValue result;
  if (is_absent(text)) return result;
  result.state = ValueState::kNotUnderstood;
  const auto take = [&](std::optional<Day> day) {
    if (!day || *day < kEarliest || *day > latest) return result;
    return DateValue{ValueState::kUnderstood, *day};
  };

  // Up to three numbers; anything between them separates; a time after a blank or 'T' is passed over.
  std::array<std::uint64_t, 3> numbers{};
  std::array<std::size_t, 3> digits{};
  std::size_t count = 0;
  bool in_number = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c >= '0' && c <= '9') {
      if (!in_number && count == 3) return result;
      if (!in_number) ++count;
      in_number = true;
      if (++digits[count - 1] > 15) return result;
      numbers[count - 1] = numbers[count - 1] * 10 + static_cast<std::uint64_t>(c - '0');
      continue;
    }
    if (in_number && count == 3) {
      // Behind the day: 日, 号, or a time.
      const auto rest = text.substr(i);
      if (c == ' ' || c == 'T' || rest == "日" || rest == "号" || rest.substr(0, 4) == "日 ") break;
      return result;
    }
    in_number = false;
    const bool chinese = static_cast<unsigned char>(c) >= 0x80;
    if (!chinese && c != '-' && c != '/' && c != '.' && c != ' ') return result;
  }
  if (count == 3 && digits[0] == 4 && digits[1] <= 2 && digits[2] <= 2) {
    return take(
        make_day(static_cast<int>(numbers[0]), static_cast<unsigned>(numbers[1]), static_cast<unsigned>(numbers[2])));
  }
  if (count == 1 && digits[0] == text.size()) {
    const std::uint64_t n = numbers[0];
    if (digits[0] == 8) {
      return take(make_day(static_cast<int>(n / 10000), static_cast<unsigned>(n / 100 % 100),
                           static_cast<unsigned>(n % 100)));
    }
    if (digits[0] == 5 && n >= 10'000 && n <= 80'000)
      return take(Day{kExcelZero.since_epoch + static_cast<std::int32_t>(n)});
    if (digits[0] >= 12 && digits[0] <= 13) {
      constexpr std::uint64_t kDay = 86'400'000, kChina = 8 * 3'600'000;  // a registry's midnight is China's
      return take(Day{static_cast<std::int32_t>((n + kChina) / kDay)});
    }
  }
  return result;
}

}  // namespace lianzhao::registry
