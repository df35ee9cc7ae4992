#include "api/json/landing.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/instant.h"
#include "planning/landing/holiday_note.h"
#include "planning/landing/law_changes.h"

namespace lianzhao::api::view {
namespace {

using namespace planning;

api::Words words(const planning::Words& from) {
  return {from.zh, from.en.empty() ? from.zh : from.en};
}

PlanProvision provision_of(std::string role, const Citation& law, const Statute* statute, const LawBook& laws,
                           Day today) {
  PlanProvision out;
  out.role = std::move(role);
  out.text = words(words_of(law));
  out.note = words(law.note);
  out.source = planning::name_of(law.degree);
  if (statute) {
    out.days = statute->days;
    out.calendar = std::string(planning::name_of(statute->kind));
    if (statute->extension > 0) out.extension = statute->extension;
  }
  out.from = law.from;
  if (law.until) out.until = Day{law.until->since_epoch - 1};
  if (const auto next = replacement_of(law, laws, today)) {
    out.replaced = PlanReplacement{next->on, words(words_of(next->by)), std::string(planning::name_of(next->by.degree))};
  }
  return out;
}

std::vector<PlanProvision> provisions_of(const Task& task, const LawBook& laws, Day today) {
  std::vector<PlanProvision> out;
  if (task.minimum) out.push_back(provision_of("minimum", task.minimum->law, &*task.minimum, laws, today));
  if (task.limit) out.push_back(provision_of("limit", task.limit->law, &*task.limit, laws, today));
  for (const auto& rule : task.rules) out.push_back(provision_of("rule", rule, nullptr, laws, today));
  return out;
}

PlanTask task_of(const Evaluation& evaluated, std::size_t i, const LawBook& laws, Day today, bool forecast) {
  const auto& task = evaluated.plan.tasks[i];
  const auto& slot = evaluated.schedule.slots[i];
  PlanTask out;
  out.id = task.id;
  out.name = words(task.name);
  out.department = words(task.owner);
  out.days = task.duration.likely;
  out.calendar = name_of(task.kind);
  out.low = task.duration.low;
  out.high = task.duration.high;
  out.note = words(task.note);
  if (task.minimum) out.minimum = task.minimum->days;
  out.provisions = provisions_of(task, laws, today);
  for (const auto& link : evaluated.plan.dependencies) {
    if (link.to != i) continue;
    out.after.push_back({evaluated.plan.tasks[link.from].id, std::string(planning::name_of(link.link)), link.lag,
                         std::string(planning::name_of(link.lag_kind))});
  }
  for (const auto& document : task.deferrable) out.deferrable.push_back(words(document));
  out.actual_start = task.actual.started;
  if (task.actual.finished) out.actual_finish = last_day(*task.actual.started, *task.actual.finished);
  out.earliest_start = slot.start;
  out.earliest_finish = last_day(slot.start, slot.finish);
  out.latest_start = slot.latest_start;
  out.latest_finish = last_day(slot.latest_start, slot.latest_finish);
  out.slack = slot.slack;
  out.critical = slot.critical;
  out.late = slot.slack < 0 || (forecast && !task.actual.finished && out.latest_finish < today);
  out.criticality = evaluated.simulation.criticality[i];
  for (const auto& warning : evaluated.warnings) {
    if (warning.task != i) continue;
    out.before_permits = out.before_permits || warning.kind == WarningKind::kWorksBeforePermit;
    out.late = out.late || warning.kind == WarningKind::kOverLimit;
  }
  return out;
}

api::Words over_limit(const Task& task, int days) {
  const auto name = words(task.name);
  const auto& limit = *task.limit;
  const bool working = limit.kind == DayKind::kWorking;
  auto zh = fmt::format("“{}”超出法定办理时限 {} {}", name.zh, days, working ? "个工作日" : "天");
  auto en = fmt::format("\"{}\" took {} {}days more than the law allows the authority", name.en, days,
                        working ? "working " : "");
  if (limit.extension > 0) {
    zh += fmt::format("（经批准可延长 {} {}）", limit.extension, working ? "个工作日" : "天");
    en += fmt::format(" (it may be extended by {})", limit.extension);
  }
  return {zh, en};
}

api::Words risk_of(const Plan& plan, const Warning& warning) {
  const auto task = words(plan.tasks[warning.task].name);
  const auto other = warning.other ? words(plan.tasks[*warning.other].name) : api::Words{};
  switch (warning.kind) {
    case WarningKind::kWorksBeforePermit:
      return {fmt::format("未批先建：“{}”早于“{}”{} 天开始", task.zh, other.zh, warning.days),
              fmt::format("building before a permit: \"{}\" began {} days before \"{}\"", task.en, warning.days,
                          other.en)};
    case WarningKind::kBelowMinimum:
      return {fmt::format("“{}”比法定最短期限少 {} 天", task.zh, warning.days),
              fmt::format("\"{}\" took {} days less than the law allows", task.en, warning.days)};
    case WarningKind::kOutOfOrder:
      return {
          fmt::format("次序有误：“{}”早于“{}”允许的时间 {} 天", task.zh, other.zh, warning.days),
          fmt::format("out of order: \"{}\" came {} days before \"{}\" allowed it", task.en, warning.days, other.en)};
    case WarningKind::kDeadlineMissed:
      return {fmt::format("“{}”预计晚于期限 {} 天", task.zh, warning.days),
              fmt::format("\"{}\" is expected {} days after its deadline", task.en, warning.days)};
    case WarningKind::kOverLimit:
      return over_limit(plan.tasks[warning.task], warning.days);
  }
  return {};
}

BindingMinimum binding_of(const Plan& plan, const TargetCheck& check, const Demand& demand) {
  const auto& task = plan.tasks[demand.lag ? plan.dependencies[demand.index].to : demand.index];
  BindingMinimum out{task.id, words(task.name), 0, std::string(planning::name_of(task.kind)), std::nullopt, std::nullopt};
  const Citation* law = task.minimum ? &task.minimum->law : nullptr;
  if (demand.lag) {
    const auto& link = plan.dependencies[demand.index];
    out.minimum = link.lag;
    out.calendar = planning::name_of(link.lag_kind);
    law = link.law ? &*link.law : nullptr;
  } else {
    const bool by_law = check.verdict == Verdict::kImpossibleByLaw;
    out.minimum = by_law && task.minimum ? task.minimum->days : task.duration.low;
  }
  if (law) {
    out.law = words(words_of(*law));
    out.source = std::string(planning::name_of(law->degree));
  }
  return out;
}

void add_target(LandingPlan& out, const Evaluation& evaluated) {
  const auto& plan = evaluated.plan;
  const auto& check = *evaluated.check;
  out.due = shown_end(plan.tasks[plan.target->to], evaluated.due);
  out.verdict = name_of(check.verdict);
  out.likely_days = check.likely_days;
  out.low_days = check.low_days;
  out.lawful_days = check.lawful_days;
  out.feasible = check.verdict == Verdict::kMet || check.verdict == Verdict::kOnlyInHaste;
  out.probability = evaluated.probability;
  for (const auto& demand : check.binding) out.binding.push_back(binding_of(plan, check, demand));
  for (const auto& ready : check.ready) {
    const auto name = words(plan.tasks[ready.task].name);
    const auto by = to_string(last_day(ready.start_by, ready.finish_by));
    out.prepare.push_back({fmt::format("{}（最迟 {} 完成）", name.zh, by), fmt::format("{} (done by {})", name.en, by)});
  }
  for (const auto task : check.to_hurry) {
    const auto& hurried = plan.tasks[task];
    const auto name = words(hurried.name);
    out.hurry.push_back(
        {fmt::format("{}：通常 {} 天，须压至 {} 天", name.zh, hurried.duration.likely, hurried.duration.low),
         fmt::format("{}: likely {} days, at the shortest {}", name.en, hurried.duration.likely,
                     hurried.duration.low)});
  }
}

}  // namespace

std::vector<PlanOption> options_of(const LandingTemplate& from, const Choices& choices) {
  std::vector<PlanOption> out;
  for (const auto& option : from.options()) {
    PlanOption shown{option.id, words(option.name), option.is_figure() ? "figure" : "choice", std::nullopt, "", {}};
    if (option.unit) shown.unit = words(*option.unit);
    for (const auto& value : option.values) shown.values.push_back({value.id, words(value.name)});
    const auto chosen = choices.find(option.id);
    if (chosen != choices.end()) {
      shown.value = chosen->second;
    } else if (!option.is_figure()) {
      shown.value = option.values.front().id;
    }
    out.push_back(std::move(shown));
  }
  return out;
}

LandingPlan landing_plan_of(const ledger::LandingPlanRecord& record, const LandingTemplate& from,
                            const Choices& choices, const Evaluation& evaluated, const WorkCalendar& calendar,
                            Day today, bool forecast) {
  const auto& plan = evaluated.plan;
  LandingPlan out;
  out.id = record.id;
  out.version = record.version;
  out.project = record.project_id;
  out.name = record.name;
  out.template_ = record.template_id;
  out.options = options_of(from, choices);
  out.start = record.start;
  out.target_days = record.target_days;
  out.target_task = plan.tasks[evaluated.simulation.task].id;
  const auto& landed = evaluated.schedule.slots[evaluated.simulation.task];
  const auto& target_task = plan.tasks[evaluated.simulation.task];
  out.finish = evaluated.schedule.last;
  out.landing = last_day(landed.start, landed.finish);
  out.finish_days = evaluated.schedule.end.since_epoch - plan.day_zero.since_epoch;
  out.landing_days = landed.finish.since_epoch - plan.day_zero.since_epoch;
  for (std::size_t i = 0; i < plan.tasks.size(); ++i) {
    out.tasks.push_back(task_of(evaluated, i, from.laws(), today, forecast));
  }
  if (evaluated.check) add_target(out, evaluated);
  for (const double share : {0.1, 0.5, 0.8, 0.9}) {
    out.quantiles.push_back({share, shown_end(target_task, evaluated.simulation.percentile(share))});
  }
  for (const auto& warning : evaluated.warnings) out.risks.push_back(risk_of(plan, warning));
  for (const auto& note : holiday_notes(evaluated.schedule.unannounced_years, calendar)) {
    out.risks.push_back(words(note));
  }
  for (const auto& decision : plan.decisions) {
    out.decisions.push_back({decision.option, decision.value, std::string(planning::name_of(decision.by)),
                             words(words_of(decision))});
  }
  for (const auto& change : find_law_changes(plan, from.laws(), day_in_china(record.updated_at), today)) {
    out.law_changes.push_back({plan.tasks[change.task].id, std::string(planning::name_of(change.kind)), change.on,
                               words(words_of(plan, change))});
  }
  return out;
}

}  // namespace lianzhao::api::view
