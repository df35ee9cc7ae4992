#include "ledger/trips/trip_plan.h"

#include "ledger/records_impl.h"
#include "ledger/rules.h"

namespace lianzhao::ledger {

Status RecordTraits<TripPlanRecord>::rules(const TripPlanRecord& plan) {
  return all_of({check_text("name", plan.name, 480),
                 check_word("state", plan.state, {"computing", "ready", "failed", "adopted"})});
}

template class Records<TripPlanRecord>;

}  // namespace lianzhao::ledger
