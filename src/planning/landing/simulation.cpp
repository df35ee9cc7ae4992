#include "planning/landing/simulation.h"

#include <algorithm>
#include <cmath>

#include "planning/landing/pert.h"
#include "planning/landing/schedule.h"

namespace lianzhao::planning {

Day Simulation::percentile(double share) const {
  const auto rank = std::ceil(std::clamp(share, 0.0, 1.0) * runs) - 1;
  return finishes[static_cast<std::size_t>(std::max(rank, 0.0))];
}

double Simulation::probability_by(Day day) const {
  const auto within = std::upper_bound(finishes.begin(), finishes.end(), day) - finishes.begin();
  return static_cast<double>(within) / runs;
}

double Simulation::mean_days_from(Day day) const {
  double sum = 0;
  for (const auto finish : finishes) sum += finish.since_epoch - day.since_epoch;
  return sum / runs;
}

Result<Simulation> simulate(const Plan& plan, const Network& network, const WorkCalendar& calendar, std::size_t task,
                            const SimulationOptions& options) {
  if (task >= plan.tasks.size()) return Error{ErrorCode::kBadArgument, "the simulation names no task of the plan"};
  if (options.runs < 1 || options.runs > 1'000'000) {
    return Error{ErrorCode::kBadArgument, "a simulation has 1 to 1,000,000 runs"};
  }
  const Timing timing(calendar);
  const auto n = plan.tasks.size();
  std::vector<PertTable> tables;
  tables.reserve(n);
  for (const auto& t : plan.tasks) tables.emplace_back(t.duration);
  std::vector<std::int32_t> days(n);
  std::vector<std::uint32_t> hung(n);
  std::vector<std::uint8_t> marked(n);
  std::vector<Day> start(n, plan.day_zero), finish(n, plan.day_zero);
  Random random(options.seed);
  Simulation result{task, options.runs, {}, std::vector<double>(n)};
  result.finishes.reserve(static_cast<std::size_t>(options.runs));
  for (int run = 0; run < options.runs; ++run) {
    for (std::size_t i = 0; i < n; ++i) days[i] = tables[i].draw(random);
    pass_forward(plan, network, timing, days, start, finish);
    result.finishes.push_back(finish[task]);
    std::fill(marked.begin(), marked.end(), 0);
    marked[task] = kByFinish;
    mark_driving(plan, network, timing, days, start, finish, marked);
    for (std::size_t i = 0; i < n; ++i) hung[i] += marked[i] != 0;
  }
  std::sort(result.finishes.begin(), result.finishes.end());
  for (std::size_t i = 0; i < n; ++i) result.criticality[i] = static_cast<double>(hung[i]) / options.runs;
  return result;
}

}  // namespace lianzhao::planning
