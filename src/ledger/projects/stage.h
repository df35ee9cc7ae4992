// Stages of a project, in their order (DOMAIN terms: 线索, 在谈, 签约, 摘牌, 土地合同, 供地, 开工, 入统, 投产, 达产).
// "Landed" is none of them: each has a day of its own.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace lianzhao::ledger {

enum class ProjectStage : std::uint8_t {
  kLead,
  kNegotiating,
  kSigned,
  kLandWon,
  kLandContract,
  kHandedOver,
  kStarted,
  kInStatistics,
  kInProduction,
  kAtCapacity
};
inline constexpr std::size_t kProjectStages = 10;
inline constexpr std::array<ProjectStage, kProjectStages> kAllProjectStages = {
    ProjectStage::kLead,         ProjectStage::kNegotiating, ProjectStage::kSigned,  ProjectStage::kLandWon,
    ProjectStage::kLandContract, ProjectStage::kHandedOver,  ProjectStage::kStarted, ProjectStage::kInStatistics,
    ProjectStage::kInProduction, ProjectStage::kAtCapacity};

std::string_view name_of(ProjectStage stage);  // "land-won"
std::string_view name_zh(ProjectStage stage);  // "摘牌"
std::string_view name_en(ProjectStage stage);  // "land won"
std::optional<ProjectStage> parse_project_stage(std::string_view name);

}  // namespace lianzhao::ledger
