// Instant: a moment as microseconds since 1970-01-01 00:00 UTC; the only time type of records. The clock is injected.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lianzhao {

struct Instant {
  std::int64_t micros = 0;
  friend constexpr auto operator<=>(Instant, Instant) = default;
};

struct Span {  // a length of time
  std::int64_t micros = 0;
  friend constexpr auto operator<=>(Span, Span) = default;
};
constexpr Span seconds(std::int64_t count) {
  return {count * 1'000'000};
}
constexpr Span minutes(std::int64_t count) {
  return seconds(count * 60);
}
constexpr Span hours(std::int64_t count) {
  return minutes(count * 60);
}
constexpr Instant operator+(Instant at, Span span) {
  return {at.micros + span.micros};
}
constexpr Instant operator-(Instant at, Span span) {
  return {at.micros - span.micros};
}
constexpr Span operator-(Instant to, Instant from) {
  return {to.micros - from.micros};
}

struct Day;
Day day_in_china(Instant at);  // the date at UTC+8

std::string to_rfc3339(Instant at);                           // "2026-11-24T08:30:00.123456Z", without zero fractions
std::optional<Instant> parse_rfc3339(std::string_view text);  // any offset; nullopt where it is none

class InstantClock {
 public:
  virtual ~InstantClock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
};

class SystemInstantClock : public InstantClock {
 public:
  [[nodiscard]] Instant now() const override;
};

}  // namespace lianzhao
