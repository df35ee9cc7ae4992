// What is counted from the records: rates of return visits, and what groups reached of their targets.
//
//   firms_visited   firms with a visit in the period
//   firms_returned  of these, the firms with a return visit on or after the day of their first visit of the period
//   rate            firms_returned / firms_visited
//
// A firm is its key, or its name where it has none. Return visits and receptions are counted beside.
#pragma once

#include <map>
#include <tuple>

#include "ledger/trips/group_targets.h"

namespace lianzhao::ledger {

struct Period {
  std::optional<Day> from, to;  // both included
};

struct VisitRate {
  std::string key;  // id of a group, or of a region ("": none of the zone's)
  std::int64_t trips = 0, visits = 0, firms_visited = 0, firms_returned = 0, return_visits = 0, receptions = 0;
};
enum class RateBy : std::uint8_t { kGroup, kRegion };
// Trips are those begun in the period that took place (under way or done). In the order of keys.
Result<std::vector<VisitRate>> visit_rates(store::Database& database, const Access& access, RateBy by,
                                           const Period& period);

// Group, quarter (1-4), indicator -> what was reached in a year.
//   trips             begun, under way or done
//   visits, return-visits, receptions   logged
//   leads             received, without the rejected
//   signed, started, in-production      projects that reached the stage, without the dropped
//   signed-investment yuan, of the signed ones
//   arrived-capital   yuan, by the counting rule in force (see capital)
using Reached = std::map<std::tuple<std::string, int, std::string>, double>;
Result<Reached> reached(store::Database& database, const std::string& zone, int year);

}  // namespace lianzhao::ledger
