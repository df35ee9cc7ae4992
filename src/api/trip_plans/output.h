// What the planner found, as the contract has it: {"value", "routes", "unvisited"}.
#pragma once

#include "api/trip_plans/candidates.h"
#include "ledger/directory.h"
#include "planning/trips/trip_plan.h"

namespace lianzhao::api::trip_plans {

// Firms of `input` are the first of `firms`, in their order; those without a place stand in `homeless`.
std::string output_json(const workspace::Engine& engine, const ledger::Directory& names,
                        const planning::TripInput& input, const planning::TripPlan& plan,
                        const std::vector<Candidate>& firms, const std::vector<Candidate>& homeless);

}  // namespace lianzhao::api::trip_plans
