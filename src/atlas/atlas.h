// The atlas: industry chains as directed acyclic graphs of nodes (products, materials, equipment, services), from
// upstream to downstream. Loaded from data files, immutable. The file format is described in docs/atlas.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/result.h"

namespace lianzhao::atlas {

struct Words {
  std::string zh, en;
};

enum class Stage : std::uint8_t { kUpstream, kMidstream, kDownstream };
enum class Kind : std::uint8_t { kProduct, kMaterial, kEquipment, kService, kProject };
enum class SourceStatus : std::uint8_t { kReported, kDerived, kUnverified };
std::string_view name_of(Stage stage);  // "upstream"
std::string_view name_of(Kind kind);
std::string_view name_of(SourceStatus status);

// What a figure rests on.
struct Source {
  std::string id, title;
  Day date;
  SourceStatus status;
};

// A figure with its source (index into Chain::sources).
struct Figure {
  double low = 0, high = 0;  // equal for a single value
  std::size_t source = 0;
  [[nodiscard]] double middle() const { return (low + high) / 2; }
};

struct Node {
  std::string id;  // "wind.gearbox"
  Words name;
  Kind kind;
  Stage stage;
  std::vector<std::string> terms;       // as they stand in business scopes; the first is the preferred one
  std::vector<std::string> weak_terms;  // broader words: a sign, not a proof
  Words unit;
  Figure price;                // CNY per unit
  Figure transport_radius_km;  // how far it pays to carry it
  Figure criticality;          // 0..1: how much stops without it
  Words criticality_why;
  std::string carrier_use;  // kind of building, see docs/atlas.md
  std::size_t carrier_source = 0;
  std::vector<std::string> gbt4754;  // GB/T 4754-2017: "C3415"
  std::uint32_t line = 0;            // in the chain's file
};

struct Edge {
  std::size_t from = 0, to = 0;  // nodes of the chain
  std::optional<Figure>
      coefficient;  // units of `from` for one unit of `to`; absent: the dependency is known, the quantity is not
  std::size_t source = 0;
  Words note;
};

struct Chain {
  std::string id;  // "wind"
  Words name;
  Day version;
  std::string path;  // file it was read from
  std::vector<Source> sources;
  std::vector<Node> nodes;
  std::vector<Edge> edges;
  std::vector<std::size_t> order;  // nodes, each behind all that it is made from
};

// A node of any chain.
struct NodeRef {
  std::size_t chain = 0, node = 0;
  friend bool operator==(NodeRef, NodeRef) = default;
};

class Atlas {
 public:
  explicit Atlas(std::vector<Chain> chains) : chains_(std::move(chains)) {}
  [[nodiscard]] const std::vector<Chain>& chains() const { return chains_; }
  [[nodiscard]] const Chain* find_chain(std::string_view id) const;
  [[nodiscard]] std::optional<NodeRef> find_node(
      std::string_view id) const;  // by id, or by Chinese name where it is unique
  [[nodiscard]] const Node& node(NodeRef ref) const { return chains_[ref.chain].nodes[ref.node]; }
  [[nodiscard]] std::vector<std::string> all_terms() const;  // terms and weak terms of all chains

 private:
  std::vector<Chain> chains_;
};

// Something wrong with a chain file: where, which rule, in words, and the way out.
struct Problem {
  std::string file;
  std::uint32_t line = 0;
  std::string rule;  // stable: "unknown-node", "cycle", "duplicate-term", "missing-unit" ...
  std::string message;
};
std::string to_string(const Problem& problem);

// Reads one chain from text; every problem found is added to `problems`. nullopt when there is any.
std::optional<Chain> read_chain(std::string_view text, const std::string& path, std::vector<Problem>& problems);

// All *.yaml files of the folders, by name. Folders that do not exist are passed over. All problems of all files are
// in the error's message.
Result<Atlas> load_atlas(const std::vector<std::string>& folders);

inline constexpr std::size_t kMaxChainFileBytes = 4u << 20, kMaxNodes = 2000, kMaxEdges = 20'000;

}  // namespace lianzhao::atlas
