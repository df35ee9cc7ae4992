#include "atlas/chain_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "atlas/term_verbs.h"
#include "base/folding.h"

namespace lianzhao::atlas {
namespace {

constexpr std::size_t kMinTerm = 2, kMaxTerm = 32;

using Problems = std::vector<Problem>;

void check_ids(const Chain& chain, Problems& problems) {
  std::map<std::string, std::uint32_t> seen;
  for (const auto& node : chain.nodes) {
    const auto [known, is_new] = seen.emplace(node.id, node.line);
    if (!is_new) {
      problems.push_back({chain.path, node.line, "duplicate-node",
                          fmt::format("'{}' is a node already, in line {}", node.id, known->second)});
    }
    if (!node.id.starts_with(chain.id + ".")) {
      problems.push_back(
          {chain.path, node.line, "foreign-id", fmt::format("'{}' must begin with '{}.'", node.id, chain.id)});
    }
  }
}

void check_terms(const Chain& chain, const FoldTable& table, Problems& problems) {
  std::map<std::u16string, std::string> owner;
  for (const auto& node : chain.nodes) {
    if (node.terms.empty() && node.weak_terms.empty()) {
      problems.push_back(
          {chain.path, node.line, "no-term", fmt::format("'{}' has no term: no firm would be found", node.id)});
    }
    auto all = node.terms;
    all.insert(all.end(), node.weak_terms.begin(), node.weak_terms.end());
    for (const auto& term : all) {
      const auto folded = fold(table, term);
      if (folded.size() < kMinTerm || folded.size() > kMaxTerm) {
        problems.push_back({chain.path, node.line, "term-length",
                            fmt::format("'{}': terms have {} to {} characters", term, kMinTerm, kMaxTerm)});
      }
      for (const char16_t unit : folded) {
        const auto kind = table.class_of(unit);
        if (kind != CharClass::kOther && kind != CharClass::kLatin && kind != CharClass::kDigit &&
            kind != CharClass::kSpace && unit != u'/') {
          problems.push_back({chain.path, node.line, "term-punctuation",
                              fmt::format("'{}': punctuation separates terms in a scope", term)});
          break;
        }
      }
      const auto [known, is_new] = owner.emplace(folded, node.id);
      if (!is_new) {
        problems.push_back({chain.path, node.line, "duplicate-term",
                            fmt::format("'{}' of '{}' is a term of '{}' already", term, node.id, known->second)});
      }
    }
  }
}

void check_verbs(const Chain& chain, Problems& problems) {
  for (const auto& node : chain.nodes) {
    for (const auto* terms : {&node.terms, &node.weak_terms}) {
      for (const auto& term : *terms) {
        const auto verb = verb_of_term(term, node.kind);
        if (verb.empty()) continue;
        problems.push_back({chain.path, node.line, "term-verb",
                            fmt::format("'{}' of '{}': '{}' says what is done with the thing; write the thing alone, "
                                        "or its makers are not told from others",
                                        term, node.id, verb)});
      }
    }
  }
}

void check_figures(const Chain& chain, Problems& problems) {
  for (const auto& node : chain.nodes) {
    if (!(node.price.low > 0))
      problems.push_back({chain.path, node.line, "bad-price", fmt::format("'{}': a price is over 0", node.id)});
    if (!(node.transport_radius_km.low > 0)) {
      problems.push_back(
          {chain.path, node.line, "bad-radius", fmt::format("'{}': a transport radius is over 0", node.id)});
    }
    if (!(node.criticality.low >= 0 && node.criticality.high <= 1)) {
      problems.push_back(
          {chain.path, node.line, "bad-criticality", fmt::format("'{}': criticality is 0 to 1", node.id)});
    }
  }
}

void check_codes(const Chain& chain, Problems& problems) {
  for (const auto& node : chain.nodes) {
    if (node.gbt4754.empty())
      problems.push_back(
          {chain.path, node.line, "missing-gbt4754", fmt::format("'{}' has no GB/T 4754-2017 code", node.id)});
    for (const auto& code : node.gbt4754) {
      const bool digits =
          std::all_of(code.begin() + (code.empty() ? 0 : 1), code.end(), [](char c) { return c >= '0' && c <= '9'; });
      if ((code.size() != 5 && code.size() != 4) || code[0] < 'A' || code[0] > 'T' || !digits) {
        problems.push_back({chain.path, node.line, "bad-gbt4754", fmt::format("'{}' is no code like C3415", code)});
      }
    }
  }
}

void check_orphans(const Chain& chain, Problems& problems) {
  std::set<std::size_t> connected;
  for (const auto& edge : chain.edges) connected.insert({edge.from, edge.to});
  for (std::size_t i = 0; i < chain.nodes.size(); ++i) {
    if (!connected.contains(i)) {
      problems.push_back(
          {chain.path, chain.nodes[i].line, "orphan", fmt::format("'{}' is on no edge", chain.nodes[i].id)});
    }
  }
}

void check_cycles(const Chain& chain, Problems& problems) {
  const auto order = topological_order(chain);
  if (order.size() == chain.nodes.size()) return;
  std::vector<bool> placed(chain.nodes.size(), false);
  for (const auto node : order) placed[node] = true;
  std::string members;
  std::uint32_t line = 1;
  for (std::size_t i = 0; i < chain.nodes.size(); ++i) {
    if (placed[i]) continue;
    if (members.empty()) line = chain.nodes[i].line;
    members += (members.empty() ? "" : ", ") + chain.nodes[i].id;
  }
  problems.push_back({chain.path, line, "cycle",
                      fmt::format("these nodes feed one another in a circle, or hang behind one: {}", members)});
}

}  // namespace

std::vector<std::size_t> topological_order(const Chain& chain) {
  std::vector<std::size_t> waiting_for(chain.nodes.size(), 0), order;
  for (const auto& edge : chain.edges) ++waiting_for[edge.to];
  for (std::size_t i = 0; i < chain.nodes.size(); ++i) {
    if (waiting_for[i] == 0) order.push_back(i);
  }
  for (std::size_t at = 0; at < order.size(); ++at) {
    for (const auto& edge : chain.edges) {
      if (edge.from == order[at] && --waiting_for[edge.to] == 0) order.push_back(edge.to);
    }
  }
  return order;
}

void check_chain(const Chain& chain, TermVerbs verbs, std::vector<Problem>& problems) {
  const FoldTable table;
  check_ids(chain, problems);
  check_terms(chain, table, problems);
  if (verbs == TermVerbs::kRefuse) check_verbs(chain, problems);
  check_figures(chain, problems);
  check_codes(chain, problems);
  check_orphans(chain, problems);
  check_cycles(chain, problems);
}

}  // namespace lianzhao::atlas
