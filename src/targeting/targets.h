// Targets: who in the country could fill a node of the zone's chain, best first, each with its score part by part,
// the words that prove it, the date of the data, and by what means to approach it (docs/targets.md).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "atlas/atlas.h"
#include "registry/name/name_parser.h"
#include "registry/query/evidence.h"
#include "registry/snapshot/brand_index.h"
#include "targeting/diagnosis.h"
#include "targeting/score.h"

namespace lianzhao::targeting {

class Likeness;  // makers/likeness.h

// By what means (怎么招), in the order in which they are tried.
enum class Approach : std::uint8_t {
  kReferral,  // 以商招商: a firm of the zone knows it
  kSupply,    // 链主配套: a firm of the zone buys the product
  kCapital,   // 资本招商: listed or large: funds, joint ventures
  kResource,  // 资源招商: the product lives on power, land or minerals
  kCluster,   // 组团招商: several candidates in one region, one trip
  kFair,      // 展会招商: otherwise
};
std::string_view name_of(Approach approach);
std::string_view name_zh(Approach approach);
std::string_view name_en(Approach approach);

struct ApproachAdvice {
  Approach approach;
  std::string zh, en;  // why
};

struct Target {
  registry::FirmId firm;
  std::string name, code;
  PlaceCode place;
  const Region* region = nullptr;  // of Zone::regions
  std::optional<double> capital;   // CNY
  std::optional<Day> registered;
  bool listed = false;
  std::string brand;
  std::size_t brand_firms = 0;  // of that brand in the registry, itself included
  std::size_t dataset = 0;      // index into Snapshot::datasets()
  Day as_of;                    // date of its data
  double score = 0;
  std::array<Scored, kScoreParts> parts;  // weighted: their points sum to the score
  registry::FirmTexts texts;
  std::vector<registry::EvidenceMark> marks;
  std::vector<TiePath> ties;
  std::vector<ApproachAdvice> approaches;
};

struct NodeTargets {
  atlas::NodeRef node;
  std::uint64_t candidates = 0;  // firms of the registry with a term of the node
  std::vector<Target> targets;
  // Targets by region, most first; a null region: none of the zone's regions, or place not known.
  [[nodiscard]] std::vector<std::pair<const Region*, std::size_t>> by_region() const;
};

// What the finder works on; all must outlive it.
struct TargetingContext {
  const atlas::Atlas* atlas;
  const Zone* zone;
  const registry::QueryEngine* engine;
  const registry::NameParser* names;
  const FoldTable* table;
  const Places* places;
  const ScoreWeights* weights;
  Day today;  // date of data that state none
  // Knows the terms of all nodes, those of the node asked for as `evidence_node`; null: a reader is made for the
  // list.
  const registry::EvidenceReader* evidence = nullptr;
  std::size_t evidence_node = 0;
  const registry::BrandIndex* brands = nullptr;  // null: the snapshot is asked segment by segment
  const Likeness* likeness = nullptr;            // product knowledge, where it has been imported
};

struct TargetRequest {
  std::size_t top = 50;
  registry::Query filter;  // its filters; nodes, top and branches are set by the finder
};

// A firm as a target: what finder and firm page share.
std::vector<TiePath> ties_of(const TargetingContext& context, const std::string& name,
                             const registry::NameParts& parts);
std::vector<registry::FirmId> firms_of_brand(const TargetingContext& context, std::uint64_t key);
// Firms of the brand of `firm`, itself first. `maker`: knows the product whose plants are looked for; which firm
// makes it is found out for the nearest to the zone only.
Footprint footprint_of(const TargetingContext& context, const registry::FirmScorer* maker, registry::FirmId firm,
                       std::string_view brand);

// The `top` best firms outside the zone for one node. Candidates are the best 10 x top + 200 firms by the registry's
// own parts; the others are computed for these, as far as they can still reach the list.
Result<NodeTargets> find_targets(const TargetingContext& context, const ChainDiagnosis& diagnosis, std::size_t node,
                                 const TargetRequest& request);

// One firm's score for a node, every part with its words. The target's texts and marks are those of the node.
Result<Target> score_firm(const TargetingContext& context, const ChainDiagnosis& diagnosis, std::size_t node,
                          registry::FirmId firm);

}  // namespace lianzhao::targeting
