#include "api/handlers/trip_parts.h"

#include "api/visit_place.h"
#include "base/instant.h"

namespace lianzhao::api::handlers {

Problem no_such_firm(std::string pointer) {
  const auto why = why_refused(Unlisted::kRefuse);
  return bad_field(std::move(pointer), "bad-choice", why.zh, why.en);
}

bool is_place(const Desk& desk, std::int64_t code) {
  return code > 0 && code < 1'000'000 && desk.engine->places().find({static_cast<std::uint32_t>(code)});
}

const targeting::Region* region_named(const Desk& desk, std::string_view id) {
  for (const auto& region : desk.engine->zone().regions) {
    if (region.id == id) return &region;
  }
  return nullptr;
}

std::string region_at(const Desk& desk, PlaceCode place) {
  return region_of_place(*desk.engine, place);
}

Words region_words(const Desk& desk, std::string_view id) {
  if (id.empty()) return {"其他", "Elsewhere"};
  if (const auto* region = region_named(desk, id)) return {region->zh, region->en};
  return {std::string(id), std::string(id)};
}

Day today(const Desk& desk) {
  return day_in_china(desk->tools.clock.now());
}

std::string instant_cell(Instant at) {
  return to_rfc3339(at);
}

void between_days(ledger::ListQuery& query, const std::string& column, std::optional<Day> first,
                  std::optional<Day> last) {
  if (first) query.conditions.push_back({"t." + column + " >= {}", {first->since_epoch}});
  if (last) query.conditions.push_back({"t." + column + " <= {}", {last->since_epoch}});
}

}  // namespace lianzhao::api::handlers
