// Counting rules (口径): which entries count, and in which month. A rule is never changed; a new version has another
// id, and sums under different versions are never compared with each other.
#pragma once

#include <span>

#include "ledger/capital/entry.h"

namespace lianzhao::ledger::capital {

// Which date of an entry is its clock: the payment's, or that of the passed audit (the usual one).
enum class ClockDate : std::uint8_t { kPaid, kAudited };
std::string_view name_of(ClockDate clock);
std::optional<ClockDate> parse_clock(std::string_view name);

struct Rule {
  std::string id;
  std::vector<Origin> origins;      // counted; local capital usually is not
  std::vector<Use> uses;            // usually fixed investment only
  std::vector<Evidence> evidences;  // accepted
  ClockDate clock = ClockDate::kAudited;
  std::int64_t minimum_fen = 0;  // smaller entries do not count
  bool exclude_second_phase = true;
  bool base_restated = true;  // earlier years are counted by it too; else only their stated bases are known by it
};

// Whether an entry counts, and the reason either way, in both languages.
struct Verdict {
  bool counts = false;
  std::string zh, en;
};
Verdict judge(const Rule& rule, const Entry& entry);

// The month in which an entry counts: that of its clock date, or, where that month was closed before the date became
// known, the first that was still open then. Closing a month closes all before it. nullopt: it has no clock date
// (audit not passed).
std::optional<Month> period_of(const Rule& rule, const Entry& entry, std::span<const Close> closes);

}  // namespace lianzhao::ledger::capital
