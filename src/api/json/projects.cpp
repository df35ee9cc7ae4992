#include "api/json/projects.h"

#include <algorithm>

namespace lianzhao::api::view {
namespace {

using ledger::GateKeeper;
using ledger::ProjectStage;

std::string permission_of(GateKeeper keeper) {
  return keeper == GateKeeper::kManager ? "projects.edit/all" : "projects.edit/own";
}

GateItem item_of(const ledger::GateItem& item, bool met) {
  return {std::string(name_of(item.stage)),
          std::string(name_of(item.kind)),
          std::string(item.field),
          {std::string(item.zh), std::string(item.en)},
          met,
          std::nullopt};
}

bool is_met(const ledger::GateFacts& facts, const ledger::GateItem& item) {
  if (item.own_land && !facts.own_land) return true;
  return item.kind == ledger::GateKind::kField ? facts.stated(item.field) : facts.document(item.field);
}

// What every gate asks beside fields and documents: the day in the order of the stages, and somebody who may.
void add_frame(Gate& gate, ProjectStage stage, const ledger::GateFacts* facts, std::optional<ProjectStage> reached,
               bool all) {
  bool in_order = false;
  if (facts) {
    const auto day = facts->dates.find(stage);
    in_order = day != facts->dates.end() && !date_fault(*facts, stage, day->second, day->second);
  }
  gate.items.push_back(
      {gate.stage,
       "date",
       "on",
       {"到达日期，不早于前面的阶段，不晚于今天", "the day, not before the stages before it, not after today"},
       in_order,
       std::nullopt});
  if (ledger::gate_keeper(stage) != GateKeeper::kManager) return;
  gate.items.push_back({gate.stage,
                        "permission",
                        "keeper",
                        {"由招商管理或领导确认", "passed by those who reach all groups"},
                        all || (reached && *reached >= stage),
                        permission_of(GateKeeper::kManager)});
}

std::optional<Place> seat_of(const Engine& engine, const std::string& firm_key) {
  if (firm_key.empty()) return std::nullopt;
  const auto firm = engine.firm(firm_key);
  const auto* row = firm.ok() ? engine.snapshot()->hot(*firm) : nullptr;
  return row && row->place ? std::optional(place_of(engine.places(), PlaceCode{row->place})) : std::nullopt;
}

}  // namespace

NamedFirm named_firm(const std::string& key, const std::string& name) {
  return {key.empty() ? std::nullopt : std::optional(key), name};
}

std::optional<double> yuan_of(const std::optional<std::int64_t>& fen) {
  return fen ? std::optional(static_cast<double>(*fen) / 100) : std::nullopt;
}

Project project_of(const Engine& engine, const Directory& names, const ledger::Project& project,
                   const ledger::ProjectDetails& details) {
  Project out;
  out.id = project.id;
  out.version = project.version;
  out.name = project.name;
  out.firm = named_firm(project.firm_key, project.firm_name);
  out.place = seat_of(engine, project.firm_key);
  out.group = *group_ref(names, project.group_id);
  out.stage = project.stage;
  out.stage_since = project.stage_since;
  out.activity = project.activity;
  out.activity_reason = project.activity_reason;
  if (!project.node.empty()) {
    out.node = node_ref_of(engine, project.node);
    if (const auto node = engine.atlas().find_node(project.node)) {
      out.unit = words_of(engine.atlas().node(*node).unit);
    }
  }
  if (details.phase_of) out.phase_of = WholeProject{details.phase_of->id, details.phase_of->name};
  for (const auto& phase : details.phases) out.phases.push_back({phase.id, phase.name, phase.stage});
  out.investment = yuan_of(project.investment_fen);
  if (!project.foreign_origin.empty()) out.foreign = project.foreign_origin;
  out.land_mu = project.land_mu;
  out.capacity = project.capacity;
  out.output = yuan_of(project.output_fen);
  out.tax = yuan_of(project.tax_fen);
  out.jobs = project.jobs;
  out.process = project.process;
  out.environment = project.environment;
  out.energy_tce = project.energy_tce;
  out.agreement_on = project.agreement_on;
  out.registered_firm = project.registered_firm;
  out.project_code = project.project_code;
  out.lead_official = project.lead_official;
  for (const auto& user : project.team) out.team.push_back({user, names.name_of(user)});
  out.competitors = project.competitors;
  out.likelihood = project.likelihood;
  out.expected_start = project.expected_start;
  out.expected_production = project.expected_production;
  for (const auto& [stage, day] : details.dates) out.dates.emplace(name_of(stage), day);
  const auto stage = *ledger::parse_project_stage(project.stage);
  if (stage != ProjectStage::kAtCapacity) {
    const auto next = static_cast<ProjectStage>(static_cast<int>(stage) + 1);
    for (const auto& item : unmet(gate_facts(project, details), next)) out.missing.push_back(item_of(item, false));
  }
  out.problems_open = details.problems_open;
  out.arrived = static_cast<double>(details.arrived_fen) / 100;
  out.overridden = project.overridden;
  out.note = project.note;
  out.synthetic = project.synthetic;
  return out;
}

std::vector<Gate> gates_of(const ledger::GateFacts* facts, std::optional<ProjectStage> reached, bool all) {
  std::vector<Gate> out;
  for (const auto stage : ledger::kAllProjectStages) {
    Gate gate{std::string(name_of(stage)),
              {std::string(name_zh(stage)), std::string(name_en(stage))},
              {},
              permission_of(ledger::gate_keeper(stage))};
    for (const auto& item : ledger::gate_items()) {
      if (item.stage == stage) gate.items.push_back(item_of(item, facts && is_met(*facts, item)));
    }
    add_frame(gate, stage, facts, reached, all);
    out.push_back(std::move(gate));
  }
  return out;
}

StageLog stage_log_of(const Directory& names, const ledger::StageLogRow& row) {
  StageLog out;
  if (!row.from_stage.empty()) out.from = row.from_stage;
  out.to = row.to_stage;
  out.on = row.on_day;
  out.at = to_rfc3339(row.at);
  out.by = names.name_of(row.by_user);
  out.note = row.note;
  if (!row.override_reason.empty()) out.override_reason = row.override_reason;
  out.unmet.json = row.unmet.text;
  return out;
}

ProjectProblem problem_of(const Directory& names, const ledger::ProjectProblem& problem,
                          const std::string& project_name, Day today) {
  return {problem.id,
          problem.version,
          problem.project_id,
          project_name,
          problem.title,
          problem.detail,
          {problem.owner, names.name_of(problem.owner)},
          problem.due,
          std::string(level_now(problem, today)),
          problem.state,
          problem.solution,
          problem.raised_on,
          problem.solved_on,
          is_late(problem, today)};
}

}  // namespace lianzhao::api::view
