#include "ledger/projects/problems.h"

#include <algorithm>

#include "ledger/records_impl.h"
#include "ledger/rules.h"

namespace lianzhao::ledger {
namespace {

Status check_owner(Change& open, const std::string& owner, const Project& project) {
  const auto refused = [](const char* zh, const char* en) { return refusal("owner", zh, en); };
  auto rows = open.tx.query("SELECT roles, active FROM users WHERE zone = $1 AND id = $2", {open.actor.zone, owner});
  if (!rows) return rows.error();
  if (rows->empty() || !(*rows)[0].truth(1)) {
    return refused("没有这位用户，或已停用", "there is no such active user");
  }
  Strings roles;
  detail::from_cell((*rows)[0], 0, roles);
  const auto reach = reach_of(roles, Permission::kProjectsRead);
  if (reach == Reach::kAll) return {};
  auto member = open.tx.query("SELECT 1 FROM group_members WHERE zone = $1 AND group_id = $2 AND user_id = $3",
                              {open.actor.zone, project.group_id, owner});
  if (!member) return member.error();
  if (reach == Reach::kOwn && !member->empty()) return {};
  return refused("责任人看不到这个项目：请选择本专班成员，或可查看全部项目的人",
                 "the owner could not see the project: choose a member of its group, or one who reads all");
}

}  // namespace

bool is_late(const ProjectProblem& problem, Day today) {
  return problem.state == "open" && problem.due < today;
}

std::string_view level_now(const ProjectProblem& problem, Day today) {
  const int days = today.since_epoch - problem.due.since_epoch;
  if (problem.level == "committee" || (problem.state == "open" && days > kCommitteeAfterDays)) return "committee";
  if (problem.level == "leader" || is_late(problem, today)) return "leader";
  return "group";
}

std::pair<std::string, store::Values> at_level(std::string_view level, Day today) {
  return {
      "CASE WHEN t.level = 'committee' OR (t.state = 'open' AND t.due < {}) THEN 'committee' "
      "WHEN t.level = 'leader' OR (t.state = 'open' AND t.due < {}) THEN 'leader' ELSE 'group' END = {}",
      {today.since_epoch - kCommitteeAfterDays, today.since_epoch, level}};
}

RecordCheck<ProjectProblem> problem_check(const Projects& projects) {
  return [&projects](Change& open, const Access& access, const ProjectProblem* before,
                     const ProjectProblem& after) -> Status {
    if (before && before->project_id != after.project_id) {
      return refusal("project", "难题不能换项目", "a problem stays with its project");
    }
    auto project = projects.clear(open.tx, access, after.project_id, Projects::Purpose::kEdit);
    if (!project) return project.error();
    return before && before->owner == after.owner ? Status() : check_owner(open, after.owner, *project);
  };
}

template class Records<ProjectProblem>;

}  // namespace lianzhao::ledger
