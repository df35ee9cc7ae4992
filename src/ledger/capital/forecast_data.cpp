#include "ledger/capital/forecast_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/instant.h"
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

bool counts(const Rule& rule, std::string_view origin_name) {
  const auto origin = parse_origin(origin_name);
  return !origin || std::find(rule.origins.begin(), rule.origins.end(), *origin) != rule.origins.end();
}

// When it may be signed, where nothing is agreed yet.
Day signing_day(Day on, ProjectStage stage, const std::optional<Day>& start) {
  const double months = stage == ProjectStage::kLead ? kMonthsToSignLead : kMonthsToSign;
  const Day usual{on.since_epoch + static_cast<std::int32_t>(months * kDaysOfMonth)};
  return start ? std::max(on, std::min(usual, *start)) : usual;
}

Status read_unsigned(store::Transaction& tx, const Access& access, const Rule& rule, Day on,
                     const std::map<std::string, ProjectStage>& stages, ForecastData& out) {
  store::Where where;
  where.add(
      "t.zone = {} AND t.agreement_on IS NULL AND t.investment_fen > 0 AND t.activity <> 'dropped' AND t.stage "
      "IN ('lead', 'negotiating')",
      {access.actor.zone});
  restrict_to(access, "t.group_id", "", where);
  auto rows = tx.query(
      fmt::format("SELECT t.id, t.investment_fen, t.activity, t.foreign_origin, t.likelihood, t.expected_start, "
                  "t.created_at FROM projects t{} ORDER BY t.id",
                  where.sql()),
      where.values());
  if (!rows) return rows.error();
  for (const auto row : *rows) {
    if (!counts(rule, row.text(3))) continue;
    const auto found = stages.find(std::string(row.text(0)));
    if (found == stages.end() && day_in_china(row.instant(6)) > on) continue;  // not known by then
    if (row.is_null(4)) {
      ++out.without_likelihood;
      continue;
    }
    OpenProject project;
    project.id = row.text(0);
    project.investment_fen = row.integer(1);
    std::optional<Day> start;
    detail::from_cell(row, 5, start);
    project.signed_on = signing_day(on, found == stages.end() ? ProjectStage::kLead : found->second, start);
    project.factor = stage_factor("signed", row.text(2));
    project.likelihood = static_cast<double>(row.integer(4)) / 100;
    ++out.unsigned_count;
    out.planned_fen += project.investment_fen;
    out.weighted_fen += project.investment_fen / 100 * row.integer(4);
    out.projects.push_back(std::move(project));
  }
  return {};
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
    if (!counts(rule, row.text(4))) continue;
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
  out.signed_count = static_cast<std::int64_t>(out.projects.size());
  if (auto read = read_unsigned(tx, access, rule, on, *stages, out); !read) return read.error();
  return out;
}

}  // namespace lianzhao::ledger::capital
