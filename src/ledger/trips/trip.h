// Trips (外出招商): which group went or goes where, when, to meet whom, at what cost, with what result.
#pragma once

#include "ledger/records.h"

namespace lianzhao::ledger {

struct Trip : Stamp {
  std::string name, group_id;
  std::string region;  // of the zone's regions, "" for none
  Json cities;         // [GB/T 2260 codes]
  Day from_day, to_day;
  std::string purpose;
  Strings participants;  // user ids
  Json firms;            // [{"firm": key or null, "name"}], those to meet
  std::optional<std::int64_t> cost_fen;
  std::string result;
  std::string state = "planned";  // planned | under-way | done | cancelled
  std::optional<std::string> plan_id;
  bool synthetic = false;
};
BOOST_DESCRIBE_STRUCT(Trip, (Stamp),
                      (name, group_id, region, cities, from_day, to_day, purpose, participants, firms, cost_fen,
                       result, state, plan_id, synthetic))
template <>
struct RecordTraits<Trip> : RecordTraitsBase {
  static constexpr std::string_view table = "trips", kind = "trip", zh = "这次外出", group = "t.group_id",
                                    sort = "-from_day";
  static constexpr std::string_view searched[] = {"name", "purpose", "result"};
  static std::string owner(const Trip& trip) { return trip.group_id; }
  static Status rules(const Trip& trip);
};

}  // namespace lianzhao::ledger
