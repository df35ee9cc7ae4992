#include "api/json/chains.h"

#include <algorithm>
#include <set>

namespace lianzhao::api::view {
namespace {

constexpr std::size_t kGapsOfSummary = 5;

const targeting::NodeDiagnosis& diagnosis_of(const Engine& engine, atlas::NodeRef node) {
  return engine.diagnosis(node.chain).nodes[node.node];
}

}  // namespace

Gap gap_of(const Engine& engine, atlas::NodeRef node) {
  const auto& d = diagnosis_of(engine, node);
  return {node_ref(engine, node), std::string(targeting::name_of(d.direction)), d.priority.value(),
          d.priority.unmet_value, d.rate};
}

std::vector<Gap> gaps_of(const Engine& engine, std::size_t chain, std::size_t most) {
  std::vector<Gap> out;
  for (const auto node : engine.diagnosis(chain).ranked()) {
    if (out.size() == most) break;
    out.push_back(gap_of(engine, {chain, node}));
  }
  return out;
}

ChainSummary chain_summary(const Engine& engine, std::size_t index) {
  const auto& chain = engine.atlas().chains()[index];
  ChainSummary out;
  out.id = chain.id;
  out.name = words_of(chain.name);
  out.nodes = chain.nodes.size();
  out.edges = chain.edges.size();
  out.version = engine.chain_version(index);
  out.date = chain.version;
  std::set<std::string> firms;
  for (const auto& d : engine.diagnosis(index).nodes) {
    ++out.directions[std::string(targeting::name_of(d.direction))];
    for (const auto firm : d.supply.firms) {
      if (!engine.zone().firms[firm].whole_place) firms.insert(engine.zone().firms[firm].name);
    }
  }
  out.local_firms = firms.size();
  out.gaps = gaps_of(engine, index, kGapsOfSummary);
  for (const auto& gap : out.gaps) out.unmet_value = std::max(out.unmet_value, gap.unmet_value);
  return out;
}

ChainNode chain_node(const Engine& engine, atlas::NodeRef ref) {
  const auto& node = engine.atlas().node(ref);
  const auto& d = diagnosis_of(engine, ref);
  ChainNode out;
  out.id = node.id;
  out.name = words_of(node.name);
  out.kind = atlas::name_of(node.kind);
  out.stage = atlas::name_of(node.stage);
  out.unit = words_of(node.unit);
  out.direction = targeting::name_of(d.direction);
  out.demand = d.demand.total;
  out.demand_in_place = d.demand.in_place;
  out.supply = d.supply.counted;
  out.rate = d.rate;
  out.unmet = d.unmet;
  out.unmet_value = d.priority.unmet_value;
  out.priority = d.priority.value();
  for (const auto firm : d.supply.firms) out.local_firms += !engine.zone().firms[firm].whole_place;
  out.makers = d.supply.makers;
  out.anchor = d.supply.anchor;
  if (d.survey) out.capable = d.survey->capable;
  out.terms = node.terms;
  return out;
}

Chain chain_of(const Engine& engine, std::size_t index) {
  const auto& chain = engine.atlas().chains()[index];
  Chain out{chain.id, words_of(chain.name), engine.chain_version(index), chain.version, {}, {}};
  for (std::size_t i = 0; i < chain.nodes.size(); ++i) out.nodes.push_back(chain_node(engine, {index, i}));
  for (const auto& edge : chain.edges) {
    out.edges.push_back({chain.nodes[edge.from].id, chain.nodes[edge.to].id,
                         edge.coefficient ? std::optional(edge.coefficient->middle()) : std::nullopt});
  }
  return out;
}

LocalFirm local_firm(const Engine& engine, const targeting::LocalFirm& firm) {
  return {firm.id,
          firm.version,
          firm.name,
          firm.brand,
          node_ref(engine, firm.node),
          firm.capacity,
          words_of(engine.atlas().node(firm.node).unit),
          std::string(targeting::name_of(firm.status)),
          firm.anchor,
          firm.whole_place,
          firm.note,
          provenance_of(firm.provenance)};
}

PlannedProject planned_project(const Engine& engine, const targeting::PlannedProject& project) {
  return {project.id,        project.version,
          project.name,      node_ref(engine, project.node),
          project.quantity,  words_of(engine.atlas().node(project.node).unit),
          project.from_year, project.to_year,
          project.note,      provenance_of(project.provenance)};
}

NodeDetail node_detail(const Engine& engine, atlas::NodeRef ref) {
  const auto& chain = engine.atlas().chains()[ref.chain];
  const auto& node = chain.nodes[ref.node];
  const auto& d = diagnosis_of(engine, ref);
  NodeDetail out;
  out.node = chain_node(engine, ref);
  out.chain = {chain.id, words_of(chain.name)};
  out.price = range_of(chain, node.price);
  out.transport_radius_km = range_of(chain, node.transport_radius_km);
  out.criticality = range_of(chain, node.criticality);
  out.criticality_why = words_of(node.criticality_why);
  out.carrier_use = node.carrier_use;
  out.gbt4754 = node.gbt4754;
  out.weak_terms = node.weak_terms;
  for (const auto& term : d.demand.terms) {
    const auto& edge = chain.edges[term.edge];
    out.demand_terms.push_back({node_ref(engine, {ref.chain, edge.to}), term.activity, term.in_place,
                                term.coefficient, term.quantity(), term.quantity_in_place(), words_of(edge.note),
                                provenance_of(chain.sources[edge.source])});
  }
  for (const auto& project : engine.zone().projects) {
    if (project.node == ref) out.projects.push_back(planned_project(engine, project));
  }
  out.supply = {d.supply.counted, d.supply.sum_of_firms, d.supply.whole_place, d.supply.unknown};
  for (const auto firm : d.supply.firms) out.local_firms.push_back(local_firm(engine, engine.zone().firms[firm]));
  if (d.surplus_of) out.surplus_of = node_ref(engine, {ref.chain, *d.surplus_of});
  const auto& p = d.priority;
  out.priority = {p.unmet_value, p.distance_km, p.radius_km,   p.in_place_share,
                  p.pull,        p.criticality, p.feasibility, p.value()};
  if (d.survey) out.survey = Survey{d.survey->capable, d.survey->more, d.survey->median_distance_km};
  for (const auto& edge : chain.edges) {
    if (edge.to == ref.node) out.inputs.push_back(node_ref(engine, {ref.chain, edge.from}));
    if (edge.from == ref.node) out.outputs.push_back(node_ref(engine, {ref.chain, edge.to}));
  }
  return out;
}

}  // namespace lianzhao::api::view
