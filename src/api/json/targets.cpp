#include "api/json/targets.h"

#include <fmt/format.h>

namespace lianzhao::api::view {
namespace {

struct PartWords {
  std::string_view zh, en, zh_summary, en_summary;
};
constexpr std::array<PartWords, targeting::kScoreParts> kPartWords = {{
    {"能力", "Capability", "做不做、做什么：经营范围与产品中的词条和活动",
     "What it does: terms and activities in scope and products"},
    {"专注", "Focus", "经营范围越短越专", "The shorter the scope, the more it is about the product"},
    {"规模", "Scale", "注册资本", "Registered capital"},
    {"地位", "Standing", "上市、分支、注销等登记状态", "Listed, branch, closed"},
    {"扩张", "Expansion", "同字号企业近年的异地布局", "New places of the brand's firms in recent years"},
    {"关联", "Ties", "与本地企业的供应、客户、股权关系", "Supplier, customer, shareholder of firms here"},
    {"物流", "Logistics", "最近的厂到园区的距离与经济运距之比",
     "Distance of its nearest plant against the transport radius"},
    {"匹配", "Fit", "补足缺口所需自有资金与注册资本之比", "Own money that filling the gap takes against its capital"},
    {"风险", "Risk", "成立时间短、资本不明", "Young, capital not stated"},
    {"相近", "Likeness", "已知产品与所求产品的相近程度（导入产品知识后计分）",
     "How alike its known products are to the one asked for (after product knowledge was imported)"},
}};

}  // namespace

DataState data_state(const Engine& engine) {
  DataState out;
  out.generation = fmt::format("{:x}", engine.generation());
  if (!engine.snapshot()) return out;
  out.firms = engine.snapshot()->header().alive_count;
  for (const auto& d : engine.snapshot()->datasets()) {
    out.datasets.push_back({d.name, d.source, d.source_class, d.status, d.as_of, d.accepted});
  }
  return out;
}

Words part_name(std::size_t part) {
  return {std::string(kPartWords[part].zh), std::string(kPartWords[part].en)};
}

std::vector<Part> parts_of(const std::array<targeting::Scored, targeting::kScoreParts>& parts) {
  std::vector<Part> out;
  out.reserve(parts.size());
  for (std::size_t i = 0; i < parts.size(); ++i) {
    out.push_back({std::string(targeting::kScorePartNames[i]), parts[i].points, {parts[i].zh, parts[i].en}});
  }
  return out;
}

TiePath tie_path(const targeting::TiePath& tie) {
  return {tie.local, std::string(targeting::name_of(tie.kind)), tie.note, provenance_of(tie.provenance)};
}

Target target_of(const Engine& engine, atlas::NodeRef node, const targeting::Target& from, std::size_t rank) {
  Target out;
  out.firm = engine.key(from.firm);
  out.name = from.name;
  out.node = node_ref(engine, node);
  out.rank = rank;
  out.score = from.score;
  out.parts = parts_of(from.parts);
  out.place = place_of(engine.places(), from.place);
  if (from.region) {
    out.region = from.region->id;
    out.region_name = Words{from.region->zh, from.region->en};
  }
  if (out.place.longitude) {
    out.distance_km = distance_km({*out.place.longitude, *out.place.latitude}, engine.zone().location);
  }
  out.capital = from.capital;
  out.registered = from.registered;
  out.listed = from.listed;
  out.brand = from.brand;
  out.brand_firms = from.brand_firms;
  out.evidence = evidence_of(from.texts, from.marks, false,
                             [&](const registry::EvidenceMark&) { return std::optional(out.node.id); });
  for (const auto& tie : from.ties) out.ties.push_back(tie_path(tie));
  for (const auto& approach : from.approaches) {
    out.approaches.push_back(
        {std::string(targeting::name_of(approach.approach)),
         {std::string(targeting::name_zh(approach.approach)), std::string(targeting::name_en(approach.approach))},
         {approach.zh, approach.en}});
  }
  out.provenance = provenance_of(engine, from.dataset);
  return out;
}

TargetNode target_node(const Engine& engine, const targeting::NodeTargets& found) {
  const auto& d = engine.diagnosis(found.node.chain).nodes[found.node.node];
  TargetNode out{node_ref(engine, found.node),
                 std::string(targeting::name_of(d.direction)),
                 d.priority.value(),
                 found.candidates,
                 {},
                 {}};
  for (const auto& target : found.targets) {
    out.targets.push_back(target_of(engine, found.node, target, out.targets.size() + 1));
  }
  for (const auto& [region, firms] : found.by_region()) {
    out.regions.push_back({region ? std::optional(region->id) : std::nullopt,
                           region ? std::optional(Words{region->zh, region->en}) : std::nullopt, firms});
  }
  return out;
}

Weights weights_of(const Engine& engine) {
  Weights out{engine.weights_version(), {}};
  for (std::size_t i = 0; i < targeting::kScoreParts; ++i) {
    out.items.push_back({std::string(targeting::kScorePartNames[i]),
                         part_name(i),
                         {std::string(kPartWords[i].zh_summary), std::string(kPartWords[i].en_summary)},
                         engine.weights().weight[i],
                         engine.shipped_weights().weight[i]});
  }
  return out;
}

}  // namespace lianzhao::api::view
