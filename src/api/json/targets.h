// The contract's schemas/targets.yaml, as far as the engine knows it.
#pragma once

#include "api/json/common.h"

namespace lianzhao::api::view {

struct Dataset {
  std::string name, source, source_class, status;
  std::optional<Day> as_of;
  std::uint64_t rows = 0;
};
BOOST_DESCRIBE_STRUCT(Dataset, (), (name, source, source_class, status, as_of, rows))

struct DataState {
  std::uint64_t firms = 0;
  std::string generation;
  std::vector<Dataset> datasets;
};
BOOST_DESCRIBE_STRUCT(DataState, (), (firms, generation, datasets))

struct Part {
  std::string id;
  double points = 0;
  Words evidence;
};
BOOST_DESCRIBE_STRUCT(Part, (), (id, points, evidence))

struct TiePath {
  std::string local, kind, note;
  Provenance provenance;
};
BOOST_DESCRIBE_STRUCT(TiePath, (), (local, kind, note, provenance))

struct Approach {
  std::string id;
  Words name, why;
};
BOOST_DESCRIBE_STRUCT(Approach, (), (id, name, why))

struct Target {
  std::string firm, name;
  NodeRef node;
  std::size_t rank = 0;
  double score = 0;
  std::vector<Part> parts;
  Place place;
  std::optional<std::string> region;
  std::optional<Words> region_name;
  std::optional<double> distance_km, capital;
  std::optional<Day> registered;
  bool listed = false;
  std::string brand;
  std::size_t brand_firms = 0;
  std::vector<Evidence> evidence;
  std::vector<TiePath> ties;
  std::vector<Approach> approaches;
  std::vector<Raw> lists;
  Provenance provenance;
};
BOOST_DESCRIBE_STRUCT(Target, (),
                      (firm, name, node, rank, score, parts, place, region, region_name, distance_km, capital,
                       registered, listed, brand, brand_firms, evidence, ties, approaches, lists, provenance))

struct RegionCount {
  std::optional<std::string> region;
  std::optional<Words> name;
  std::size_t firms = 0;
};
BOOST_DESCRIBE_STRUCT(RegionCount, (), (region, name, firms))

struct TargetNode {
  NodeRef node;
  std::string direction;
  double priority = 0;
  std::uint64_t candidates = 0;
  std::vector<Target> targets;
  std::vector<RegionCount> regions;
};
BOOST_DESCRIBE_STRUCT(TargetNode, (), (node, direction, priority, candidates, targets, regions))

struct TargetResult {
  std::vector<TargetNode> nodes;
  double milliseconds = 0;
  DataState data;
};
BOOST_DESCRIBE_STRUCT(TargetResult, (), (nodes, milliseconds, data))

struct Weight {
  std::string id;
  Words name, summary;
  double weight = 0, shipped = 0;
};
BOOST_DESCRIBE_STRUCT(Weight, (), (id, name, summary, weight, shipped))

struct Weights {
  std::int64_t version = 0;
  std::vector<Weight> items;
};
BOOST_DESCRIBE_STRUCT(Weights, (), (version, items))

DataState data_state(const Engine& engine);
Words part_name(std::size_t part);
std::vector<Part> parts_of(const std::array<targeting::Scored, targeting::kScoreParts>& parts);
TiePath tie_path(const targeting::TiePath& tie);
// `rank` counts from 1; the region's zone must outlive nothing: everything is copied.
Target target_of(const Engine& engine, atlas::NodeRef node, const targeting::Target& target, std::size_t rank);
TargetNode target_node(const Engine& engine, const targeting::NodeTargets& found);
Weights weights_of(const Engine& engine);

}  // namespace lianzhao::api::view
