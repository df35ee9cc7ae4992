#include "ledger/projects/gates.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace lianzhao::ledger {
namespace {

using S = ProjectStage;
constexpr auto kF = GateKind::kField, kD = GateKind::kDocument;

// What may be asked follows the steps of a landing (docs/projects.md): facts before the agreement, company and filing
// before the land is won, permits before the start. Defaults to be confirmed by the zone.
constexpr std::array<GateItem, 24> kItems = {{
    {S::kNegotiating, kF, "firm", "企业", "firm"},
    {S::kNegotiating, kF, "node", "产业链环节", "chain node"},
    {S::kNegotiating, kF, "process", "工艺与产品", "process and product"},
    {S::kSigned, kF, "investment", "总投资", "investment"},
    {S::kSigned, kF, "foreign", "资金来源地", "where the investor comes from"},
    {S::kSigned, kF, "land_mu", "用地（亩）", "land (mu)"},
    {S::kSigned, kF, "output", "年产值", "output a year"},
    {S::kSigned, kF, "tax", "年税收", "tax a year"},
    {S::kSigned, kF, "energy_tce", "年综合能耗", "energy a year"},
    {S::kSigned, kF, "environment", "环保类别与排放", "environment"},
    {S::kSigned, kF, "lead_official", "包抓领导", "lead official"},
    {S::kSigned, kF, "agreement_on", "协议日期", "date of the agreement"},
    {S::kSigned, kD, "agreement", "投资协议", "investment agreement"},
    {S::kLandWon, kF, "registered_firm", "项目公司", "company founded in the zone"},
    {S::kLandWon, kF, "project_code", "项目代码（备案）", "project code (filing)"},
    {S::kLandWon, kD, "land-confirmation", "成交确认书", "land confirmation", true},
    {S::kLandContract, kD, "land-contract", "土地出让合同", "land contract", true},
    {S::kHandedOver, kD, "handover", "交地确认书", "record of handover", true},
    {S::kStarted, kD, "environmental-approval", "（生态）环境影响评价批复或登记", "environmental approval or registration"},
    {S::kStarted, kD, "construction-permit", "施工许可证", "construction permit"},
    {S::kStarted, kF, "expected_production", "预计投产日期", "expected start of production"},
    {S::kInStatistics, kD, "statistics", "入统证明", "proof of entry in statistics"},
    {S::kInProduction, kD, "completion", "竣工或投产证明", "proof of completion or production"},
    {S::kAtCapacity, kD, "capacity-report", "达产证明", "proof of capacity"},
}};

}  // namespace

std::span<const GateItem> gate_items() {
  return kItems;
}

GateKeeper gate_keeper(ProjectStage stage) {
  return stage >= S::kSigned ? GateKeeper::kManager : GateKeeper::kGroup;
}

std::string_view name_of(GateKind kind) {
  return kind == GateKind::kField ? "field" : "document";
}

bool is_document_role(std::string_view role) {
  for (const auto& item : kItems) {
    if (item.kind == GateKind::kDocument && item.field == role) return true;
  }
  return false;
}

std::vector<GateItem> unmet(const GateFacts& facts, ProjectStage to) {
  std::vector<GateItem> out;
  for (const auto& item : kItems) {
    if (item.stage > to) break;
    if (item.own_land && !facts.own_land) continue;
    const auto& has = item.kind == GateKind::kField ? facts.stated : facts.document;
    if (!has(item.field)) out.push_back(item);
  }
  return out;
}

std::vector<GateItem> taken_away(const GateFacts& before, const GateFacts& after, ProjectStage stage) {
  const auto missed = unmet(before, stage);
  auto out = unmet(after, stage);
  std::erase_if(out, [&](const GateItem& item) {
    return std::any_of(missed.begin(), missed.end(), [&](const GateItem& other) {
      return other.stage == item.stage && other.kind == item.kind && other.field == item.field;
    });
  });
  return out;
}

GateKeeper keeper_between(ProjectStage from, ProjectStage to) {
  return gate_keeper(std::max(from, to));
}

std::optional<DateFault> date_fault(const GateFacts& facts, ProjectStage stage, Day on, Day today) {
  if (on > today) {
    return DateFault{fmt::format("{}的日期 {} 在今天之后", name_zh(stage), to_string(on)),
                     fmt::format("{} on {} lies in the future", name_en(stage), to_string(on))};
  }
  for (const auto& [other, day] : facts.dates) {
    if (other < stage && day > on) {
      return DateFault{
          fmt::format("{}（{}）早于{}（{}）", name_zh(stage), to_string(on), name_zh(other), to_string(day)),
          fmt::format("{} ({}) would be before {} ({})", name_en(stage), to_string(on), name_en(other),
                      to_string(day))};
    }
    if (other > stage && day < on) {
      return DateFault{
          fmt::format("{}（{}）晚于{}（{}）", name_zh(stage), to_string(on), name_zh(other), to_string(day)),
          fmt::format("{} ({}) would be after {} ({})", name_en(stage), to_string(on), name_en(other),
                      to_string(day))};
    }
  }
  return std::nullopt;
}

}  // namespace lianzhao::ledger
