#include "ledger/projects/project.h"

#include <fmt/format.h>

#include "ledger/projects/stage.h"
#include "ledger/rules.h"

namespace lianzhao::ledger {
namespace {

constexpr double kMostYuan = 1e13;

template <class N>
Status check_range(std::string_view field, const std::optional<N>& number, double most) {
  if (!number || (static_cast<double>(*number) >= 0 && static_cast<double>(*number) <= most)) return {};
  return refusal(field, fmt::format("{}应在 0 到 {:g} 之间", field, most),
                 fmt::format("{} must be between 0 and {:g}", field, most));
}

Status check_order(const Project& project) {
  if (!project.expected_start || !project.expected_production ||
      *project.expected_start <= *project.expected_production) {
    return {};
  }
  return refusal("expected_production", "预计投产早于预计开工", "production would be expected before the start");
}

}  // namespace

Status RecordTraits<Project>::rules(const Project& project) {
  if (!parse_project_stage(project.stage)) return refusal("stage", "没有这个阶段", "there is no such stage");
  for (const auto& place : project.competitors) {
    if (auto good = check_text("competitors", place, 240); !good) return good;
  }
  return all_of(
      {check_text("name", project.name, 640),
       check_size("firm_key", project.firm_key, 40),
       check_text("firm", project.firm_name, 480),
       check_text("group", project.group_id, 64),
       check_word("activity", project.activity, {"active", "paused", "dropped"}),
       check_size("activity_reason", project.activity_reason, 4'000),
       check_size("node", project.node, 80),
       check_word("foreign", project.foreign_origin, {"", "abroad", "other-province", "other-city", "local"}),
       check_range("investment", project.investment_fen, 100 * kMostYuan),
       check_range("output", project.output_fen, 100 * kMostYuan),
       check_range("tax", project.tax_fen, 10 * kMostYuan),
       check_range("land_mu", project.land_mu, 1e6),
       check_range("capacity", project.capacity, 1e12),
       check_range("jobs", project.jobs, 1e6),
       check_range("energy_tce", project.energy_tce, 1e9),
       check_range("likelihood", project.likelihood, 100),
       check_size("process", project.process, 16'000),
       check_size("environment", project.environment, 16'000),
       check_size("registered_firm", project.registered_firm, 480),
       check_size("project_code", project.project_code, 240),
       check_size("lead_official", project.lead_official, 480),
       check_size("note", project.note, 32'000),
       check_order(project)});
}

Status RecordTraits<ProjectProblem>::rules(const ProjectProblem& problem) {
  if (problem.due < problem.raised_on) {
    return refusal("due", "期限早于提出日期", "the deadline lies before the day it was raised");
  }
  if (problem.state == "solved" && problem.solution.find_first_not_of(" \t\r\n") == std::string::npos) {
    return refusal("solution", "请写明如何解决", "say how it was solved");
  }
  return all_of(
      {check_text("title", problem.title, 640), check_size("detail", problem.detail, 16'000),
       check_text("owner", problem.owner, 64), check_word("level", problem.level, {"group", "leader", "committee"}),
       check_word("state", problem.state, {"open", "solved"}), check_size("solution", problem.solution, 16'000)});
}

}  // namespace lianzhao::ledger
