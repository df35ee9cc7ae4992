// Chain files: a chain or problems, never neither.
#include "atlas/atlas.h"
#include "fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lianzhao;
  using fuzz::require;
  std::vector<atlas::Problem> problems;
  auto chain = atlas::read_chain(fuzz::view_of(data, size), "t.yaml", problems);
  require(chain.has_value() == problems.empty(), "a chain is without problems");
  for (const auto& problem : problems)
    require(!problem.rule.empty() && !to_string(problem).empty(), "a rule is named");
  if (!chain) return 0;
  require(chain->order.size() == chain->nodes.size(), "all nodes are in order");
  for (const auto& edge : chain->edges)
    require(edge.from < chain->nodes.size() && edge.to < chain->nodes.size(), "an edge joins nodes");
  for (const auto& node : chain->nodes)
    require(node.price.source < chain->sources.size() && node.price.low <= node.price.high,
            "a figure has its source");
  (void)atlas::Atlas({*std::move(chain)}).all_terms();
  return 0;
}
