// From a node of a chain to a query over the registry, and a survey of who makes the node's product where.
#pragma once

#include <vector>

#include "atlas/atlas.h"
#include "base/places.h"
#include "registry/query/query.h"

namespace lianzhao::targeting {

inline constexpr float kWeakTermWeight = 0.35f;  // of a broader term: a sign, not a proof

// The node's terms as the snapshot knows them; terms that are not in its vocabulary are left out (`lianzhao build`
// reads the firms again with new terms).
registry::QueryNode node_terms(const registry::Snapshot& snapshot, const FoldTable& table, const atlas::Node& node);

// Points of capability from which a firm counts as capable: a term of the node's own as the head of a phrase with
// making, processing or research, or named among its products (query.h; docs/query.md).
inline constexpr float kCapable = 2.0f;

// Capable firms outside the zone, from the best 200 of the registry.
struct MakerSurvey {
  std::size_t capable = 0;
  bool more = false;              // 200 were looked at and there are more
  double median_distance_km = 0;  // from the zone; 0 when no place is known
};

Result<MakerSurvey> survey_makers(const registry::QueryEngine& engine, const FoldTable& table, const Places& places,
                                  const atlas::Node& node, PlaceCode zone);

}  // namespace lianzhao::targeting
