// Trip plans as records: what was asked for, and what the planner found. They hold firms from wherever their maker
// may look, so they are the maker's own beside those who reach all.
#pragma once

#include "ledger/records.h"

namespace lianzhao::ledger {

struct TripPlanRecord : Stamp {
  std::string name;
  Json input, output;                 // the contract's TripPlanInput; {"value", "routes", "unvisited"}
  std::string state = "computing";    // computing | ready | failed | adopted
  std::optional<std::string> job_id;  // of the job that computes it, or did
};
BOOST_DESCRIBE_STRUCT(TripPlanRecord, (Stamp), (name, input, output, state, job_id))
template <>
struct RecordTraits<TripPlanRecord> : RecordTraitsBase {
  static constexpr std::string_view table = "trip_plans", kind = "trip-plan", zh = "这份行程规划",
                                    person = "t.created_by";
  static constexpr bool by_parent = true;  // whoever may edit trips may plan; the groups are checked by the handler
  static constexpr std::string_view searched[] = {"name"};
  static Status rules(const TripPlanRecord& plan);
};

}  // namespace lianzhao::ledger
