#include "planning/trips/solve.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "planning/trips/exact.h"
#include "planning/trips/local_search.h"
#include "planning/trips/route_pool.h"
#include "planning/trips/ruin.h"

namespace lianzhao::planning {
namespace {

constexpr std::uint64_t kCycle = 5000;         // iterations from hot to cold
constexpr double kHot = 0.02, kCold = 0.0005;  // temperature as a share of the score
constexpr std::size_t kPackingSteps = 400'000;

bool sorted(const std::vector<Window>& windows) {
  for (std::size_t i = 0; i < windows.size(); ++i) {
    if (!std::isfinite(windows[i].from) || !std::isfinite(windows[i].to) || windows[i].to < windows[i].from)
      return false;
    if (i > 0 && windows[i].from < windows[i - 1].to) return false;
  }
  return true;
}

Status check(const Instance& instance) {
  const auto wrong = [](std::string_view what) { return Error{ErrorCode::kBadArgument, std::string(what)}; };
  if (instance.nodes.size() > kMaxNodes || instance.teams.size() > kMaxTeams) {
    return wrong(fmt::format("a plan may have {} places to visit and {} teams", kMaxNodes, kMaxTeams));
  }
  if (instance.travel.size() != static_cast<std::size_t>(instance.places) * instance.places) {
    return wrong("the travel matrix does not fit the number of places");
  }
  for (const auto time : instance.travel) {
    if (!std::isfinite(time)) return wrong("a travel time is not finite");
  }
  for (const auto& node : instance.nodes) {
    if (node.place >= instance.places) return wrong("a node lies in a place beyond the matrix");
    if (!(node.score >= 0) || !std::isfinite(node.score)) return wrong("a score must be 0 or more");
    if (!(node.service >= 0) || !std::isfinite(node.service)) return wrong("a service time must be 0 or more");
    if (!sorted(node.open)) return wrong("opening hours must be in order and not overlap");
  }
  for (const auto& team : instance.teams) {
    if (team.start >= instance.places || team.end >= instance.places) return wrong("a team starts or ends nowhere");
    if (team.travel.empty() || team.work.empty() || !sorted(team.travel) || !sorted(team.work)) {
      return wrong("a team needs days for travel and work, in order");
    }
  }
  return {};
}

// What the search counts: a must-visit is worth more than everything else together, and nodes of no score nothing.
std::vector<double> search_scores(const Instance& instance) {
  double sum = 1;
  for (const auto& node : instance.nodes) sum += node.score;
  std::vector<double> scores;
  scores.reserve(instance.nodes.size());
  for (const auto& node : instance.nodes) scores.push_back(node.score + (node.must ? sum : 0));
  return scores;
}

class Search {
 public:
  Search(const Instance& instance, const Timeline& timeline, const SolveOptions& options)
      : timeline_(timeline),
        options_(options),
        scores_(search_scores(instance)),
        random_(options.seed),
        rebuilder_(timeline, scores_),
        pool_(timeline, scores_),
        best_(timeline, scores_),
        current_(timeline, scores_),
        began_(std::chrono::steady_clock::now()) {
    for (std::uint32_t node = 0; node < scores_.size(); ++node) {
      bool any = false;
      for (std::size_t team = 0; team < instance.teams.size(); ++team) any |= timeline.may(team, node);
      if (any) ceiling_ += scores_[node];
    }
  }

  [[nodiscard]] const std::vector<double>& scores() const { return scores_; }

  void run() {
    std::vector<bool> marked(current_.teams(), true);
    rebuilder_.recreate(current_, random_, marked);
    improve(current_, marked, true);
    keep_if_better();
    for (std::uint64_t cycle = 0; !over(); ++cycle) {
      if (cycle % 3 == 2) {  // far from the best, so that the pool gets other routes
        rebuilder_.ruin(current_, 0.4 + 0.6 * random_.uniform(), random_, marked);
        rebuilder_.recreate(current_, random_, marked);
        improve(current_, marked, false);
      } else {
        current_ = best_;
      }
      anneal();
      recombine();
    }
  }

