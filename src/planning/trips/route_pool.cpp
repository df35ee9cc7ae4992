#include "planning/trips/route_pool.h"

#include <algorithm>

#include "base/random.h"

namespace lianzhao::planning {
namespace {

constexpr std::size_t kMost = 6000;

bool same(const std::vector<Window>& a, const std::vector<Window>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Window& x, const Window& y) { return x.from == y.from && x.to == y.to; });
}

bool interchangeable(const Instance& instance, std::size_t a, std::size_t b) {
  const auto &x = instance.teams[a], &y = instance.teams[b];
  return x.start == y.start && x.end == y.end && x.most_visits == y.most_visits && same(x.travel, y.travel) &&
         same(x.work, y.work) && std::all_of(instance.nodes.begin(), instance.nodes.end(), [&](const Node& node) {
           return (node.teams >> a & 1) == (node.teams >> b & 1);
         });
}

// Depth-first over routes by falling score; as many routes of a kind as there are teams of it.
template <class Entry>
class Packing {
 public:
  Packing(const std::vector<Entry>& entries, std::vector<std::size_t> free, std::size_t words, std::size_t max_steps)
      : entries_(entries), free_(std::move(free)), used_(words), steps_left_(max_steps) {
    for (const auto count : free_) slots_ += count;
  }
  std::vector<std::size_t> run(double above) {
    best_ = above + 1e-6;
    go(0, 0);
    return found_;
  }

 private:
  void go(std::size_t from, double score) {
    if (score > best_) {
      best_ = score;
      found_ = chosen_;
    }
    if (slots_ == 0) return;
    for (std::size_t i = from; i < entries_.size(); ++i) {
      const auto& entry = entries_[i];
      if (score + entry.score * static_cast<double>(slots_) <= best_) return;
      if (steps_left_ == 0) return;
      --steps_left_;
      if (free_[entry.kind] == 0) continue;
      bool clash = false;
      for (std::size_t w = 0; w < used_.size(); ++w) clash |= (used_[w] & entry.set[w]) != 0;
      if (clash) continue;
      for (std::size_t w = 0; w < used_.size(); ++w) used_[w] |= entry.set[w];
      --free_[entry.kind];
      --slots_;
      chosen_.push_back(i);
      go(i + 1, score + entry.score);
      chosen_.pop_back();
      ++slots_;
      ++free_[entry.kind];
      for (std::size_t w = 0; w < used_.size(); ++w) used_[w] &= ~entry.set[w];
    }
  }

  const std::vector<Entry>& entries_;
  std::vector<std::size_t> free_, chosen_, found_;
  std::vector<std::uint64_t> used_;
  std::size_t slots_ = 0, steps_left_;
  double best_ = 0;
};

}  // namespace

RoutePool::RoutePool(const Timeline& timeline, const std::vector<double>& scores)
    : scores_(scores), words_((scores.size() + 63) / 64) {
  const auto& instance = timeline.instance();
  for (std::uint32_t team = 0; team < instance.teams.size(); ++team) {
    std::uint32_t kind = 0;
    while (kind < teams_of_kind_.size() && !interchangeable(instance, teams_of_kind_[kind][0], team)) ++kind;
    if (kind == teams_of_kind_.size()) teams_of_kind_.emplace_back();
    teams_of_kind_[kind].push_back(team);
    kind_.push_back(kind);
  }
  Random random(0x9E37);
  for (std::size_t i = 0; i < scores.size() + teams_of_kind_.size(); ++i) keys_.push_back(random.next());
}

void RoutePool::add(const Roster& roster) {
  const double plan = roster.score();
  for (std::size_t team = 0; team < roster.teams(); ++team) {
    const auto& route = roster.route(team);
    if (route.nodes.empty()) continue;
    auto key = keys_[scores_.size() + kind_[team]];
    for (const auto node : route.nodes) key ^= keys_[node];
    const auto [at, fresh] = known_.emplace(key, entries_.size());
    if (!fresh) {
      auto& entry = entries_[at->second];
      entry.plan = std::max(entry.plan, plan);
      if (route.effort < entry.effort) {
        entry.nodes = route.nodes;
        entry.effort = route.effort;
      }
      continue;
    }
    Entry entry{route.nodes, std::vector<std::uint64_t>(words_), route.score, route.effort, plan, kind_[team]};
    for (const auto node : route.nodes) entry.set[node / 64] |= std::uint64_t{1} << (node % 64);
    entries_.push_back(std::move(entry));
  }
  if (entries_.size() > 2 * kMost) trim();
}

void RoutePool::trim() {
  if (entries_.size() > kMost) {
    std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
      return a.plan != b.plan ? a.plan > b.plan : a.score != b.score ? a.score > b.score : a.nodes < b.nodes;
    });
    entries_.resize(kMost);
  }
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    return a.score != b.score ? a.score > b.score : a.nodes < b.nodes;
  });
  known_.clear();
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    auto key = keys_[scores_.size() + entries_[i].kind];
    for (const auto node : entries_[i].nodes) key ^= keys_[node];
    known_.emplace(key, i);
  }
}

std::vector<Sequence> RoutePool::best_above(double above, std::size_t max_steps) {
  trim();
  std::vector<std::size_t> free;
  free.reserve(teams_of_kind_.size());
  for (const auto& teams : teams_of_kind_) free.push_back(teams.size());
  const auto chosen = Packing(entries_, free, words_, max_steps).run(above);
  if (chosen.empty()) return {};
  std::vector<Sequence> plan(kind_.size());
  for (const auto index : chosen) {
    const auto& entry = entries_[index];
    plan[teams_of_kind_[entry.kind][--free[entry.kind]]] = entry.nodes;
  }
  return plan;
}

}  // namespace lianzhao::planning
