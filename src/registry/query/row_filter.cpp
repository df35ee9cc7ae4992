#include "registry/query/row_filter.h"

namespace lianzhao::registry {

RowFilter::RowFilter(const Query& query, const Places& places) {
  if (!query.with_inactive) refused_flags_ |= kFlagInactive;
  if (!query.with_branches) refused_flags_ |= kFlagBranch;
  if (query.listed_only) wanted_flags_ |= kFlagListed;
  if (query.capital_min) capital_min_ = static_cast<float>(*query.capital_min);
  if (query.capital_max) {
    capital_max_ = static_cast<float>(*query.capital_max);
    if (!query.capital_min) capital_min_ = 0;  // a capital that is not known is not small
  }
  if (query.registered_from) registered_from_ = query.registered_from->since_epoch;
  if (query.registered_to) {
    registered_to_ = query.registered_to->since_epoch;
    if (!query.registered_from) registered_from_ = HotRow::kNoDay + 1;
  }
  if (query.dataset) dataset_ = *query.dataset;
  if (query.places.empty() && !query.circle) return;

  places_.assign((1u << 20) / 64, 0);
  const auto set = [&](std::uint32_t code) {
    if (code < 1u << 20) places_[code >> 6] |= 1ull << (code & 63);
  };
  const auto wanted = [&](PlaceCode code) {
    if (query.places.empty()) return true;
    for (const auto place : query.places) {
      if (place.contains(code)) return true;
    }
    return false;
  };
  for (const auto place : query.places) set(place.value);
  for (const auto& place : places.all()) {
    if (!wanted(place.code)) continue;
    // A province's own code says too little about where the firm is for a circle around a city.
    if (query.circle && (place.code.value % 10000 == 0 ||
                         distance_km(place.location, query.circle->centre) > query.circle->radius_km)) {
      places_[place.code.value >> 6] &= ~(1ull << (place.code.value & 63));
      continue;
    }
    set(place.code.value);
  }
}

}  // namespace lianzhao::registry
