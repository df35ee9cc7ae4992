// From YAML to a chain. What can be said of one entry alone is checked here; rules about the whole chain are in
// chain_rules.cpp.
#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <map>
#include <set>

#include "atlas/atlas.h"
#include "atlas/chain_rules.h"
#include "atlas/term_verbs.h"

namespace lianzhao::atlas {
namespace {

constexpr std::size_t kMaxNesting = 32;

template <class Enum>
std::optional<Enum> parse_enum(std::string_view text, std::initializer_list<Enum> values) {
  for (const auto value : values) {
    if (name_of(value) == text) return value;
  }
  return std::nullopt;
}

// YAML's parser recurses: nesting is bounded before it sees the text. Flow brackets and indentation are what nests.
bool nests_too_deep(std::string_view text) {
  std::size_t flow = 0, indent = 0;
  bool at_begin = true;
  for (const char c : text) {
    if (c == '\n') {
      at_begin = true;
      indent = 0;
    } else if (at_begin && (c == ' ' || c == '-' || c == '?')) {
      if (++indent > 4 * kMaxNesting) return true;
    } else {
      at_begin = false;
      if (c == '[' || c == '{') ++flow;
      if ((c == ']' || c == '}') && flow > 0) --flow;
      if (flow > kMaxNesting) return true;
    }
  }
  return false;
}

// A term that is another of the chain's without its verb is left out: the other finds the same.
void take_verbs_off(Chain& chain) {
  std::set<std::string, std::less<>> known;
  for (const auto& node : chain.nodes) {
    for (const auto* terms : {&node.terms, &node.weak_terms}) {
      for (const auto& term : *terms) {
        if (without_verbs(term) == term) known.insert(term);
      }
    }
  }
  for (auto& node : chain.nodes) {
    const auto before = node.terms;
    for (auto* terms : {&node.terms, &node.weak_terms}) {
      std::vector<std::string> kept;
      for (auto& term : *terms) {
        const auto stem = without_verbs(term);
        if (stem == term || known.emplace(stem).second) kept.emplace_back(stem);
      }
      *terms = std::move(kept);
    }
    if (node.terms.empty() && node.weak_terms.empty()) node.terms = before;
  }
}

class Reader {
 public:
  Reader(const std::string& path, std::vector<Problem>& problems, TermVerbs verbs)
      : path_(path), problems_(problems), verbs_(verbs) {}

  std::optional<Chain> read(const YAML::Node& root) {
    const auto before = problems_.size();
    Chain chain;
    chain.path = path_;
    if (!root.IsMap()) {
      problem(root, "not-a-chain", "the file must be a map with chain, name, version, sources, nodes and edges");
      return std::nullopt;
    }
    chain.id = text(root, root, "chain");
    chain.name = words(root, "name");
    chain.version = day(root, "version");
    read_sources(root, chain);
    for (const auto& entry : list(root, "nodes", kMaxNodes)) {
      const auto number = chain.nodes.size();
      chain.nodes.push_back(read_node(entry));
      node_at_.emplace(chain.nodes.back().id, number);
    }
    for (const auto& entry : list(root, "edges", kMaxEdges)) read_edge(entry, chain);
    if (verbs_ == TermVerbs::kTakeOff) take_verbs_off(chain);
    check_chain(chain, verbs_, problems_);
    if (problems_.size() > before) return std::nullopt;
    chain.order = topological_order(chain);
    return chain;
  }

 private:
  static std::uint32_t line_of(const YAML::Node& node) {
    return node.IsDefined() && node.Mark().line >= 0 ? static_cast<std::uint32_t>(node.Mark().line) + 1 : 1;
  }
  void problem(const YAML::Node& at, std::string rule, std::string message) {
    problems_.push_back({path_, line_of(at), std::move(rule), std::move(message)});
  }

