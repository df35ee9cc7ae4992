#include "api/json/landing.h"

#include <fmt/format.h>

#include <algorithm>

namespace lianzhao::api::view {
namespace {

using namespace planning;

api::Words words(const planning::Words& from) {
  return {from.zh, from.en.empty() ? from.zh : from.en};
}

std::string law_text(const Law& law, Language language) {
  auto title = words(law.title).in(language);
  if (law.article.empty()) return title;
  return language == Language::kEnglish ? title + ", " + law.article : title + law.article;
}

PlanTask task_of(const Evaluation& evaluated, std::size_t i, std::optional<Day> today, Language language) {
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
  out.law_status = "none";
  if (task.minimum) out.minimum = task.minimum->days;
  if (const Law* law = task.minimum ? &task.minimum->law : task.basis ? &*task.basis : nullptr) {
    out.law = law_text(*law, language);
    out.law_status = law->verified ? "verified" : "unverified";
  }
  for (const auto& link : evaluated.plan.dependencies) {
    if (link.to != i) continue;
    out.after.push_back({evaluated.plan.tasks[link.from].id, std::string(planning::name_of(link.link)), link.lag,
                         std::string(planning::name_of(link.lag_kind))});
  }
  for (const auto& document : task.deferrable) out.deferrable.push_back(words(document));
  out.actual_start = task.actual.started;
  out.actual_finish = task.actual.finished;
  out.earliest_start = slot.start;
  out.earliest_finish = slot.finish;
  out.latest_start = slot.latest_start;
  out.latest_finish = slot.latest_finish;
  out.slack = slot.slack;
  out.critical = slot.critical;
  out.late = slot.slack < 0 || (today && !task.actual.finished && slot.latest_finish < *today);
  out.criticality = evaluated.simulation.criticality[i];
  for (const auto& warning : evaluated.warnings) {
    if (warning.task != i) continue;
    out.before_permits = out.before_permits || warning.kind == WarningKind::kWorksBeforePermit;
    out.late = out.late || warning.kind == WarningKind::kOverLimit;
  }
  return out;
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
      return {fmt::format("“{}”超出法定办理时限 {} 天", task.zh, warning.days),
              fmt::format("\"{}\" took {} days more than the law allows the authority", task.en, warning.days)};
  }
  return {};
}

BindingMinimum binding_of(const Plan& plan, const TargetCheck& check, const Demand& demand, Language language) {
  const bool by_law = check.verdict == Verdict::kImpossibleByLaw;
  if (demand.lag) {
    const auto& link = plan.dependencies[demand.index];
    const auto& task = plan.tasks[link.to];
    return {task.id, words(task.name), link.lag, link.law ? law_text(*link.law, language) : ""};
  }
  const auto& task = plan.tasks[demand.index];
  return {task.id, words(task.name), by_law && task.minimum ? task.minimum->days : task.duration.low,
          task.minimum ? law_text(task.minimum->law, language) : ""};
}

void add_target(LandingPlan& out, const Evaluation& evaluated, Language language) {
  const auto& plan = evaluated.plan;
  const auto& check = *evaluated.check;
  out.due = evaluated.due;
  out.verdict = name_of(check.verdict);
  out.likely_days = check.likely_days;
  out.low_days = check.low_days;
  out.lawful_days = check.lawful_days;
  out.feasible = check.verdict == Verdict::kMet || check.verdict == Verdict::kOnlyInHaste;
  out.probability = evaluated.probability;
  for (const auto& demand : check.binding) out.binding.push_back(binding_of(plan, check, demand, language));
  for (const auto& ready : check.ready) {
    const auto name = words(plan.tasks[ready.task].name);
    out.prepare.push_back({fmt::format("{}（{} 前完成）", name.zh, to_string(ready.finish_by)),
                           fmt::format("{} (done by {})", name.en, to_string(ready.finish_by))});
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
    PlanOption shown{option.id, words(option.name), "", {}};
    for (const auto& value : option.values) shown.values.push_back({value.id, words(value.name)});
    const auto chosen = choices.find(option.id);
    shown.value = chosen != choices.end() ? chosen->second : option.values.front().id;
    out.push_back(std::move(shown));
  }
  return out;
}

LandingPlan landing_plan_of(const ledger::LandingPlanRecord& record, const LandingTemplate& from,
                            const Choices& choices, const Evaluation& evaluated, const WorkCalendar& calendar,
                            std::optional<Day> today, Language language) {
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
  out.finish = evaluated.schedule.end;
  out.landing = evaluated.schedule.slots[evaluated.simulation.task].finish;
  for (std::size_t i = 0; i < plan.tasks.size(); ++i) out.tasks.push_back(task_of(evaluated, i, today, language));
  if (evaluated.check) add_target(out, evaluated, language);
  for (const double share : {0.1, 0.5, 0.8, 0.9}) {
    out.quantiles.push_back({share, evaluated.simulation.percentile(share)});
  }
  for (const auto& warning : evaluated.warnings) out.risks.push_back(risk_of(plan, warning));
  if (evaluated.schedule.expected_days) {
    const auto until = to_string(calendar.announced_until());
    out.risks.push_back({fmt::format("计划超出 {}，其后的放假安排尚未公布", until),
                         fmt::format("the plan reaches beyond {}, where holidays are not announced yet", until)});
  }
  return out;
}

}  // namespace lianzhao::api::view
