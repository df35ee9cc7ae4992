#include "api/visit_place.h"

namespace lianzhao::api {

std::string region_of_place(const workspace::Engine& engine, PlaceCode place) {
  const auto* region = place.known() ? engine.zone().region_of(place) : nullptr;
  return region ? region->id : std::string();
}

void place_visit(const workspace::Engine& engine, PlaceCode given, PlaceCode firm_place,
                 const std::string& trip_region, ledger::Visit& visit) {
  const bool reception = visit.kind == "reception";
  const auto at = given.known() ? given : reception ? engine.zone().place : firm_place;
  visit.place = at.value;
  const bool at_home = at.known() && engine.zone().place.contains(at);
  visit.region = region_of_place(engine, reception && (at_home || !at.known()) ? firm_place : at);
  if (visit.region.empty()) visit.region = trip_region;
}

}  // namespace lianzhao::api
