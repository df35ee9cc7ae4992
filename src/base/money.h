// Money is whole fen (1/100 of the currency's unit); a foreign amount becomes yuan by a stated rate.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lianzhao {

enum class Currency : std::uint8_t {
  kCny,
  kUsd,
  kHkd,
  kEur,
  kJpy,
  kTwd,
  kGbp,
  kKrw,
  kSgd,
  kAud,
  kCad,
  kChf,
  kMop,
  kOther
};

std::string_view iso_code(Currency currency);  // "CNY"; "XXX" for kOther

// Yuan for one unit of a currency, fixed reference values for size classes only (never for accounting): rounded means
// of the years 2015-2025 as generally known, unverified. 0 for kOther.
double reference_rate(Currency currency);

struct Money {
  std::int64_t fen = 0;
  friend constexpr auto operator<=>(Money, Money) = default;
};

std::string to_string(Money money);  // "12345.67"

// An amount in yuan for reading: "2.8 亿元", "9000 万元", "350 元"; in English "CNY 280 m", "CNY 2.8 bn".
std::string yuan_in_words(double yuan, bool english = false);

}  // namespace lianzhao