  std::string text(const YAML::Node& owner, const YAML::Node& map, const char* key) {
    const auto value = map[key];
    if (!value || !value.IsScalar() || value.Scalar().empty()) {
      problem(owner, fmt::format("missing-{}", key), fmt::format("'{}' is missing", key));
      return {};
    }
    return value.Scalar();
  }
  Words words(const YAML::Node& map, const char* key) {
    const auto value = map[key];
    if (!value || !value.IsMap()) {
      problem(map, fmt::format("missing-{}", key), fmt::format("'{}' is missing; write {{zh: ..., en: ...}}", key));
      return {};
    }
    return {text(map, value, "zh"), text(map, value, "en")};
  }
  Day day(const YAML::Node& map, const char* key) {
    const auto parsed = parse_iso_day(text(map, map, key));
    if (!parsed) problem(map, "bad-date", fmt::format("'{}' is no date like 2026-11-24", key));
    return parsed.value_or(Day{});
  }
  std::optional<double> number(const YAML::Node& map, const char* key) {
    const auto value = map[key];
    double parsed = 0;
    if (value && value.IsScalar() && YAML::convert<double>::decode(value, parsed)) return parsed;
    problem(map, "bad-number", fmt::format("'{}' is missing or not a number", key));
    return std::nullopt;
  }
  std::vector<YAML::Node> list(const YAML::Node& map, const char* key, std::size_t most) {
    const auto value = map[key];
    if (!value || !value.IsSequence()) {
      problem(map, fmt::format("missing-{}", key), fmt::format("'{}' must be a list", key));
      return {};
    }
    if (value.size() > most) {
      problem(value, "too-many", fmt::format("{} {}; at most {} are read", value.size(), key, most));
      return {};
    }
    return {value.begin(), value.end()};
  }
  std::vector<std::string> texts(const YAML::Node& map, const char* key) {
    std::vector<std::string> out;
    if (!map[key]) return out;
    for (const auto& item : list(map, key, 1000)) {
      if (item.IsScalar())
        out.push_back(item.Scalar());
      else
        problem(item, "not-a-text", fmt::format("'{}' must be a list of texts", key));
    }
    return out;
  }

  std::size_t source(const YAML::Node& map) {
    const auto id = text(map, map, "source");
    const auto known = source_at_.find(id);
    if (known != source_at_.end()) return known->second;
    if (!id.empty()) problem(map, "unknown-source", fmt::format("'{}' is not listed under sources", id));
    return 0;
  }
  // {value: 3, source: x}, or {low: 1, high: 2, source: x}
  Figure figure(const YAML::Node& map, const char* key) {
    const auto value = map[key];
    if (!value || !value.IsMap()) {
      problem(map, fmt::format("missing-{}", key),
              fmt::format("'{}' is missing; write {{value: ..., source: ...}}", key));
      return {};
    }
    Figure out;
    if (value["value"]) {
      out.low = out.high = number(value, "value").value_or(0);
    } else {
      out.low = number(value, "low").value_or(0);
      out.high = number(value, "high").value_or(0);
    }
    if (!(out.low <= out.high)) problem(value, "low-over-high", fmt::format("'{}': low is over high", key));
    out.source = source(value);
    return out;
  }

  void read_sources(const YAML::Node& root, Chain& chain) {
    const auto sources = root["sources"];
    if (!sources || !sources.IsMap())
      return problem(root, "missing-sources", "'sources' must be a map of id: {title, date, status}");
    for (const auto& entry : sources) {
      if (!entry.second.IsMap()) {
        problem(entry.second, "bad-source", "a source is {title: ..., date: ..., status: ...}");
        continue;
      }
      Source out{entry.first.Scalar(), text(entry.second, entry.second, "title"), day(entry.second, "date"),
                 SourceStatus::kUnverified};
      const auto status = parse_enum(text(entry.second, entry.second, "status"),
                                     {SourceStatus::kReported, SourceStatus::kDerived, SourceStatus::kUnverified});
      if (!status) problem(entry.second, "bad-status", "status is reported, derived or unverified");
      out.status = status.value_or(SourceStatus::kUnverified);
      source_at_.emplace(out.id, chain.sources.size());
      chain.sources.push_back(std::move(out));
    }
  }

