#include "planning/landing/evaluate.h"

#include <algorithm>

namespace lianzhao::planning {

void apply_edits(Plan& plan, std::span<const TaskEdit> edits) {
  for (const auto& edit : edits) {
    const auto at = find_task(plan, edit.id);
    if (!at) continue;
    auto& task = plan.tasks[*at];
    auto& spread = task.duration;
    if (edit.low) spread.low = *edit.low;
    if (edit.high) spread.high = *edit.high;
    if (edit.days) {
      spread.likely = *edit.days;
      if (!edit.low) spread.low = std::min(spread.low, spread.likely);
      if (!edit.high) spread.high = std::max(spread.high, spread.likely);
    }
    task.actual.started = edit.started;
    task.actual.finished = edit.last_day;
    if (edit.last_day && edit.started) {
      // Left as it is where it lies before the start, which the check of the plan refuses.
      if (*edit.last_day >= *edit.started) {
        task.actual.finished = end_after(*edit.started, *edit.last_day, is_milestone(task));
      }
    }
  }
}

Result<Evaluation> evaluate(Plan plan, const WorkCalendar& calendar, const SimulationOptions& options) {
  auto network = Network::make(plan);
  if (!network) return network.error();
  Evaluation out;
  std::size_t last = plan.tasks.empty() ? 0 : plan.tasks.size() - 1;
  if (plan.target) {
    auto check = check_target(plan, *network, calendar);
    if (!check) return check.error();
    out.due = check->due;
    const auto& began = plan.tasks[plan.target->from].actual.started;
    if (began) out.due = Day{began->since_epoch + plan.target->days};
    out.check = *std::move(check);
    last = plan.target->to;
    auto& deadline = plan.tasks[last].deadline;
    deadline = deadline ? std::min(*deadline, out.due) : out.due;
  }
  out.schedule = make_schedule(plan, *network, calendar);
  out.warnings = find_warnings(plan, *network, calendar, out.schedule);
  auto simulation = simulate(plan, *network, calendar, last, options);
  if (!simulation) return simulation.error();
  out.simulation = *std::move(simulation);
  if (plan.target) out.probability = out.simulation.probability_by(out.due);
  out.plan = std::move(plan);
  return out;
}

}  // namespace lianzhao::planning
