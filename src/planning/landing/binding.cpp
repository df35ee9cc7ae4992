#include "planning/landing/binding.h"

#include <algorithm>

namespace lianzhao::planning {
namespace {

constexpr Day kNever{INT32_MIN / 2};

// Where the best time of an event with k demands comes from.
struct Step {
  std::int32_t event = -1;  // earlier event, -1: day 0
  std::int32_t used = 0;    // demands used up to it
  Demand demand;
  bool demands = false;
};

// Events 2i and 2i + 1 are the start and the finish of task i.
class LongestPaths {
 public:
  LongestPaths(const Plan& plan, const Network& network, const Timing& timing, const Demands& demands, int most)
      : plan_(plan), timing_(timing), demands_(demands), width_(static_cast<std::size_t>(most) + 1) {
    const auto events = plan.tasks.size() * 2;
    best_.assign(events * width_, kNever);
    step_.resize(events * width_);
    for (const auto i : network.order()) {
      if (is_prepared(i)) continue;
      const auto start = 2 * std::size_t{i}, finish = start + 1;
      offer(start, 0, plan.day_zero, {});
      for (const auto& arc : network.before(i)) {
        if (!is_prepared(arc.task)) follow(arc, i);
      }
      extend(start, finish, 0, DayKind::kCalendar, {});
      extend(start, finish, demands_.tasks[i], plan.tasks[i].kind, Demand{i, false});
    }
  }

  [[nodiscard]] Day best(std::size_t event, std::size_t used) const { return best_[event * width_ + used]; }
  [[nodiscard]] std::vector<Demand> members(std::size_t event, std::size_t used) const {
    std::vector<Demand> members;
    for (auto at = static_cast<std::int32_t>(event); at >= 0;) {
      const auto& step = step_[static_cast<std::size_t>(at) * width_ + used];
      if (step.demands) members.push_back(step.demand);
      at = step.event;
      used = static_cast<std::size_t>(step.used);
    }
    std::reverse(members.begin(), members.end());
    return members;
  }

 private:
  [[nodiscard]] bool is_prepared(std::size_t task) const { return plan_.prepared && plan_.tasks[task].preparable; }

  void offer(std::size_t event, std::size_t used, Day day, const Step& step) {
    auto& best = best_[event * width_ + used];
    if (day <= best) return;
    best = day;
    step_[event * width_ + used] = step;
  }
  // Takes `days` from one event to another; positive days are a demand, others hold always.
  void extend(std::size_t from, std::size_t to, std::int32_t days, DayKind kind, Demand demand) {
    const std::size_t cost = days > 0 ? 1 : 0;
    for (std::size_t used = 0; used + cost < width_; ++used) {
      const auto at = best(from, used);
      if (at == kNever) continue;
      offer(to, used + cost, timing_.plus(at, days, kind),
            {static_cast<std::int32_t>(from), static_cast<std::int32_t>(used), demand, cost == 1});
    }
  }
  void follow(const Arc& arc, std::size_t task) {
    const bool from_finish = arc.link == Link::kFinishStart || arc.link == Link::kFinishFinish;
    const bool to_start = arc.link == Link::kFinishStart || arc.link == Link::kStartStart;
    const auto from = 2 * std::size_t{arc.task} + (from_finish ? 1 : 0), to = 2 * task + (to_start ? 0 : 1);
    const auto lag = demands_.lags[arc.dependency];
    // Without its demand an arc still orders; an overlap is taken as it is.
    extend(from, to, std::min(arc.lag, 0), arc.lag_kind, {});
    if (lag > 0) extend(from, to, lag, arc.lag_kind, Demand{arc.dependency, true});
  }

  const Plan& plan_;
  const Timing& timing_;
  const Demands& demands_;
  std::size_t width_;
  std::vector<Day> best_;
  std::vector<Step> step_;
};

}  // namespace

Day earliest_under(const Plan& plan, const Network& network, const Timing& timing, const Demands& demands,
                   std::size_t to) {
  std::vector<Day> start(plan.tasks.size(), plan.day_zero), finish = start;
  const auto prepared = [&](std::size_t task) { return plan.prepared && plan.tasks[task].preparable; };
  for (const auto i : network.order()) {
    if (prepared(i)) continue;
    auto ends = plan.day_zero;
    for (const auto& arc : network.before(i)) {
      if (prepared(arc.task)) continue;
      const bool from_finish = arc.link == Link::kFinishStart || arc.link == Link::kFinishFinish;
      const bool to_start = arc.link == Link::kFinishStart || arc.link == Link::kStartStart;
      const auto lag = arc.lag < 0 ? arc.lag : demands.lags[arc.dependency];
      const auto bound = timing.plus(from_finish ? finish[arc.task] : start[arc.task], lag, arc.lag_kind);
      auto& side = to_start ? start[i] : ends;
      side = std::max(side, bound);
    }
    finish[i] = std::max(ends, timing.plus(start[i], demands.tasks[i], plan.tasks[i].kind));
  }
  return finish[to];
}

std::optional<BindingSet> smallest_binding_set(const Plan& plan, const Network& network, const Timing& timing,
                                               const Demands& demands, std::size_t to, Day limit) {
  if (earliest_under(plan, network, timing, demands, to) <= limit) return std::nullopt;
  const auto positive = [](std::int32_t days) { return days > 0; };
  const auto most = static_cast<int>(std::count_if(demands.tasks.begin(), demands.tasks.end(), positive) +
                                     std::count_if(demands.lags.begin(), demands.lags.end(), positive));
  // Small sets are likely: widen until one is found, so that the table stays small.
  for (int width = std::min(most, 4);; width = std::min(most, width * 2)) {
    const LongestPaths paths(plan, network, timing, demands, width);
    for (int used = 0; used <= width; ++used) {
      const auto event = 2 * to + 1;
      const auto reached = paths.best(event, static_cast<std::size_t>(used));
      if (reached > limit) return BindingSet{paths.members(event, static_cast<std::size_t>(used)), reached};
    }
    if (width == most) return std::nullopt;  // not reached: the path of earliest_under uses at most all demands
  }
}

}  // namespace lianzhao::planning