  [[nodiscard]] bool reached_ceiling() const { return best_.score() >= ceiling_ - 1e-6; }
  [[nodiscard]] const Roster& best() const { return best_; }
  [[nodiscard]] std::uint64_t iterations() const { return iteration_; }

 private:
  [[nodiscard]] bool over() const {
    if (reached_ceiling() || (options_.stop && *options_.stop)) return true;
    if (options_.iterations && iteration_ >= options_.iterations) return true;
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count() >= options_.seconds;
  }

  bool keep_if_better() {
    const double score = current_.score(), best = best_.score();
    if (score < best - 1e-9 || (score < best + 1e-9 && current_.effort() >= best_.effort() - 1e-6)) return false;
    best_ = current_;
    return score > best + 1e-9;
  }

  void anneal() {
    std::vector<bool> marked(current_.teams());
    for (std::uint64_t step = 0; step < kCycle && !over(); ++step) {
      ++iteration_;
      const double progress = static_cast<double>(step) / kCycle;
      const double heat = best_.score() * kHot * std::pow(kCold / kHot, progress);
      auto next = current_;
      rebuilder_.ruin(next, 0.02 + 0.5 * random_.uniform() * random_.uniform(), random_, marked);
      rebuilder_.recreate(next, random_, marked);
      const double floor = current_.score() + heat * std::log(std::max(random_.uniform(), 1e-300));
      if (next.score() < floor - 0.1 * best_.score()) {  // hopeless: not worth polishing
        marked.assign(marked.size(), false);
        continue;
      }
      improve(next, marked, false);
      pool_.add(next);
      if (next.score() < floor) continue;
      current_ = std::move(next);
      if (keep_if_better()) {
        std::vector<bool> all(current_.teams(), true);
        improve(current_, all, true);
        keep_if_better();
      }
    }
  }

  void recombine() {
    auto plan = pool_.best_above(best_.score(), kPackingSteps);
    if (plan.empty()) return;
    Roster combined(timeline_, scores_);
    for (std::size_t team = 0; team < plan.size(); ++team) combined.set(team, std::move(plan[team]));
    std::vector<bool> all(combined.teams(), true);
    improve(combined, all, true);
    current_ = std::move(combined);
    keep_if_better();
  }

  const Timeline& timeline_;
  const SolveOptions& options_;
  std::vector<double> scores_;
  Random random_;
  Rebuilder rebuilder_;
  RoutePool pool_;
  Roster best_, current_;
  double ceiling_ = 0;  // score of everything that can be visited at all
  std::uint64_t iteration_ = 0;
  std::chrono::steady_clock::time_point began_;
};

}  // namespace

Result<Solution> solve(const Instance& instance, const SolveOptions& options) {
  if (auto sound = check(instance); !sound) return sound.error();
  Solution solution;
  solution.routes.resize(instance.teams.size());
  if (instance.teams.empty() || instance.nodes.empty()) {
    solution.optimal = true;
    return solution;
  }
  const Timeline timeline(instance);
  Search search(instance, timeline, options);
  auto exact = options.allow_exact ? solve_exactly(timeline, search.scores(), options.stop) : std::nullopt;
  if (exact) {
    solution.routes = *std::move(exact);
    solution.optimal = true;
  } else {
    search.run();
    for (std::size_t team = 0; team < instance.teams.size(); ++team) {
      solution.routes[team] = search.best().route(team).nodes;
    }
    solution.optimal = search.reached_ceiling();
    solution.iterations = search.iterations();
  }
  for (std::size_t team = 0; team < instance.teams.size(); ++team) {
    solution.effort += timeline.effort_of(team, solution.routes[team]);
    for (const auto node : solution.routes[team]) solution.score += instance.nodes[node].score;
  }
  return solution;
}

}  // namespace lianzhao::planning
