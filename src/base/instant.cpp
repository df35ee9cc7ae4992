#include "base/instant.h"

#include <fmt/format.h>

#include <chrono>

#include "base/day.h"

namespace lianzhao {
namespace {

constexpr std::int64_t kSecond = 1'000'000, kDay = 86'400 * kSecond;

// Reads exactly `count` digits at `at`; -1 where there are others.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

}  // namespace

Day day_in_china(Instant at) {
  const auto local = (at + hours(8)).micros;
  return {static_cast<std::int32_t>(local / kDay - (local % kDay < 0))};
}

std::string to_rfc3339(Instant at) {
  std::int64_t day = at.micros / kDay, rest = at.micros % kDay;
  if (rest < 0) rest += kDay, --day;
  const std::int64_t second = rest / kSecond, micros = rest % kSecond;
  auto text = fmt::format("{}T{:02}:{:02}:{:02}", to_string(Day{static_cast<std::int32_t>(day)}), second / 3600,
                          second / 60 % 60, second % 60);
  if (micros != 0) text += fmt::format(".{:06}", micros);
  return text + "Z";
}

std::optional<Instant> parse_rfc3339(std::string_view text) {
  if (text.size() < 20 || (text[10] != 'T' && text[10] != 't') || text[13] != ':' || text[16] != ':') return {};
  const auto day = parse_iso_day(text.substr(0, 10));
  const int hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
  if (!day || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return {};
  std::size_t at = 19;
  std::int64_t micros = 0;
  if (text[at] == '.') {
    std::int64_t unit = kSecond / 10;
    const auto begin = ++at;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, unit /= 10)
      micros += (text[at] - '0') * unit;
    if (at == begin) return {};
  }
  std::int64_t offset = 0;
  if (at + 1 == text.size() && (text[at] == 'Z' || text[at] == 'z')) {
  } else if (at + 6 == text.size() && (text[at] == '+' || text[at] == '-') && text[at + 3] == ':') {
    const int h = digits(text, at + 1, 2), m = digits(text, at + 4, 2);
    if (h < 0 || h > 23 || m < 0 || m > 59) return {};
    offset = (text[at] == '+' ? 1 : -1) * (std::int64_t{h} * 3600 + std::int64_t{m} * 60) * kSecond;
  } else {
    return {};
  }
  return Instant{day->since_epoch * kDay + (hour * 3600 + minute * 60 + second) * kSecond + micros - offset};
}

Instant SystemInstantClock::now() const {
  using namespace std::chrono;
  return {duration_cast<microseconds>(system_clock::now().time_since_epoch()).count()};
}

}  // namespace lianzhao
