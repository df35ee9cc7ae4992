// The day of the zone's people at a moment: China Standard Time, UTC+8, without summer time.
#pragma once

#include "base/day.h"
#include "base/instant.h"

namespace lianzhao {

constexpr Day china_day(Instant at) {
  constexpr std::int64_t kDay = 86'400'000'000;
  const auto local = (at + hours(8)).micros;
  return Day{static_cast<std::int32_t>(local >= 0 ? local / kDay : (local - kDay + 1) / kDay)};
}

}  // namespace lianzhao
