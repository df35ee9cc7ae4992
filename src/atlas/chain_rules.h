// Rules about a chain as a whole, one function a rule. Internal to the chain reader.
#pragma once

#include "atlas/atlas.h"
#include "atlas/term_verbs.h"

namespace lianzhao::atlas {

// Adds every problem found: identity, terms (verbs in them where they are refused), figures, cycles, orphans.
void check_chain(const Chain& chain, TermVerbs verbs, std::vector<Problem>& problems);

// Nodes, each behind all that it is made from; shorter than the nodes where there is a cycle.
std::vector<std::size_t> topological_order(const Chain& chain);

}  // namespace lianzhao::atlas
