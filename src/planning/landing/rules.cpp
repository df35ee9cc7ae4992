#include "planning/landing/rules.h"

#include <fmt/format.h>

#include <set>

#include "planning/landing/network.h"

namespace lianzhao::planning {
namespace {

constexpr Day kEarliest = *make_day(2000, 1, 1), kLatest = *make_day(2100, 1, 1);

// Both texts take the same arguments, by their numbers.
template <class... T>
Error wrong(fmt::format_string<const T&...> zh, fmt::format_string<const T&...> en, const T&... arguments) {
  return told(ErrorCode::kBadInput, fmt::format(zh, arguments...), fmt::format(en, arguments...));
}

std::string_view name_zh(const Task& task) {
  return task.name.zh.empty() ? std::string_view(task.id) : task.name.zh;
}

bool sensible(const std::optional<Day>& day) {
  return !day || (*day >= kEarliest && *day < kLatest);
}

Status check_task(const Plan& plan, const Task& task) {
  const auto& d = task.duration;
  if (d.low < 0 || d.high > kMaxDays || d.low > d.likely || d.likely > d.high) {
    return wrong("“{1}”的工期 {2}、{3}、{4} 应为最短不大于最可能、最可能不大于最长，且在 0 到 {5} 天之间。",
                 "{0}: the duration {2}, {3}, {4} must be low <= likely <= high within 0 to {5} days", task.id,
                 name_zh(task), d.low, d.likely, d.high, kMaxDays);
  }
  if (task.minimum && d.low < task.minimum->days) {
    return wrong("“{1}”的工期 {2} 天短于法定最短 {3} 天（{4}）。",
                 "{0}: a duration of {2} days is below the statutory minimum of {3} ({5})", task.id, name_zh(task),
                 d.low, task.minimum->days, words_of(task.minimum->law).zh, words_of(task.minimum->law).en);
  }
  if (task.minimum && task.minimum->law.title.zh.empty())
    return wrong("“{1}”的法定最短期限没有写明法规。", "{0}: its minimum names no law", task.id, name_zh(task));
  const auto& a = task.actual;
  if (!sensible(task.not_before) || !sensible(task.deadline) || !sensible(a.started) || !sensible(a.finished)) {
    return wrong("“{1}”的日期应在 2000 到 2099 年之间。", "{0}: dates must lie in the years 2000 to 2099", task.id,
                 name_zh(task));
  }
  if (a.finished && !a.started) {
    return wrong("“{1}”已完成，但没有开始日期。", "{0}: it has finished, but has no date of its start", task.id,
                 name_zh(task));
  }
  if (a.finished && *a.finished < *a.started) {
    return wrong("“{1}”的完成日期早于开始日期 {2}。", "{0}: it finished before it started on {2}", task.id,
                 name_zh(task), to_string(*a.started));
  }
  if (a.started && !plan.today) {
    return wrong("“{1}”已开始，但计划没有今天的日期。", "{0}: it has started, but the plan has no date of today",
                 task.id, name_zh(task));
  }
  if ((a.started && *a.started > *plan.today) ||
      (a.finished && a.finished->since_epoch > plan.today->since_epoch + 1)) {
    return wrong("“{1}”的实际日期晚于今天（{2}）。", "{0}: an actual date lies after today, {2}", task.id,
                 name_zh(task), to_string(*plan.today));
  }
  if (task.works && task.preparable)
    return wrong("“{1}”是施工，不能在第 0 天之前进行。", "{0}: works cannot be done before day 0", task.id,
                 name_zh(task));
  return {};
}

}  // namespace

Status check_tasks(const Plan& plan) {
  if (plan.tasks.empty()) return wrong("计划没有任务。", "the plan has no tasks");
  if (plan.tasks.size() > kMaxTasks || plan.dependencies.size() > kMaxDependencies) {
    return told(ErrorCode::kTooLarge, fmt::format("计划最多 {} 项任务、{} 条依赖。", kMaxTasks, kMaxDependencies),
                fmt::format("a plan may have {} tasks and {} dependencies", kMaxTasks, kMaxDependencies));
  }
  if (!sensible(plan.day_zero) || !sensible(plan.today))
    return wrong("第 0 天和今天应在 2000 到 2099 年之间。", "day 0 and today must lie in 2000 to 2099");
  std::set<std::string_view> ids;
  for (const auto& task : plan.tasks) {
    if (task.id.empty()) return wrong("有任务没有编号。", "a task has no id");
    if (!ids.insert(task.id).second) return wrong("两项任务的编号都是 {}。", "two tasks have the id {}", task.id);
    if (auto sound = check_task(plan, task); !sound) return sound.error();
  }
  for (const auto& d : plan.dependencies) {
    if (d.from >= plan.tasks.size() || d.to >= plan.tasks.size())
      return wrong("有依赖没有指明任务。", "a dependency names no task");
    if (d.from == d.to)
      return wrong("“{1}”不能等待自身。", "{0} waits for itself", plan.tasks[d.from].id, name_zh(plan.tasks[d.from]));
    if (d.lag < -kMaxDays || d.lag > kMaxDays) {
      return wrong("“{2}”与“{3}”之间的间隔 {4} 天超过 {5} 天。", "{0} -> {1}: a lag of {4} days is beyond {5}",
                   plan.tasks[d.from].id, plan.tasks[d.to].id, name_zh(plan.tasks[d.from]), name_zh(plan.tasks[d.to]),
                   d.lag, kMaxDays);
    }
  }
  if (const auto& t = plan.target) {
    if (t->from >= plan.tasks.size() || t->to >= plan.tasks.size())
      return wrong("目标没有指明任务。", "the target names no task");
    if (t->days < 0 || t->days > kMaxDays)
      return wrong("目标 {0} 天应在 0 到 {1} 天之间。", "a target of {0} days is beyond 0 to {1}", t->days, kMaxDays);
    if (plan.tasks[t->from].preparable) {
      return wrong("目标不能从第 0 天之前完成的“{1}”起算。",
                   "{0}: the target's clock cannot start with a task done before day 0", plan.tasks[t->from].id,
                   name_zh(plan.tasks[t->from]));
    }
  }
  return {};
}

Status check_order(const Plan& plan, const Network& network) {
  for (const auto& d : plan.dependencies) {
    if (plan.tasks[d.to].preparable && !plan.tasks[d.from].preparable) {
      return wrong("“{2}”可在第 0 天之前办理，却要等待不能提前的“{3}”。",
                   "{0} may be done before day 0, but waits for {1}, which may not", plan.tasks[d.to].id,
                   plan.tasks[d.from].id, name_zh(plan.tasks[d.to]), name_zh(plan.tasks[d.from]));
    }
  }
  const auto n = plan.tasks.size();
  for (std::size_t permit = 0; permit < n; ++permit) {
    if (!plan.tasks[permit].permit) continue;
    // Tasks whose start cannot come before the permit's finish; `late`: only their finish cannot.
    std::vector<bool> starts_after(n), ends_after(n);
    ends_after[permit] = true;
    for (const auto task : network.order()) {
      for (const auto& arc : network.before(task)) {
        if (arc.lag < 0) continue;
        const bool from_finish = arc.link == Link::kFinishStart || arc.link == Link::kFinishFinish;
        if (!(from_finish ? ends_after[arc.task] : starts_after[arc.task])) continue;
        const bool to_start = arc.link == Link::kFinishStart || arc.link == Link::kStartStart;
        if (to_start) starts_after[task] = true;
        ends_after[task] = true;
      }
    }
    for (std::size_t task = 0; task < n; ++task) {
      if (plan.tasks[task].works && !starts_after[task]) {
        return wrong(
            "“{2}”是施工，却没有等待许可“{3}”：未批先建不能列入计划。",
            "{0} is building work and does not wait for the permit {1}; work before permits is never planned",
            plan.tasks[task].id, plan.tasks[permit].id, name_zh(plan.tasks[task]), name_zh(plan.tasks[permit]));
      }
    }
  }
  return {};
}

}  // namespace lianzhao::planning
