// Diagnosis of a chain in a zone: what is asked for, what the zone has, and where it pays to act (docs/diagnosis.md).
//
//   local supply rate  = min(1, supply / demand)
//   direction          fill 补链        demand, no maker in the zone
//                      strengthen 强链  makers, but supply is short or no anchor firm leads
//                      extend 延链      no demand known, no maker, but the zone makes or makes too much of an input
//                      covered 已覆盖   supply meets demand and an anchor leads
//                      idle 无需求      neither demand, nor maker, nor a surplus upstream
//                      demand 需求端    a project itself (power station ...): where demand comes from
//   priority           = unmet value a year x pull x criticality x feasibility   (CNY a year)
//     unmet value      = max(0, demand - supply) x middle of the unit price
//     pull             = d / (d + r) x (1 + s) / 2     d: median distance of capable makers from the zone, r:
//     economic
//                        transport radius, s: share of the demand whose customers are in place. Far makers of heavy
//                        goods with customers next door are pulled most.
//     criticality      = of the atlas, 0..1
//     feasibility      = n / (n + 10)                  n: capable firms elsewhere
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "atlas/demand.h"
#include "targeting/node_query.h"
#include "targeting/zone.h"

namespace lianzhao::targeting {

enum class Direction : std::uint8_t { kFill, kStrengthen, kExtend, kCovered, kIdle, kDemand };
std::string_view name_of(Direction direction);  // "fill"
std::string_view name_zh(Direction direction);  // "补链"

// The makers of one node in the zone.
struct LocalSupply {
  double counted = 0;  // units a year: max(sum over firms of capacity x share of its status, whole place)
  double sum_of_firms = 0;
  double whole_place = 0;          // published total of the place, 0 when none
  std::vector<std::size_t> firms;  // indices into Zone::firms, whole-place rows included
  std::size_t makers = 0;          // firms that count (status with a share over 0)
  std::size_t unknown = 0;         // of these, without a capacity
  bool anchor = false;
};

inline constexpr double kAssumedDistanceKm = 1500;  // where the registry names no capable maker

struct Priority {
  double unmet_value = 0;  // CNY a year
  double distance_km = 0, radius_km = 0, in_place_share = 0;
  double pull = 0, criticality = 0, feasibility = 0;
  [[nodiscard]] double value() const { return unmet_value * pull * criticality * feasibility; }
};

struct NodeDiagnosis {
  std::size_t node = 0;  // of the chain
  atlas::NodeDemand demand;
  double plan = 0;  // own projects, units a year; part of demand
  LocalSupply supply;
  std::optional<double> rate;  // local supply rate; absent without demand or where makers state no capacity
  Direction direction = Direction::kIdle;
  std::optional<std::size_t> surplus_of;  // for kExtend: the input the zone has too much of
  double unmet = 0;                       // units a year
  std::optional<MakerSurvey> survey;      // absent without a registry
  Priority priority;
};

struct ChainDiagnosis {
  std::size_t chain = 0;             // of the atlas
  std::vector<NodeDiagnosis> nodes;  // by node of the chain
  // Nodes to act on (fill, strengthen, extend), highest priority first.
  [[nodiscard]] std::vector<std::size_t> ranked() const;
};

// What the registry adds; without it feasibility and distance fall back to 0.5 and kAssumedDistanceKm.
struct Registry {
  const registry::QueryEngine* engine = nullptr;
  const FoldTable* table = nullptr;
  const Places* places = nullptr;
};

// What the registry says of each node of a chain; it depends on the chain's terms and the zone's place, not on who is
// in the zone, and is most of the work.
using Surveys = std::vector<std::optional<MakerSurvey>>;

// `surveys`: one a node of the chain, or none at all.
ChainDiagnosis diagnose(const atlas::Atlas& atlas, std::size_t chain, const Zone& zone, const Surveys& surveys);
Result<ChainDiagnosis> diagnose(const atlas::Atlas& atlas, std::size_t chain, const Zone& zone,
                                const Registry& registry);

}  // namespace lianzhao::targeting
