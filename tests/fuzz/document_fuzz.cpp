// Chains as JSON documents, as the editor sends them: a chain or problems; a chain can be written and read again.
#include "atlas/chain_document.h"
#include "fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lianzhao;
  using fuzz::require;
  const auto read = atlas::read_document(fuzz::view_of(data, size), "document");
  require(read.chain.has_value() == read.problems.empty(), "a chain is without problems");
  for (const auto& problem : read.problems) {
    require(!problem.rule.empty() && !problem.message.empty(), "a problem is named");
    require(problem.pointer.empty() || problem.pointer.front() == '/', "a pointer begins with a slash");
  }
  require(atlas::chain_from_document(fuzz::view_of(data, size), "document").ok() == read.chain.has_value(),
          "both ways of reading agree");
  if (!read.chain) return 0;
  const auto& chain = *read.chain;
  require(chain.order.size() == chain.nodes.size(), "all nodes are in order");
  for (const auto& edge : chain.edges)
    require(edge.from < chain.nodes.size() && edge.to < chain.nodes.size(), "an edge joins nodes");
  const auto text = atlas::document_of(chain);
  const auto again = atlas::read_document(text, "document");
  require(again.chain.has_value(), "what is written can be read");
  require(atlas::document_of(*again.chain) == text, "and is the same");
  require(atlas::changes_between(chain, *again.chain).empty(), "with nothing changed");
  return 0;
}
