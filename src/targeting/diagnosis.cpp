#include "targeting/diagnosis.h"

#include <algorithm>
#include <array>

namespace lianzhao::targeting {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kDirectionNames = {{{"fill", "补链"},
                                                                                           {"strengthen", "强链"},
                                                                                           {"extend", "延链"},
                                                                                           {"covered", "已覆盖"},
                                                                                           {"idle", "无需求"},
                                                                                           {"demand", "需求端"}}};

double counted_share(const Zone& zone, FirmStatus status) {
  const auto found = zone.counted.find(status);
  return found == zone.counted.end() ? (status == FirmStatus::kRunning ? 1.0 : 0.0) : found->second;
}

std::vector<LocalSupply> local_supply(const Zone& zone, std::size_t chain, std::size_t nodes) {
  std::vector<LocalSupply> supply(nodes);
  for (std::size_t i = 0; i < zone.firms.size(); ++i) {
    const auto& firm = zone.firms[i];
    if (firm.node.chain != chain) continue;
    auto& own = supply[firm.node.node];
    own.firms.push_back(i);
    const double share = counted_share(zone, firm.status);
    if (firm.whole_place) {
      own.whole_place += firm.capacity.value_or(0) * share;
    } else if (share > 0) {
      ++own.makers;
      own.unknown += !firm.capacity;
      own.sum_of_firms += firm.capacity.value_or(0) * share;
      own.anchor |= firm.anchor;
    }
  }
  for (auto& own : supply) own.counted = std::max(own.sum_of_firms, own.whole_place);
  return supply;
}

bool has_maker(const LocalSupply& supply) {
  return supply.makers > 0 || supply.whole_place > 0;
}

// The input of `node` that the zone makes more of than is asked for, the largest value first.
std::optional<std::size_t> surplus_input(const atlas::Chain& chain, const std::vector<NodeDiagnosis>& nodes,
                                         std::size_t node) {
  std::optional<std::size_t> best;
  double best_value = 0;
  for (const auto& edge : chain.edges) {
    if (edge.to != node || !has_maker(nodes[edge.from].supply)) continue;
    const auto& from = nodes[edge.from];
    const double surplus = from.supply.counted - from.demand.total;
    const double value = std::max(surplus, 0.0) * chain.nodes[edge.from].price.middle();
    if (surplus >= 0 && (!best || value > best_value)) {
      best = edge.from;
      best_value = value;
    }
  }
  return best;
}

Direction direct(const atlas::Node& node, const NodeDiagnosis& d) {
  if (d.plan > 0 && node.kind == atlas::Kind::kProject) return Direction::kDemand;
  if (!has_maker(d.supply)) {
    if (d.demand.total > 0) return Direction::kFill;
    return d.surplus_of ? Direction::kExtend : Direction::kIdle;
  }
  const bool short_of = d.rate && *d.rate < 1;
  return short_of || !d.supply.anchor ? Direction::kStrengthen : Direction::kCovered;
}

Priority priority_of(const atlas::Node& node, const NodeDiagnosis& d) {
  Priority p;
  p.unmet_value = d.unmet * node.price.middle();
  p.radius_km = node.transport_radius_km.middle();
  p.distance_km = d.survey && d.survey->median_distance_km > 0 ? d.survey->median_distance_km : kAssumedDistanceKm;
  p.in_place_share = d.demand.total > 0 ? d.demand.in_place / d.demand.total : 0;
  p.pull = p.distance_km / (p.distance_km + p.radius_km) * (1 + p.in_place_share) / 2;
  p.criticality = node.criticality.middle();
  const double capable = d.survey ? static_cast<double>(d.survey->capable) : 10;
  p.feasibility = capable / (capable + 10);
  return p;
}

}  // namespace

std::string_view name_of(Direction direction) {
  return kDirectionNames[static_cast<std::size_t>(direction)].first;
}
std::string_view name_zh(Direction direction) {
  return kDirectionNames[static_cast<std::size_t>(direction)].second;
}

std::vector<std::size_t> ChainDiagnosis::ranked() const {
  std::vector<std::size_t> out;
  for (const auto& d : nodes) {
    if (d.direction == Direction::kFill || d.direction == Direction::kStrengthen ||
        d.direction == Direction::kExtend) {
      out.push_back(d.node);
    }
  }
  std::stable_sort(out.begin(), out.end(), [&](std::size_t a, std::size_t b) {
    return nodes[a].priority.value() > nodes[b].priority.value();
  });
  return out;
}

ChainDiagnosis diagnose(const atlas::Atlas& atlas, std::size_t chain_index, const Zone& zone,
                        const Surveys& surveys) {
  const auto& chain = atlas.chains()[chain_index];
  ChainDiagnosis out;
  out.chain = chain_index;
  out.nodes.resize(chain.nodes.size());
  auto supply = local_supply(zone, chain_index, chain.nodes.size());
  std::vector<atlas::NodeInput> inputs(chain.nodes.size());
  for (const auto& project : zone.projects) {
    if (project.node.chain == chain_index) inputs[project.node.node].plan += project.quantity;
  }
  for (std::size_t i = 0; i < inputs.size(); ++i) inputs[i].capacity = supply[i].counted;
  auto demand = atlas::propagate_demand(chain, inputs);
  for (std::size_t i = 0; i < chain.nodes.size(); ++i) {
    auto& d = out.nodes[i];
    d.node = i;
    d.demand = std::move(demand[i]);
    d.plan = inputs[i].plan;
    d.supply = std::move(supply[i]);
    const bool capacity_known = d.supply.counted > 0 || !has_maker(d.supply);
    if (d.demand.total > 0 && capacity_known) d.rate = std::min(1.0, d.supply.counted / d.demand.total);
    if (capacity_known) d.unmet = std::max(0.0, d.demand.total - d.supply.counted);
  }
  for (std::size_t i = 0; i < chain.nodes.size(); ++i) {
    auto& d = out.nodes[i];
    d.surplus_of = surplus_input(chain, out.nodes, i);
    d.direction = direct(chain.nodes[i], d);
    if (d.direction == Direction::kDemand) d.unmet = 0;  // demand is its cause, not a gap
    if (!surveys.empty()) d.survey = surveys[i];
    d.priority = priority_of(chain.nodes[i], d);
  }
  return out;
}

Result<ChainDiagnosis> diagnose(const atlas::Atlas& atlas, std::size_t chain_index, const Zone& zone,
                                const Registry& registry) {
  Surveys surveys;
  if (registry.engine) {
    for (const auto& node : atlas.chains()[chain_index].nodes) {
      auto survey = survey_makers(*registry.engine, *registry.table, *registry.places, node, zone.place);
      if (!survey) return survey.error();
      surveys.emplace_back(*survey);
    }
  }
  return diagnose(atlas, chain_index, zone, surveys);
}

}  // namespace lianzhao::targeting
