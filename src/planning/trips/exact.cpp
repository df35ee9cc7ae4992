#include "planning/trips/exact.h"

#include <algorithm>
#include <bit>

namespace lianzhao::planning {
namespace {

// What one team can do with sets of the usable nodes.
class TeamSets {
 public:
  TeamSets(const Timeline& timeline, std::size_t team, const std::vector<std::uint32_t>& nodes)
      : timeline_(timeline), team_(team), nodes_(nodes), n_(nodes.size()) {
    const auto& t = timeline.instance().teams[team];
    const auto sets = std::size_t{1} << n_;
    done_.assign(sets * n_, kNever);
    for (std::size_t i = 0; i < n_; ++i) {
      done_[(std::size_t{1} << i) * n_ + i] = visit(timeline.begin(team), t.start, i);
    }
    for (std::size_t set = 1; set < sets; ++set) {
      for (std::size_t last = 0; last < n_; ++last) {
        const double ready = done_[set * n_ + last];
        if (ready == kNever) continue;
        for (std::size_t next = 0; next < n_; ++next) {
          if (set >> next & 1) continue;
          auto& done = done_[(set | std::size_t{1} << next) * n_ + next];
          done = std::min(done, visit(ready, timeline.place(nodes_[last]), next));
        }
      }
    }
  }
  // The last node of a feasible order of the set with the least effort home; n when there is none.
  [[nodiscard]] std::size_t last_of(std::size_t set) const {
    const auto& t = timeline_.instance().teams[team_];
    std::size_t best = n_;
    double best_home = kNever;
    if (static_cast<std::size_t>(std::popcount(set)) > t.most_visits) return n_;
    for (std::size_t last = 0; last < n_; ++last) {
      const double ready = done_[set * n_ + last];
      if (!(set >> last & 1) || ready == kNever) continue;
      const double home = timeline_.arrive(team_, ready, timeline_.leg(timeline_.place(nodes_[last]), t.end));
      if (home <= timeline_.end(team_) && home < best_home) {
        best = last;
        best_home = home;
      }
    }
    return best;
  }
  [[nodiscard]] Sequence order_of(std::size_t set) const {
    Sequence order;
    for (auto last = last_of(set); set != 0 && last < n_;) {
      order.push_back(nodes_[last]);
      const auto rest = set & ~(std::size_t{1} << last);
      std::size_t before = n_;
      for (std::size_t i = 0; i < n_ && rest != 0; ++i) {
        const double ready = done_[rest * n_ + i];
        if ((rest >> i & 1) && ready != kNever &&
            visit(ready, timeline_.place(nodes_[i]), last) == done_[set * n_ + last]) {
          before = i;
          break;
        }
      }
      set = rest;
      last = before;
    }
    std::reverse(order.begin(), order.end());
    return order;
  }

 private:
  [[nodiscard]] double visit(double ready, std::uint32_t from, std::size_t node) const {
    return timeline_.visit(team_, from, nodes_[node], ready);
  }
  const Timeline& timeline_;
  std::size_t team_;
  const std::vector<std::uint32_t>& nodes_;
  std::size_t n_;
  std::vector<double> done_;  // sets x last node
};

}  // namespace

std::optional<std::vector<Sequence>> solve_exactly(const Timeline& timeline, const std::vector<double>& scores,
                                                   const std::atomic<bool>* stop) {
  const auto& instance = timeline.instance();
  std::vector<std::uint32_t> nodes;
  for (std::uint32_t node = 0; node < instance.nodes.size(); ++node) {
    bool any = false;
    for (std::size_t team = 0; team < instance.teams.size(); ++team) any |= timeline.may(team, node);
    if (any && scores[node] > 0) nodes.push_back(node);
  }
  if (nodes.size() > kExactNodes) return std::nullopt;
  const auto sets = std::size_t{1} << nodes.size();
  std::vector<double> worth(sets);
  for (std::size_t set = 1; set < sets; ++set) {
    worth[set] = worth[set & (set - 1)] + scores[nodes[static_cast<std::size_t>(std::countr_zero(set))]];
  }
  // best[set]: the most that the teams so far make of the nodes of the set; taken: what the latest of them takes.
  std::vector<double> best(sets);
  std::vector<std::vector<std::uint32_t>> taken;
  std::vector<TeamSets> teams;
  for (std::size_t team = 0; team < instance.teams.size(); ++team) {
    if (stop && *stop) return std::nullopt;
    teams.emplace_back(timeline, team, nodes);
    std::vector<std::size_t> possible;
    for (std::size_t set = 1; set < sets; ++set) {
      if (teams.back().last_of(set) < nodes.size()) possible.push_back(set);
    }
    auto next = best;
    auto& choice = taken.emplace_back(sets);
    for (const auto set : possible) {
      const auto others = (sets - 1) & ~set;
      // Every superset of `set`: `set` and any part of the others.
      for (auto part = others;; part = (part - 1) & others) {
        const double value = best[part] + worth[set];
        if (value > next[part | set] + 1e-9) {
          next[part | set] = value;
          choice[part | set] = static_cast<std::uint32_t>(set);
        }
        if (part == 0) break;
      }
    }
    best = std::move(next);
  }
  std::vector<Sequence> plan(instance.teams.size());
  auto left = sets - 1;
  for (std::size_t team = instance.teams.size(); team-- > 0;) {
    const auto set = taken[team][left];
    plan[team] = teams[team].order_of(set);
    left &= ~std::size_t{set};
  }
  return plan;
}

}  // namespace lianzhao::planning
