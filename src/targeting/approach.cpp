#include "targeting/approach.h"

#include <fmt/format.h>

#include <algorithm>

namespace lianzhao::targeting {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kApproachNames = {{{"referral", "以商招商"},
                                                                                          {"supply", "链主配套"},
                                                                                          {"capital", "资本招商"},
                                                                                          {"resource", "资源招商"},
                                                                                          {"cluster", "组团招商"},
                                                                                          {"fair", "展会招商"}}};
constexpr double kLargeCapital = 1e8;  // CNY
constexpr std::size_t kCluster = 3;    // candidates in one region that are worth a trip of their own

bool lives_on_resources(const std::string& carrier_use) {
  return carrier_use == "smelter" || carrier_use == "chemical-plant" || carrier_use == "glass-furnace" ||
         carrier_use == "process-hall" || carrier_use == "bulk-yard";
}

// A firm of the zone that buys the node's product.
const LocalFirm* local_customer(const TargetingContext& context, const ChainDiagnosis& diagnosis, std::size_t node) {
  const auto& chain = context.atlas->chains()[diagnosis.chain];
  const LocalFirm* best = nullptr;
  for (const auto& edge : chain.edges) {
    if (edge.from != node) continue;
    for (const auto index : diagnosis.nodes[edge.to].supply.firms) {
      const auto& firm = context.zone->firms[index];
      if (!firm.whole_place && (!best || (firm.anchor && !best->anchor))) best = &firm;
    }
  }
  return best;
}

}  // namespace

std::string_view name_of(Approach approach) {
  return kApproachNames[static_cast<std::size_t>(approach)].first;
}
std::string_view name_en(Approach approach) {
  static constexpr std::array<std::string_view, 6> kEnglish = {"By referral", "Supply next door", "Capital",
                                                               "Resources",   "One trip",         "Trade fair"};
  return kEnglish[static_cast<std::size_t>(approach)];
}
std::string_view name_zh(Approach approach) {
  return kApproachNames[static_cast<std::size_t>(approach)].second;
}

std::vector<ApproachAdvice> advise(const TargetingContext& context, const ChainDiagnosis& diagnosis, std::size_t node,
                                   const Target& target, std::size_t in_region) {
  std::vector<ApproachAdvice> out;
  if (!target.ties.empty()) {
    const auto& tie = target.ties.front();
    out.push_back({Approach::kReferral, fmt::format("请{}引荐（{}）", tie.local, name_zh(tie.kind)),
                   fmt::format("ask {} to introduce it ({})", tie.local, name_of(tie.kind))});
  }
  if (const auto* customer = local_customer(context, diagnosis, node)) {
    out.push_back({Approach::kSupply, fmt::format("为{}就近配套", customer->name),
                   fmt::format("supply {} next door", customer->name)});
  }
  if (target.listed || target.capital.value_or(0) >= kLargeCapital) {
    out.push_back(
        {Approach::kCapital, target.listed ? "上市公司，可谈产业基金与合资" : "注册资本过亿，可谈产业基金与合资",
         target.listed ? "listed: industry fund or joint venture" : "large: industry fund or joint venture"});
  }
  const auto& atlas_node = context.atlas->chains()[diagnosis.chain].nodes[node];
  if (lives_on_resources(atlas_node.carrier_use)) {
    out.push_back({Approach::kResource, "用能用地占成本高，以绿电与土地相谈", "power and land weigh in its costs"});
  }
  if (target.region && in_region >= kCluster) {
    out.push_back({Approach::kCluster, fmt::format("{}同类目标 {} 家，可一次走访", target.region->zh, in_region),
                   fmt::format("{} such targets in {}: one trip", in_region, target.region->en)});
  }
  if (out.empty()) {
    out.push_back({Approach::kFair, "暂无直接渠道，先在行业展会接触", "no direct way in yet: meet at a trade fair"});
  }
  return out;
}

}  // namespace lianzhao::targeting
