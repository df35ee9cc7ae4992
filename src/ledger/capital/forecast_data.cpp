#include "ledger/capital/forecast_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "ledger/projects/stage.h"
#include "ledger/record.h"

namespace lianzhao::ledger::capital {
namespace {

Result<std::map<std::string, std::int64_t>> arrived_of(store::Transaction& tx, const Access& access, const Rule& rule,
                                                       const std::vector<Close>& closes, Month until) {
  store::Where where;
  where.add("t.zone = {}", {access.actor.zone});
  restrict_to(access, "t.group_id", "", where);
  for (const auto& [sql, values] : {counted_by(rule), counted_to(rule, closes, until)}) where.add(sql, values);
  auto rows = tx.query(fmt::format("SELECT t.project_id, CAST(sum(t.yuan_fen) AS BIGINT) FROM payments t{} "
                                   "GROUP BY t.project_id",
                                   where.sql()),
                       where.values());
  if (!rows) return rows.error();
  std::map<std::string, std::int64_t> out;
  for (const auto row : *rows) out.emplace(row.text(0), row.integer(1));
  return out;
}

// The farthest stage that each project had reached by the day, as far as its dates say.
Result<std::map<std::string, ProjectStage>> stages_of(store::Transaction& tx, const Access& access, Day on) {
  auto rows = tx.query("SELECT project_id, stage FROM project_dates WHERE zone = $1 AND on_day <= $2",
                       {access.actor.zone, on.since_epoch});
  if (!rows) return rows.error();
  std::map<std::string, ProjectStage> out;
  for (const auto row : *rows) {
    const auto stage = parse_project_stage(row.text(1));
    if (!stage) continue;
    auto& farthest = out.emplace(row.text(0), *stage).first->second;
    farthest = std::max(farthest, *stage);
  }
  return out;
}

}  // namespace

Result<ForecastData> read_forecast_data(store::Transaction& tx, const Access& access, const Rule& rule,
                                        const std::vector<Close>& closes, Month until, Day on) {
  auto arrived = arrived_of(tx, access, rule, closes, until);
  if (!arrived) return arrived.error();
  auto stages = stages_of(tx, access, on);
  if (!stages) return stages.error();
  store::Where where;
  where.add("t.zone = {} AND t.agreement_on <= {} AND t.investment_fen > 0", {access.actor.zone, on.since_epoch});
  restrict_to(access, "t.group_id", "", where);
  auto rows = tx.query(
      fmt::format(
          "SELECT t.id, t.investment_fen, t.agreement_on, t.activity, t.foreign_origin, CASE WHEN o.id IS NOT "
          "NULL AND t.agreement_on = o.agreement_on THEN 1 ELSE 0 END FROM projects t LEFT JOIN projects o ON "
          "o.zone = t.zone AND o.id = t.phase_of{} ORDER BY t.id",
          where.sql()),
      where.values());
  if (!rows) return rows.error();
  ForecastData out;
  for (const auto row : *rows) {
    const auto origin = parse_origin(row.text(4));
    if (origin && std::find(rule.origins.begin(), rule.origins.end(), *origin) == rule.origins.end()) continue;
    if (rule.exclude_second_phase && row.truth(5)) continue;
    OpenProject project;
    project.id = row.text(0);
    project.investment_fen = row.integer(1);
    project.signed_on.since_epoch = static_cast<std::int32_t>(row.integer(2));
    if (const auto found = arrived->find(project.id); found != arrived->end()) project.arrived_fen = found->second;
    const auto found = stages->find(project.id);
    // It has an agreement, whatever its dates say.
    const auto stage =
        std::max(found == stages->end() ? ProjectStage::kSigned : found->second, ProjectStage::kSigned);
    project.factor = stage_factor(name_of(stage), row.text(3));
    out.projects.push_back(std::move(project));
  }
  return out;
}

}  // namespace lianzhao::ledger::capital
