// Demand propagated up a chain (docs/diagnosis.md).
//
// Each node m runs at an activity A(m), in units of m a year:
//
//   R(m) = max(plan(m), capacity(m))       what is really there: projects planned, makers in place
//   A(m) = max(D(m), R(m))                 with what the rest of the chain would ask for
//   D(n) = plan(n) + sum over edges n -> m with a coefficient c of c * A(m)
//   I(n) = plan(n) + sum of c * R(m)       the part of D(n) whose customers are in place or planned
//
// So a maker that is in the zone asks for its inputs even where the zone itself does not buy its product, and a gap
// asks for its own inputs as if it were filled. Edges without a coefficient carry no quantity.
#pragma once

#include <span>
#include <vector>

#include "atlas/atlas.h"

namespace lianzhao::atlas {

// What is known of a node in the zone, in units of the node a year.
struct NodeInput {
  double plan = 0;      // demand stated for the node itself: projects planned
  double capacity = 0;  // of the makers in the zone
};

// One term of the sum D(n).
struct DemandTerm {
  std::size_t edge = 0;    // of the chain
  double activity = 0;     // A(m), units of m a year
  double in_place = 0;     // R(m)
  double coefficient = 0;  // units of n for one unit of m
  [[nodiscard]] double quantity() const { return activity * coefficient; }
  [[nodiscard]] double quantity_in_place() const { return in_place * coefficient; }
};

struct NodeDemand {
  double total = 0;     // D(n)
  double in_place = 0;  // I(n) <= D(n)
  std::vector<DemandTerm> terms;
};

// `inputs` and the result are indexed like chain.nodes. Linear in nodes and edges.
std::vector<NodeDemand> propagate_demand(const Chain& chain, std::span<const NodeInput> inputs);

}  // namespace lianzhao::atlas
