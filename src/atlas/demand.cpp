#include "atlas/demand.h"

#include <algorithm>

namespace lianzhao::atlas {

std::vector<NodeDemand> propagate_demand(const Chain& chain, std::span<const NodeInput> inputs) {
  std::vector<NodeDemand> demand(chain.nodes.size());
  std::vector<std::vector<std::size_t>> leaving(chain.nodes.size());  // edges n -> m, by n
  for (std::size_t i = 0; i < chain.edges.size(); ++i) leaving[chain.edges[i].from].push_back(i);
  // chain.order has every node behind all that it is made from; demand runs the other way.
  for (auto at = chain.order.rbegin(); at != chain.order.rend(); ++at) {
    auto& own = demand[*at];
    own.total = own.in_place = inputs[*at].plan;
    for (const auto index : leaving[*at]) {
      const auto& edge = chain.edges[index];
      if (!edge.coefficient) continue;
      const double real = std::max(inputs[edge.to].plan, inputs[edge.to].capacity);
      const DemandTerm term{index, std::max(demand[edge.to].total, real), real, edge.coefficient->middle()};
      own.total += term.quantity();
      own.in_place += term.quantity_in_place();
      own.terms.push_back(term);
    }
  }
  return demand;
}

}  // namespace lianzhao::atlas
