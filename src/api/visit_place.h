// Where a visit took place and which of the zone's regions it counts for, by one rule for requests and workbooks.
#pragma once

#include <string>

#include "ledger/trips/visit.h"
#include "workspace/engine.h"

namespace lianzhao::api {

// The zone's region that a place lies in; "" for none.
std::string region_of_place(const workspace::Engine& engine, PlaceCode place);

// Fills in place and region. The place: as given, else that of the firm in the registry, at a reception the zone.
// The region: that of the place; at a reception of where the firm sits, as it came from there; else the trip's.
// `visit` has its kind; codes that are not known are 0.
void place_visit(const workspace::Engine& engine, PlaceCode given, PlaceCode firm_place,
                 const std::string& trip_region, ledger::Visit& visit);

}  // namespace lianzhao::api
