#include "targeting/node_query.h"

#include <algorithm>

namespace lianzhao::targeting {

registry::QueryNode node_terms(const registry::Snapshot& snapshot, const FoldTable& table, const atlas::Node& node) {
  registry::QueryNode wanted{node.id, {}};
  const auto add = [&](const std::vector<std::string>& terms, float weight) {
    for (const auto& term : terms) {
      if (const auto id = snapshot.find_term(to_utf8(fold(table, term)))) wanted.terms.push_back({*id, weight});
    }
  };
  add(node.terms, 1);
  add(node.weak_terms, kWeakTermWeight);
  return wanted;
}

Result<MakerSurvey> survey_makers(const registry::QueryEngine& engine, const FoldTable& table, const Places& places,
                                  const atlas::Node& node, PlaceCode zone) {
  registry::Query query;
  query.nodes = {node_terms(engine.snapshot(), table, node)};
  query.top = 200;
  query.with_branches = false;
  MakerSurvey survey;
  if (query.nodes.front().terms.empty()) return survey;
  auto result = engine.search(query);
  if (!result) return result.error();
  const auto* centre = places.find(zone);
  std::vector<double> distances;
  for (const auto& hit : result->hits) {
    if (hit.parts[static_cast<std::size_t>(registry::Part::kCapability)] < kCapable) continue;
    const PlaceCode at{engine.snapshot().hot(hit.firm)->place};
    if (zone.contains(at)) continue;
    ++survey.capable;
    if (const auto* place = places.find(at); place && centre) {
      distances.push_back(distance_km(centre->location, place->location));
    }
  }
  survey.more = result->hits.size() == query.top && survey.capable + 20 > query.top;
  if (!distances.empty()) {
    const auto middle = distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2);
    std::nth_element(distances.begin(), middle, distances.end());
    survey.median_distance_km = *middle;
  }
  return survey;
}

}  // namespace lianzhao::targeting
