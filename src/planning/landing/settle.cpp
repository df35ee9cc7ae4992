#include "planning/landing/settle.h"

namespace lianzhao::planning {
namespace {

// Days move by weeks when a boundary of the law is crossed, and rarely twice; a plan that goes to and fro keeps the
// law of the last round.
constexpr int kMostRounds = 8;

// The start of each task; false where the plan does not hold.
bool take_days(const Plan& plan, const WorkCalendar& calendar, TaskDays& days) {
  const auto network = Network::make(plan);
  if (!network) return false;
  const auto schedule = make_schedule(plan, *network, calendar);
  for (std::size_t i = 0; i < plan.tasks.size(); ++i) days[plan.tasks[i].id] = schedule.slots[i].start;
  return true;
}

}  // namespace

Result<Plan> settle(const LandingTemplate& from, const Choices& choices, Day day_zero,
                    std::span<const TaskEdit> edits, std::optional<Day> today, const WorkCalendar& calendar) {
  const auto make = [&](const Choices& chosen, const TaskDays& days) {
    auto plan = from.make_plan(chosen, day_zero, days);
    if (plan) {
      apply_edits(*plan, edits);
      plan->today = today;
    }
    return plan;
  };
  // Without figures the usual values hold, with which every step is there: so a step that turns out to be exempt has
  // the day on which it would have been taken.
  Choices usual;
  for (const auto& option : from.options()) {
    const auto said = choices.find(option.id);
    if (said != choices.end() && !option.is_figure() && !from.decides(option.id)) usual.insert(*said);
  }
  TaskDays days;
  if (const auto whole = make(usual, days)) take_days(*whole, calendar, days);
  auto plan = make(choices, days);
  for (int round = 0; plan && round < kMostRounds; ++round) {
    const auto before = days;
    if (!take_days(*plan, calendar, days) || days == before) break;
    plan = make(choices, days);
  }
  return plan;
}

}  // namespace lianzhao::planning
