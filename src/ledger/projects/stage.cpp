#include "ledger/projects/stage.h"

namespace lianzhao::ledger {
namespace {

struct Names {
  std::string_view id, zh, en;
};
constexpr std::array<Names, kProjectStages> kNames = {{{"lead", "线索", "lead"},
                                                       {"negotiating", "在谈", "negotiating"},
                                                       {"signed", "签约", "signed"},
                                                       {"land-won", "摘牌", "land won"},
                                                       {"land-contract", "签土地合同", "land contract"},
                                                       {"handed-over", "供地", "land handed over"},
                                                       {"started", "开工", "started"},
                                                       {"in-statistics", "入统", "in statistics"},
                                                       {"in-production", "投产", "in production"},
                                                       {"at-capacity", "达产", "at capacity"}}};

}  // namespace

std::string_view name_of(ProjectStage stage) {
  return kNames[static_cast<std::size_t>(stage)].id;
}
std::string_view name_zh(ProjectStage stage) {
  return kNames[static_cast<std::size_t>(stage)].zh;
}
std::string_view name_en(ProjectStage stage) {
  return kNames[static_cast<std::size_t>(stage)].en;
}
std::optional<ProjectStage> parse_project_stage(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i].id == name) return static_cast<ProjectStage>(i);
  }
  return std::nullopt;
}

}  // namespace lianzhao::ledger
