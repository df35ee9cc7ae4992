#include "planning/trips/timeline.h"

#include <algorithm>

namespace lianzhao::planning {

Timeline::Timeline(const Instance& instance) : instance_(instance) {
  slots_.resize(instance.teams.size() * instance.nodes.size());
  for (std::size_t team = 0; team < instance.teams.size(); ++team) {
    const auto& t = instance.teams[team];
    for (std::uint32_t i = 0; i < instance.nodes.size(); ++i) {
      const auto& node = instance.nodes[i];
      if (!(node.teams >> team & 1) || t.most_visits == 0) continue;
      auto& slots = slots_[team * instance.nodes.size() + i];
      for (const auto& work : t.work) {
        if (node.open.empty()) {
          if (work.to - work.from >= node.service) slots.push_back(work);
          continue;
        }
        for (const auto& open : node.open) {
          const Window both{std::max(work.from, open.from), std::min(work.to, open.to)};
          if (both.to - both.from >= node.service) slots.push_back(both);
        }
      }
      // A node that cannot even be the only visit is none.
      const double home = leg(node.place, t.end);
      const double done = home < 0 ? kNever : visit(team, t.start, i, begin(team));
      if (done == kNever || arrive(team, done, home) > end(team)) slots.clear();
    }
  }
}

double Timeline::arrive(std::size_t team, double ready, double length) const {
  if (length <= 0) return length < 0 ? kNever : ready;
  for (const auto& window : instance_.teams[team].travel) {
    const double arrival = std::max(ready, window.from) + length;
    if (arrival <= window.to + kTimeSlack) return arrival;
  }
  return kNever;
}

double Timeline::leave_by(std::size_t team, double arrival, double length) const {
  if (length <= 0) return length < 0 ? -kNever : arrival;
  const auto& windows = instance_.teams[team].travel;
  for (auto window = windows.rbegin(); window != windows.rend(); ++window) {
    const double leaving = std::min(arrival, window->to + kTimeSlack) - length;
    if (leaving >= window->from) return leaving;
  }
  return -kNever;
}

double Timeline::serve(std::size_t team, std::uint32_t node, double settled) const {
  const double service = instance_.nodes[node].service;
  for (const auto& slot : slots(team, node)) {
    const double done = std::max(settled, slot.from) + service;
    if (done <= slot.to + kTimeSlack) return done;
  }
  return kNever;
}

double Timeline::settle_by(std::size_t team, std::uint32_t node, double done) const {
  const double service = instance_.nodes[node].service;
  const auto& all = slots(team, node);
  for (auto slot = all.rbegin(); slot != all.rend(); ++slot) {
    const double settled = std::min(done, slot->to + kTimeSlack) - service;
    if (settled >= slot->from) return settled;
  }
  return -kNever;
}

double Timeline::finish_of(std::size_t team, const Sequence& sequence) const {
  const auto& t = instance_.teams[team];
  if (sequence.size() > t.most_visits) return kNever;
  double at = begin(team);
  auto from = t.start;
  for (const auto node : sequence) {
    at = visit(team, from, node, at);
    if (at == kNever) return kNever;
    from = place(node);
  }
  at = arrive(team, at, leg(from, t.end));
  return at <= end(team) ? at : kNever;
}

double Timeline::effort_of(std::size_t team, const Sequence& sequence) const {
  double effort = 0;
  auto from = instance_.teams[team].start;
  for (const auto node : sequence) {
    effort += leg(from, place(node)) + instance_.nodes[node].service;
    from = place(node);
  }
  return effort + leg(from, instance_.teams[team].end);
}

}  // namespace lianzhao::planning
