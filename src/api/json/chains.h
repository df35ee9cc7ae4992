// The contract's schemas/chains.yaml, as far as the engine knows it.
#pragma once

#include <map>

#include "api/json/common.h"

namespace lianzhao::api::view {

struct Gap {
  NodeRef node;
  std::string direction;
  double priority = 0, unmet_value = 0;
  std::optional<double> rate;
};
BOOST_DESCRIBE_STRUCT(Gap, (), (node, direction, priority, unmet_value, rate))

struct ChainSummary {
  std::string id;
  Words name;
  std::size_t nodes = 0, edges = 0;
  std::int64_t version = 0;
  Day date;
  std::map<std::string, int> directions;
  std::size_t local_firms = 0;
  double unmet_value = 0;  // the largest of the gaps shown: values of one chain are not to be added
  std::vector<Gap> gaps;
};
BOOST_DESCRIBE_STRUCT(ChainSummary, (),
                      (id, name, nodes, edges, version, date, directions, local_firms, unmet_value, gaps))

struct ChainNode {
  std::string id;
  Words name;
  std::string kind, stage;
  Words unit;
  std::string direction;
  double demand = 0, demand_in_place = 0, supply = 0;
  std::optional<double> rate;
  double unmet = 0, unmet_value = 0, priority = 0;
  std::size_t local_firms = 0, makers = 0;
  bool anchor = false;
  std::optional<std::size_t> capable;
  std::vector<std::string> terms;
};
BOOST_DESCRIBE_STRUCT(ChainNode, (),
                      (id, name, kind, stage, unit, direction, demand, demand_in_place, supply, rate, unmet,
                       unmet_value, priority, local_firms, makers, anchor, capable, terms))

struct ChainEdge {
  std::string from, to;
  std::optional<double> coefficient;
};
BOOST_DESCRIBE_STRUCT(ChainEdge, (), (from, to, coefficient))

struct Chain {
  std::string id;
  Words name;
  std::int64_t version = 0;
  Day date;
  std::vector<ChainNode> nodes;
  std::vector<ChainEdge> edges;
};
BOOST_DESCRIBE_STRUCT(Chain, (), (id, name, version, date, nodes, edges))

struct LocalFirm {
  std::string id;
  std::int64_t version = 1;
  std::string name, brand;
  NodeRef node;
  std::optional<double> capacity;
  Words unit;
  std::string stage;
  bool anchor = false, whole_place = false;
  std::string note;
  Provenance provenance;
};
BOOST_DESCRIBE_STRUCT(LocalFirm, (),
                      (id, version, name, brand, node, capacity, unit, stage, anchor, whole_place, note, provenance))

struct PlannedProject {
  std::string id;
  std::int64_t version = 1;
  std::string name;
  NodeRef node;
  double quantity = 0;
  Words unit;
  int from_year = 0, to_year = 0;
  std::string note;
  Provenance provenance;
};
BOOST_DESCRIBE_STRUCT(PlannedProject, (),
                      (id, version, name, node, quantity, unit, from_year, to_year, note, provenance))

struct ChainName {
  std::string id;
  Words name;
};
BOOST_DESCRIBE_STRUCT(ChainName, (), (id, name))

struct DemandTerm {
  NodeRef to;
  double activity = 0, in_place = 0, coefficient = 0, quantity = 0, quantity_in_place = 0;
  Words note;
  Provenance source;
};
BOOST_DESCRIBE_STRUCT(DemandTerm, (),
                      (to, activity, in_place, coefficient, quantity, quantity_in_place, note, source))

struct Supply {
  double counted = 0, sum_of_firms = 0, whole_place = 0;
  std::size_t unknown = 0;
};
BOOST_DESCRIBE_STRUCT(Supply, (), (counted, sum_of_firms, whole_place, unknown))

struct Priority {
  double unmet_value = 0, distance_km = 0, radius_km = 0, in_place_share = 0, pull = 0, criticality = 0,
         feasibility = 0, value = 0;
};
BOOST_DESCRIBE_STRUCT(Priority, (),
                      (unmet_value, distance_km, radius_km, in_place_share, pull, criticality, feasibility, value))

struct Survey {
  std::size_t capable = 0;
  bool more = false;
  double median_distance_km = 0;
};
BOOST_DESCRIBE_STRUCT(Survey, (), (capable, more, median_distance_km))

struct NodeDetail {
  ChainNode node;
  ChainName chain;
  SourcedRange price, transport_radius_km, criticality;
  Words criticality_why;
  std::string carrier_use;
  std::vector<std::string> gbt4754, weak_terms;
  std::vector<DemandTerm> demand_terms;
  std::vector<PlannedProject> projects;
  Supply supply;
  std::vector<LocalFirm> local_firms;
  std::optional<NodeRef> surplus_of;
  Priority priority;
  std::optional<Survey> survey;
  std::vector<NodeRef> inputs, outputs;
  std::vector<Raw> history;
};
BOOST_DESCRIBE_STRUCT(NodeDetail, (),
                      (node, chain, price, transport_radius_km, criticality, criticality_why, carrier_use, gbt4754,
                       weak_terms, demand_terms, projects, supply, local_firms, surplus_of, priority, survey, inputs,
                       outputs, history))

struct ChainProblem {
  std::string pointer, rule, message;
};
BOOST_DESCRIBE_STRUCT(ChainProblem, (), (pointer, rule, message))

struct ChainChange {
  std::string kind, id;
  Words words;
};
BOOST_DESCRIBE_STRUCT(ChainChange, (), (kind, id, words))

Gap gap_of(const Engine& engine, atlas::NodeRef node);
// The first gaps of a chain, highest priority first.
std::vector<Gap> gaps_of(const Engine& engine, std::size_t chain, std::size_t most);
ChainSummary chain_summary(const Engine& engine, std::size_t chain);
ChainNode chain_node(const Engine& engine, atlas::NodeRef node);
Chain chain_of(const Engine& engine, std::size_t chain);
LocalFirm local_firm(const Engine& engine, const targeting::LocalFirm& firm);
PlannedProject planned_project(const Engine& engine, const targeting::PlannedProject& project);
NodeDetail node_detail(const Engine& engine, atlas::NodeRef node);

}  // namespace lianzhao::api::view
