// Whether a plan can keep its promise ("30 days from draft agreement to landing"), and if not, what stands in the
// way.
#pragma once

#include "planning/landing/binding.h"
#include "planning/landing/schedule.h"

namespace lianzhao::planning {

enum class Verdict : std::uint8_t {
  kMet,                   // at the likely durations
  kOnlyInHaste,           // at the low durations, not at the likely ones
  kImpossibleInPractice,  // not even at the low durations, though the law allows it
  kImpossibleByLaw,       // the statutory minima alone take longer
};
std::string_view name_of(Verdict verdict);  // "met"

struct Readiness {
  std::size_t task = 0;
  Day start_by, finish_by;  // the latest, so that nothing after day 0 waits for it
};

struct TargetCheck {
  Verdict verdict = Verdict::kMet;
  int days = 0;                       // promised
  int likely_days = 0;                // what the plan takes at the likely durations
  int low_days = 0;                   // at the low ones
  int lawful_days = 0;                // under the statutory minima alone
  Day due;                            // day 0 of the promise plus `days`
  std::vector<Demand> binding;        // the smallest set that makes it impossible; empty where it is possible
  int binding_days = 0;               // what that set alone takes
  std::vector<Readiness> ready;       // preparable tasks that must be done before day 0 to keep the promise
  std::vector<std::size_t> to_hurry;  // kOnlyInHaste: critical tasks that must run faster than likely
  bool unprepared_met = false;        // the promise holds even when nothing is done before day 0
};

// Plans with everything preparable done before day 0; the clock starts when task target.from starts on day 0. Actual
// dates are not looked at: this is about the promise itself. Error: kBadArgument where the plan has no target.
Result<TargetCheck> check_target(const Plan& plan, const Network& network, const WorkCalendar& calendar);

}  // namespace lianzhao::planning
