#include "ledger/projects/project_facts.h"

#include <fmt/format.h>

#include <algorithm>

#include "ledger/id_query.h"
#include "ledger/projects/arrived.h"

namespace lianzhao::ledger {
namespace {

using ById = std::map<std::string, ProjectDetails>;

ProjectRef ref_of(const store::Rows::Row& row) {
  return {std::string(row.text("id")), std::string(row.text("name")), std::string(row.text("stage"))};
}

Status read_evidence(store::Transaction& tx, const std::string& zone, std::span<const std::string> ids, ById& out) {
  auto dates = query_of_ids(tx, "SELECT project_id, stage, on_day FROM project_dates", "project_id", zone, ids);
  if (!dates) return dates.error();
  for (const auto row : *dates) {
    if (const auto stage = parse_project_stage(row.text(1))) {
      out[std::string(row.text(0))].dates[*stage] = Day{static_cast<std::int32_t>(row.integer(2))};
    }
  }
  auto roles = query_of_ids(tx, "SELECT subject_id, role FROM attachments", "subject_id", zone, ids,
                            "subject_kind = 'project' AND role <> ''");
  if (!roles) return roles.error();
  for (const auto row : *roles) out[std::string(row.text(0))].documents.emplace(row.text(1));
  return {};
}

// Phases of these projects, and what these are phases of; names only within the reach.
Status read_phases(store::Transaction& tx, const Access& access, std::span<const Project> projects,
                   std::span<const std::string> ids, ById& out) {
  store::Where where(static_cast<std::size_t>(2 + ids_asked(ids)));
  restrict_to(access, RecordTraits<Project>::group, "", where);
  const auto reach = where.sql();
  const auto condition = reach.empty() ? std::string() : reach.substr(std::string_view(" WHERE ").size());
  auto phases = query_of_ids(tx, "SELECT t.id, t.name, t.stage, t.phase_of FROM projects t", "phase_of",
                             access.actor.zone, ids, condition, where.values(), "t.id");
  if (!phases) return phases.error();
  for (const auto row : *phases) out[std::string(row.text("phase_of"))].phases.push_back(ref_of(row));
  std::vector<std::string> parents;
  for (const auto& project : projects) {
    if (project.phase_of) parents.push_back(*project.phase_of);
  }
  if (parents.empty()) return {};
  store::Where of_parents(static_cast<std::size_t>(2 + ids_asked(parents)));
  restrict_to(access, RecordTraits<Project>::group, "", of_parents);
  const auto parent_reach = of_parents.sql();
  auto rows = query_of_ids(tx, "SELECT t.id, t.name, t.stage FROM projects t", "id", access.actor.zone, parents,
                           parent_reach.empty() ? "" : parent_reach.substr(std::string_view(" WHERE ").size()),
                           of_parents.values());
  if (!rows) return rows.error();
  std::map<std::string, ProjectRef> known;
  for (const auto row : *rows) known.emplace(row.text("id"), ref_of(row));
  for (const auto& project : projects) {
    if (!project.phase_of) continue;
    const auto found = known.find(*project.phase_of);
    out[project.id].phase_of = found == known.end() ? ProjectRef{*project.phase_of, "", ""} : found->second;
  }
  return {};
}

}  // namespace

Result<std::map<std::string, ProjectDetails>> project_details(store::Transaction& tx, const Access& access,
                                                              std::span<const Project> projects, Day today) {
  ById out;
  std::vector<std::string> ids;
  for (const auto& project : projects) {
    ids.push_back(project.id);
    out[project.id];
  }
  if (ids.empty()) return out;
  const auto& zone = access.actor.zone;
  if (auto read = read_evidence(tx, zone, ids, out); !read) return read.error();
  if (auto read = read_phases(tx, access, projects, ids, out); !read) return read.error();
  auto problems = query_of_ids(tx, "SELECT project_id FROM problems", "project_id", zone, ids, "state = 'open'");
  if (!problems) return problems.error();
  for (const auto row : *problems) ++out[std::string(row.text(0))].problems_open;
  auto arrived = arrived_capital(tx, zone, ids, today);
  if (!arrived) return arrived.error();
  for (const auto& [id, fen] : *arrived) out[id].arrived_fen = fen;
  return out;
}

Result<ProjectDetails> project_evidence(store::Transaction& tx, const std::string& zone, const std::string& id) {
  ById out;
  const std::string ids[] = {id};
  if (auto read = read_evidence(tx, zone, ids, out); !read) return read.error();
  return std::move(out[id]);
}

GateFacts gate_facts(const Project& project, const ProjectDetails& details) {
  GateFacts facts;
  facts.dates = details.dates;
  facts.own_land = !project.land_mu || *project.land_mu > 0;
  facts.document = [documents = details.documents](std::string_view role) { return documents.contains(role); };
  facts.stated = [project](std::string_view field) {
    if (field == "firm") return !project.firm_name.empty();
    if (field == "node") return !project.node.empty();
    if (field == "process") return !project.process.empty();
    if (field == "investment") return project.investment_fen.value_or(0) > 0;
    if (field == "foreign") return !project.foreign_origin.empty();
    if (field == "land_mu") return project.land_mu.has_value();
    if (field == "output") return project.output_fen.has_value();
    if (field == "tax") return project.tax_fen.has_value();
    if (field == "energy_tce") return project.energy_tce.has_value();
    if (field == "environment") return !project.environment.empty();
    if (field == "lead_official") return !project.lead_official.empty();
    if (field == "agreement_on") return project.agreement_on.has_value();
    if (field == "registered_firm") return !project.registered_firm.empty();
    if (field == "project_code") return !project.project_code.empty();
    if (field == "expected_production") return project.expected_production.has_value();
    return false;  // a field that the table names and nobody states would bar the way: a test looks for it
  };
  return facts;
}

}  // namespace lianzhao::ledger
