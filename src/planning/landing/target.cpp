#include "planning/landing/target.h"

#include <array>

namespace lianzhao::planning {
namespace {

// The same plan as a promise: nothing has happened, everything preparable is prepared or nothing is.
Plan as_promise(const Plan& plan, bool prepared) {
  auto promise = plan;
  promise.prepared = prepared;
  promise.today.reset();
  for (auto& task : promise.tasks) task.actual = {};
  return promise;
}

Demands statutory(const Plan& plan) {
  Demands demands;
  for (const auto& task : plan.tasks) demands.tasks.push_back(task.minimum ? task.minimum->days : 0);
  for (const auto& d : plan.dependencies) demands.lags.push_back(d.law ? std::max(d.lag, 0) : 0);
  return demands;
}

Demands practical(const Plan& plan) {
  Demands demands;
  for (const auto& task : plan.tasks) demands.tasks.push_back(task.duration.low);
  for (const auto& d : plan.dependencies) demands.lags.push_back(std::max(d.lag, 0));
  return demands;
}

int days_taken(const Plan& plan, const Schedule& schedule) {
  return schedule.slots[plan.target->to].finish.since_epoch - schedule.slots[plan.target->from].start.since_epoch;
}

// Tasks on the driving chains that end in `task`.
std::vector<std::uint8_t> driving_to(const Plan& plan, const Network& network, const WorkCalendar& calendar,
                                     const Schedule& schedule, std::size_t task) {
  const auto n = plan.tasks.size();
  std::vector<std::int32_t> days(n);
  std::vector<Day> start(n), finish(n);
  for (std::size_t i = 0; i < n; ++i) {
    days[i] = days_of(plan.tasks[i], Pace::kLikely);
    start[i] = schedule.slots[i].start;
    finish[i] = schedule.slots[i].finish;
  }
  std::vector<std::uint8_t> marked(n);
  marked[task] = kByFinish;
  mark_driving(plan, network, Timing(calendar), days, start, finish, marked);
  return marked;
}

// Preparable tasks that `task` waits for, directly or not.
std::vector<std::uint8_t> awaited_by(const Network& network, std::size_t task) {
  std::vector<std::uint8_t> awaited(network.size());
  awaited[task] = 1;
  const auto order = network.order();
  for (std::size_t at = order.size(); at-- > 0;) {
    if (!awaited[order[at]]) continue;
    for (const auto& arc : network.before(order[at])) awaited[arc.task] = 1;
  }
  return awaited;
}

}  // namespace

std::string_view name_of(Verdict verdict) {
  static constexpr std::array<std::string_view, 4> kNames = {"met", "only-in-haste", "impossible-in-practice",
                                                             "impossible-by-law"};
  return kNames[static_cast<std::size_t>(verdict)];
}

Result<TargetCheck> check_target(const Plan& plan, const Network& network, const WorkCalendar& calendar) {
  if (!plan.target) return Error{ErrorCode::kBadArgument, "the plan has no target to check"};
  const Timing timing(calendar);
  const auto promise = as_promise(plan, true), bare = as_promise(plan, false);
  const auto [from, to, days] = *plan.target;
  const auto likely = make_schedule(promise, network, calendar, Pace::kLikely);
  const auto low = make_schedule(promise, network, calendar, Pace::kLow);
  TargetCheck check;
  check.days = days;
  check.due = Day{likely.slots[from].start.since_epoch + days};
  check.likely_days = days_taken(promise, likely);
  check.low_days = days_taken(promise, low);
  check.unprepared_met = days_taken(bare, make_schedule(bare, network, calendar)) <= days;
  const Day limit{plan.day_zero.since_epoch + days};
  const auto law = statutory(promise);
  check.lawful_days = earliest_under(promise, network, timing, law, to).since_epoch - plan.day_zero.since_epoch;
  if (check.lawful_days > days) {
    check.verdict = Verdict::kImpossibleByLaw;
  } else if (check.likely_days <= days) {
    check.verdict = Verdict::kMet;
  } else if (check.low_days <= days) {
    check.verdict = Verdict::kOnlyInHaste;
  } else {
    check.verdict = Verdict::kImpossibleInPractice;
  }
  if (check.verdict == Verdict::kImpossibleByLaw || check.verdict == Verdict::kImpossibleInPractice) {
    const auto demands = check.verdict == Verdict::kImpossibleByLaw ? law : practical(promise);
    if (auto set = smallest_binding_set(promise, network, timing, demands, to, limit)) {
      check.binding = std::move(set->members);
      check.binding_days = set->reached.since_epoch - plan.day_zero.since_epoch;
    }
  }
  const auto awaited = awaited_by(network, to);
  for (std::size_t i = 0; i < plan.tasks.size(); ++i) {
    const auto& slot = likely.slots[i];
    if (slot.before_day_zero && awaited[i]) check.ready.push_back({i, slot.start, slot.finish});
  }
  if (check.verdict == Verdict::kOnlyInHaste) {
    const auto driving = driving_to(promise, network, calendar, likely, to);
    for (std::size_t i = 0; i < plan.tasks.size(); ++i) {
      if (driving[i] == kByFinish && plan.tasks[i].duration.low < plan.tasks[i].duration.likely)
        check.to_hurry.push_back(i);
    }
  }
  return check;
}

}  // namespace lianzhao::planning
