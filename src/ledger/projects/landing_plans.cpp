#include "ledger/projects/landing_plans.h"

#include "ledger/records_impl.h"
#include "ledger/rules.h"

namespace lianzhao::ledger {
namespace {

Status check_project(store::Transaction& tx, const Access& access, const std::string& project) {
  store::Where where;
  where.add("t.zone = {} AND t.id = {}", {access.actor.zone, project});
  restrict_to(access, "t.group_id", "", where);
  auto rows = tx.query("SELECT 1 FROM projects t" + where.sql(), where.values());
  if (!rows) return rows.error();
  if (rows->empty())
    return told(ErrorCode::kNotFound, "没有这个项目。", fmt::format("there is no project {}", project));
  return {};
}

// A plan may be written by those who may write its project, and stays with it.
Status by_project(Change& open, const Access& access, const LandingPlanRecord* before,
                  const LandingPlanRecord& after) {
  if (before && before->project_id != after.project_id) {
    return refusal("project", "落地计划不能换项目。", "a landing plan stays with its project");
  }
  return check_project(open.tx, access, after.project_id);
}

}  // namespace

Status RecordTraits<LandingPlanRecord>::rules(const LandingPlanRecord& plan) {
  if (plan.start < *make_day(2000, 1, 1) || plan.start > *make_day(2100, 1, 1)) {
    return told(ErrorCode::kBadInput, "起始日期应在 2000 到 2100 年之间。",
                "the start must lie between 2000 and 2100", "start");
  }
  if (plan.target_days && (*plan.target_days < 1 || *plan.target_days > 3000)) {
    return refusal("target_days", "目标天数应为 1 到 3000。", "a target is 1 to 3000 days");
  }
  return all_of({check_text("name", plan.name, 480), check_text("template", plan.template_id, 60),
                 check_size("tasks", plan.tasks.text, 200'000), check_size("options", plan.choices.text, 10'000)});
}

LandingPlans::LandingPlans(const Tools& tools) : Records(tools, by_project), tools_(tools) {}

Result<std::vector<LandingPlanRecord>> LandingPlans::of_project(const Access& access,
                                                                const std::string& project) const {
  return tools_.database.read([&](store::Transaction& tx) -> Result<std::vector<LandingPlanRecord>> {
    if (auto found = check_project(tx, access, project); !found) return found.error();
    auto rows = tx.query(fmt::format("SELECT {} FROM landing_plans WHERE zone = $1 AND project_id = $2 ORDER BY id",
                                     columns_of<LandingPlanRecord>()),
                         {access.actor.zone, project});
    if (!rows) return rows.error();
    std::vector<LandingPlanRecord> plans;
    for (const auto row : *rows) plans.push_back(from_row<LandingPlanRecord>(row));
    return plans;
  });
}

template class Records<LandingPlanRecord>;

}  // namespace lianzhao::ledger