  Node read_node(const YAML::Node& entry) {
    Node node{};
    node.line = line_of(entry);
    if (!entry.IsMap()) {
      problem(entry, "bad-node", "a node is a map with id, zh, en, ...");
      return node;
    }
    node.id = text(entry, entry, "id");
    node.name = {text(entry, entry, "zh"), text(entry, entry, "en")};
    const auto kind = parse_enum(text(entry, entry, "kind"),
                                 {Kind::kProduct, Kind::kMaterial, Kind::kEquipment, Kind::kService, Kind::kProject});
    if (!kind) problem(entry, "bad-kind", "kind is product, material, equipment, service or project");
    node.kind = kind.value_or(Kind::kProduct);
    const auto stage =
        parse_enum(text(entry, entry, "stage"), {Stage::kUpstream, Stage::kMidstream, Stage::kDownstream});
    if (!stage) problem(entry, "bad-stage", "stage is upstream, midstream or downstream");
    node.stage = stage.value_or(Stage::kUpstream);
    node.terms = texts(entry, "terms");
    node.weak_terms = texts(entry, "weak_terms");
    node.unit = words(entry, "unit");
    node.price = figure(entry, "price");
    node.transport_radius_km = figure(entry, "transport_radius_km");
    node.criticality = figure(entry, "criticality");
    if (const auto why = entry["criticality"]; why && why.IsMap() && why["why"])
      node.criticality_why = words(why, "why");
    if (entry["criticality_why"]) node.criticality_why = words(entry, "criticality_why");
    if (const auto carrier = entry["carrier"]; carrier && carrier.IsMap()) {
      node.carrier_use = text(carrier, carrier, "use");
      node.carrier_source = source(carrier);
    } else {
      problem(entry, "missing-carrier", "'carrier' is missing; write {use: ..., source: ...}");
    }
    node.gbt4754 = texts(entry, "gbt4754");
    return node;
  }

  void read_edge(const YAML::Node& entry, Chain& chain) {
    if (!entry.IsMap())
      return problem(entry, "bad-edge", "an edge is {from: ..., to: ..., coefficient: ..., source: ...}");
    Edge edge;
    const auto node = [&](const char* key) -> std::optional<std::size_t> {
      const auto id = text(entry, entry, key);
      const auto known = node_at_.find(id);
      if (known != node_at_.end()) return known->second;
      if (!id.empty()) problem(entry, "unknown-node", fmt::format("'{}' is no node of this chain", id));
      return std::nullopt;
    };
    const auto from = node("from"), to = node("to");
    edge.source = source(entry);
    if (entry["coefficient"]) {
      const auto value = number(entry, "coefficient");
      if (value && !(*value > 0)) problem(entry, "bad-coefficient", "a coefficient is over 0");
      edge.coefficient = Figure{value.value_or(1), value.value_or(1), edge.source};
    } else if (entry["low"] || entry["high"]) {
      const auto low = number(entry, "low"), high = number(entry, "high");
      if (low && high && !(*low > 0 && *low <= *high)) {
        problem(entry, "bad-coefficient", "a coefficient is over 0, and low is not over high");
      }
      edge.coefficient = Figure{low.value_or(1), high.value_or(1), edge.source};
    }
    if (entry["note"]) edge.note = words(entry, "note");
    if (!from || !to) return;
    edge.from = *from;
    edge.to = *to;
    for (const auto& other : chain.edges) {
      if (other.from == edge.from && other.to == edge.to)
        problem(entry, "duplicate-edge", "this edge is listed already");
    }
    if (edge.from == edge.to) problem(entry, "cycle", "a node cannot be made from itself");
    if (chain.nodes[edge.from].stage > chain.nodes[edge.to].stage) {
      problem(
          entry, "stage-backwards",
          fmt::format("'{}' is further downstream than '{}'", chain.nodes[edge.from].id, chain.nodes[edge.to].id));
    }
    chain.edges.push_back(std::move(edge));
  }

  const std::string& path_;
  std::vector<Problem>& problems_;
  TermVerbs verbs_;
  std::map<std::string, std::size_t> source_at_, node_at_;
};

}  // namespace

std::optional<Chain> read_chain(std::string_view text, const std::string& path, std::vector<Problem>& problems) {
  return read_chain(text, path, problems, TermVerbs::kRefuse);
}

std::optional<Chain> read_chain(std::string_view text, const std::string& path, std::vector<Problem>& problems,
                                TermVerbs verbs) {
  if (text.size() > kMaxChainFileBytes) {
    problems.push_back({path, 1, "too-large", fmt::format("a chain file has at most {} bytes", kMaxChainFileBytes)});
    return std::nullopt;
  }
  if (nests_too_deep(text)) {
    problems.push_back({path, 1, "too-deep", fmt::format("nested deeper than {} levels", kMaxNesting)});
    return std::nullopt;
  }
  try {  // yaml-cpp reports by exceptions
    return Reader(path, problems, verbs).read(YAML::Load(std::string(text)));
  } catch (const YAML::Exception& error) {
    const auto line = error.mark.line >= 0 ? static_cast<std::uint32_t>(error.mark.line) + 1 : 1u;
    problems.push_back({path, line, "bad-yaml", error.msg});
    return std::nullopt;
  }
}

}  // namespace lianzhao::atlas
