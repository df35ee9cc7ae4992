#include "planning/landing/rules.h"

#include <fmt/format.h>

#include <set>

#include "planning/landing/network.h"

namespace lianzhao::planning {
namespace {

constexpr Day kEarliest = *make_day(2000, 1, 1), kLatest = *make_day(2100, 1, 1);

template <class... T>
Error wrong(fmt::format_string<T...> text, T&&... arguments) {
  return {ErrorCode::kBadInput, fmt::format(text, std::forward<T>(arguments)...)};
}

bool sensible(const std::optional<Day>& day) {
  return !day || (*day >= kEarliest && *day < kLatest);
}

Status check_task(const Plan& plan, const Task& task) {
  const auto& d = task.duration;
  if (d.low < 0 || d.high > kMaxDays || d.low > d.likely || d.likely > d.high) {
    return wrong("{}: the duration {}, {}, {} must be low <= likely <= high within 0 to {} days", task.id, d.low,
                 d.likely, d.high, kMaxDays);
  }
  if (task.minimum && d.low < task.minimum->days) {
    return wrong("{}: a duration of {} days is below the statutory minimum of {} ({}{})", task.id, d.low,
                 task.minimum->days, task.minimum->law.title.zh, task.minimum->law.article);
  }
  if (task.minimum && task.minimum->law.title.zh.empty()) return wrong("{}: its minimum names no law", task.id);
  const auto& a = task.actual;
  if (!sensible(task.not_before) || !sensible(task.deadline) || !sensible(a.started) || !sensible(a.finished)) {
    return wrong("{}: dates must lie in the years 2000 to 2099", task.id);
  }
  if (a.finished && !a.started) return wrong("{}: it has finished, but has no date of its start", task.id);
  if (a.finished && *a.finished < *a.started) {
    return wrong("{}: it finished {} before it started {}", task.id, to_string(*a.finished), to_string(*a.started));
  }
  if (a.started && !plan.today) return wrong("{}: it has started, but the plan has no date of today", task.id);
  if ((a.started && *a.started > *plan.today) ||
      (a.finished && a.finished->since_epoch > plan.today->since_epoch + 1)) {
    return wrong("{}: an actual date lies after today, {}", task.id, to_string(*plan.today));
  }
  if (task.works && task.preparable) return wrong("{}: works cannot be done before day 0", task.id);
  return {};
}

}  // namespace

Status check_tasks(const Plan& plan) {
  if (plan.tasks.empty()) return wrong("the plan has no tasks");
  if (plan.tasks.size() > kMaxTasks || plan.dependencies.size() > kMaxDependencies) {
    return Error{ErrorCode::kTooLarge,
                 fmt::format("a plan may have {} tasks and {} dependencies", kMaxTasks, kMaxDependencies)};
  }
  if (!sensible(plan.day_zero) || !sensible(plan.today)) return wrong("day 0 and today must lie in 2000 to 2099");
  std::set<std::string_view> ids;
  for (const auto& task : plan.tasks) {
    if (task.id.empty()) return wrong("a task has no id");
    if (!ids.insert(task.id).second) return wrong("two tasks have the id {}", task.id);
    if (auto sound = check_task(plan, task); !sound) return sound.error();
  }
  for (const auto& d : plan.dependencies) {
    if (d.from >= plan.tasks.size() || d.to >= plan.tasks.size()) return wrong("a dependency names no task");
    if (d.from == d.to) return wrong("{} waits for itself", plan.tasks[d.from].id);
    if (d.lag < -kMaxDays || d.lag > kMaxDays) {
      return wrong("{} -> {}: a lag of {} days is beyond {}", plan.tasks[d.from].id, plan.tasks[d.to].id, d.lag,
                   kMaxDays);
    }
  }
  if (const auto& t = plan.target) {
    if (t->from >= plan.tasks.size() || t->to >= plan.tasks.size()) return wrong("the target names no task");
    if (t->days < 0 || t->days > kMaxDays) return wrong("a target of {} days is beyond 0 to {}", t->days, kMaxDays);
    if (plan.tasks[t->from].preparable) {
      return wrong("{}: the target's clock cannot start with a task done before day 0", plan.tasks[t->from].id);
    }
  }
  return {};
}

Status check_order(const Plan& plan, const Network& network) {
  for (const auto& d : plan.dependencies) {
    if (plan.tasks[d.to].preparable && !plan.tasks[d.from].preparable) {
      return wrong("{} may be done before day 0, but waits for {}, which may not", plan.tasks[d.to].id,
                   plan.tasks[d.from].id);
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
        return wrong("{} is building work and does not wait for the permit {}; work before permits is never planned",
                     plan.tasks[task].id, plan.tasks[permit].id);
      }
    }
  }
  return {};
}

}  // namespace lianzhao::planning
