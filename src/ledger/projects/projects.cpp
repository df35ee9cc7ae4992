#include "ledger/projects/projects.h"

#include "ledger/leads/followed.h"
#include "ledger/projects/holders.h"
#include "ledger/projects/stage_log.h"
#include "ledger/records_impl.h"
#include "ledger/rules.h"

namespace lianzhao::ledger {
namespace {

// To be compared with what others have begun: that it is a project already does not put it before their leads.
Followable as_new(const Project& project, Instant registered) {
  auto out = followable_of(project, registered);
  out.kind = Followed::kLead;
  return out;
}

}  // namespace

Projects::Projects(const Tools& tools, const FollowedRecords& followed)
    : Records(tools,
              [this](Change& open, const Access& access, const Project* before, const Project& after) {
                return before ? check_edit(*before, after, open, access) : check_new(after, open, access);
              }),
      tools_(tools),
      followed_(followed),
      stepped_(tools) {}

Status Projects::check_new(const Project& project, Change& open, const Access& access) const {
  if (project.stage != "lead" || project.activity != "active" || project.overridden) {
    return refusal("stage", "新项目从“线索”阶段开始，阶段须逐步推进",
                   "a new project begins at the stage lead; stages change by steps");
  }
  if (project.agreement_on && *project.agreement_on > day_in_china(open.now)) {
    return refusal("agreement_on", "协议日期在今天之后", "the date of the agreement lies in the future");
  }
  if (auto good = check_phase(project, open, access); !good) return good;
  // Who reaches all groups sees the other record, and decides; a lead was looked at when it began.
  if (access.reach == Reach::kAll || project.lead_id) return {};
  return followed_.check_free(open, as_new(project, open.now));
}

Status Projects::check_edit(const Project& before, const Project& after, Change& open, const Access& access) const {
  if (before.stage != after.stage || before.activity != after.activity || before.overridden != after.overridden ||
      before.stage_since != after.stage_since || before.lead_id != after.lead_id) {
    return refusal("stage", "阶段、启停与来源线索不能直接修改", "stage, activity and lead do not change by an edit",
                   ErrorCode::kForbidden);
  }
  if (before.phase_of != after.phase_of) {
    // Whether payments count may depend on it.
    if (access.reach != Reach::kAll) {
      return refusal("phase_of", "期次关系由招商管理修改", "phases are changed by those who reach all groups",
                     ErrorCode::kForbidden);
    }
    if (auto good = check_phase(after, open, access); !good) return good;
  }
  auto evidence = project_evidence(open.tx, access.actor.zone, before.id);
  if (!evidence) return evidence.error();
  const auto stage = *parse_project_stage(before.stage);
  const auto lost = taken_away(gate_facts(before, *evidence), gate_facts(after, *evidence), stage);
  if (!lost.empty()) return gate_refusal(lost, "the project has passed a gate that asks for it");
  if (after.agreement_on && after.agreement_on != before.agreement_on) {
    const auto signed_on = evidence->dates.find(ProjectStage::kSigned);
    if (*after.agreement_on > day_in_china(open.now)) {
      return refusal("agreement_on", "协议日期在今天之后", "the date of the agreement lies in the future");
    }
    if (signed_on != evidence->dates.end() && *after.agreement_on > signed_on->second) {
      return refusal("agreement_on", "协议日期晚于签约日期", "the agreement would be after the day it was signed");
    }
  }
  const bool same_firm = before.firm_key == after.firm_key && before.firm_name == after.firm_name;
  if (access.reach != Reach::kAll && (!same_firm || before.group_id != after.group_id)) {
    if (auto free = followed_.check_free(open, as_new(after, before.created_at)); !free) {
      return free;
    }
  }
  return before.group_id == after.group_id ? Status() : hand_over(open, after, before.group_id);
}

Status Projects::check_phase(const Project& project, Change& open, const Access& access) const {
  if (!project.phase_of) return {};
  if (*project.phase_of == project.id) {
    return refusal("phase_of", "项目不能是自己的一期", "a project is no phase of itself");
  }
  auto whole = clear(open.tx, access, *project.phase_of);
  if (!whole) return refusal("phase_of", "没有这个项目", "there is no such project");
  if (whole->phase_of) {
    return refusal("phase_of", "该项目本身就是一期，请选择总项目",
                   "that project is a phase itself: choose the whole");
  }
  auto phases = open.tx.query("SELECT 1 FROM projects WHERE zone = $1 AND phase_of = $2 LIMIT 1",
                              {access.actor.zone, project.id});
  if (!phases) return phases.error();
  if (!phases->empty()) {
    return refusal("phase_of", "该项目已有各期，不能再作为一期", "the project has phases: it cannot be one");
  }
  return {};
}

Result<Project> Projects::create(const Access& access, Project draft) const {
  return change(tools_, access.actor, [&](Change& open) { return create_in(open, access, draft); });
}

Result<Project> Projects::create_in(Change& open, const Access& access, Project draft,
                                    std::optional<Day> since) const {
  draft.stage = "lead";
  draft.activity = "active";
  draft.stage_since = since.value_or(day_in_china(open.now));
  auto made = Records::create_in(open, access, std::move(draft));
  if (!made) return made;
  if (since) {
    if (auto put = put_stage_day(open, made->id, ProjectStage::kLead, *since); !put) return put.error();
  }
  StageLogRow row;
  row.to_stage = made->stage;
  row.on_day = made->stage_since;
  if (auto logged = append_stage_log(open, made->id, row); !logged) return logged.error();
  return made;
}

Result<Project> Projects::step(const Access& access, const Access& overriding, const std::string& id,
                               std::int64_t version, const StageStep& step) const {
  return change(tools_, access.actor, [&](Change& open) -> Result<Project> {
    StageLogRow row{0, "", std::string(name_of(step.to)), step.on, {}, "", step.note, "", Json{"[]"}};
    bool back = false;
    auto moved = stepped_.update_in(open, access, id, version, [&](Project& project) -> Status {
      const auto from = *parse_project_stage(project.stage);
      back = step.to < from;
      row.from_stage = project.stage;
      if (project.activity != "active") {
        return refusal("to", "项目已暂停或退出，请先恢复",
                       "the project is paused or dropped: take it up again first");
      }
      if (keeper_between(from, step.to) == GateKeeper::kManager && access.reach != Reach::kAll) {
        return refusal("to", "签约及以后的阶段由招商管理或领导确认",
                       "stages from signed on are passed by those who reach all groups", ErrorCode::kForbidden);
      }
      if (step.to <= from && step.note.find_first_not_of(" \t\r\n") == std::string::npos) {
        return refusal("note", "退回阶段或更正日期须说明原因", "say why the stage goes back or its day changes");
      }
      auto evidence = project_evidence(open.tx, access.actor.zone, id);
      if (!evidence) return evidence.error();
      auto facts = gate_facts(project, *evidence);
      // Days of stages that it has not reached any more do not bind.
      std::erase_if(facts.dates, [&](const auto& date) { return date.first > step.to && back; });
      if (const auto fault = date_fault(facts, step.to, step.on, day_in_china(open.now))) {
        return refusal("on", fault->zh, fault->en);
      }
      if (step.to >= ProjectStage::kSigned && project.agreement_on && step.on < *project.agreement_on) {
        return refusal("on", "日期早于协议日期", "the day is before that of the agreement");
      }
      if (step.to > from) {
        const auto missing = unmet(facts, step.to);
        if (!missing.empty()) {
          if (!step.override_reason) return gate_refusal(missing, "gates up to this stage are not met");
          if (auto allowed = may_override(overriding, project, *step.override_reason); !allowed) return allowed;
          row.override_reason = *step.override_reason;
          row.unmet = words_of(missing);
          project.overridden = true;
        }
      }
      project.stage = row.to_stage;
      project.stage_since = step.on;
      return {};
    });
    if (!moved || moved->version == version) return moved;
    if (back) {
      if (auto gone = forget_days_after(open, id, step.to); !gone) return gone.error();
    }
    if (auto put = put_stage_day(open, id, step.to, step.on); !put) return put.error();
    if (auto logged = append_stage_log(open, id, row); !logged) return logged.error();
    return moved;
  });
}

Result<Project> Projects::set_activity(const Access& access, const std::string& id, std::int64_t version,
                                       const std::string& to, const std::string& reason) const {
  if (auto good = check_text("reason", reason, 4'000); !good) return good.error();
  return change(tools_, access.actor, [&](Change& open) -> Result<Project> {
    StageLogRow row{0, "", to, day_in_china(open.now), {}, "", reason, "", Json{"[]"}};
    auto changed = stepped_.update_in(open, access, id, version, [&](Project& project) -> Status {
      if (project.activity == to) {
        return refusal("to", "项目已是这个状态", "the project is in that state already");
      }
      row.from_stage = project.activity;
      project.activity = to;
      project.activity_reason = to == "active" ? "" : reason;
      return {};
    });
    if (!changed) return changed;
    if (auto logged = append_stage_log(open, id, row); !logged) return logged.error();
    return changed;
  });
}

Result<std::vector<StageLogRow>> Projects::log(const Access& access, const std::string& id) const {
  return tools_.database.read([&](store::Transaction& tx) -> Result<std::vector<StageLogRow>> {
    if (auto found = clear(tx, access, id); !found) return found.error();
    auto rows = tx.query(fmt::format("SELECT {} FROM project_log WHERE zone = $1 AND project_id = $2 ORDER BY seq",
                                     columns_of<StageLogRow>()),
                         {access.actor.zone, id});
    if (!rows) return rows.error();
    std::vector<StageLogRow> out;
    for (const auto row : *rows) out.push_back(from_row<StageLogRow>(row));
    return out;
  });
}

Result<std::map<std::string, ProjectDetails>> Projects::details(const Access& access,
                                                                std::span<const Project> projects) const {
  return tools_.database.read([&](store::Transaction& tx) { return project_details(tx, access, projects, today()); });
}

template class Records<Project>;

}  // namespace lianzhao::ledger
