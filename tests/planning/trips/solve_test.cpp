#include "planning/trips/solve.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "base/random.h"
#include "little_instance.h"
#include "mip.h"
#include "planning/trips/moves/insert.h"
#include "planning/trips/moves/relocate.h"
#include "planning/trips/moves/replace.h"
#include "planning/trips/moves/swap_tails.h"
#include "planning/trips/moves/two_opt.h"
#include "planning/trips/route_pool.h"
#include "planning/trips/timeline.h"

namespace lianzhao::planning {
namespace {

void expect_sound(const Instance& instance, const Solution& solution) {
  const Timeline timeline(instance);
  std::vector<int> seen(instance.nodes.size());
  double score = 0;
  ASSERT_EQ(solution.routes.size(), instance.teams.size());
  for (std::size_t team = 0; team < solution.routes.size(); ++team) {
    for (const auto node : solution.routes[team]) {
      EXPECT_EQ(seen[node]++, 0);
      EXPECT_TRUE(instance.nodes[node].teams >> team & 1);
      score += instance.nodes[node].score;
    }
    if (!solution.routes[team].empty()) EXPECT_NE(timeline.finish_of(team, solution.routes[team]), kNever);
  }
  EXPECT_DOUBLE_EQ(score, solution.score);
}

// Every order of every choice, by recursion: the slow truth.
double brute_force(const Instance& instance, const Timeline& timeline, std::size_t team, std::vector<bool>& used) {
  if (team == instance.teams.size()) return 0;
  Sequence route;
  double best = 0;
  const auto grow = [&](const auto& self, double score) -> void {
    if (route.empty() || timeline.finish_of(team, route) != kNever) {
      best = std::max(best, score + brute_force(instance, timeline, team + 1, used));
    }
    for (std::uint32_t node = 0; node < instance.nodes.size(); ++node) {
      if (used[node] || !timeline.may(team, node)) continue;
      used[node] = true;
      route.push_back(node);
      self(self, score + instance.nodes[node].score);
      route.pop_back();
      used[node] = false;
    }
  };
  grow(grow, 0);
  return best;
}

TEST(Exact, AgreesWithAllOrdersOverSeveralDays) {
  Random random(17);
  for (int trial = 0; trial < 25; ++trial) {
    auto instance = several_days(random, 5, 2, 2);
    instance.settle = trial % 2 ? 45 : 0;
    const Timeline timeline(instance);
    std::vector<bool> used(instance.nodes.size());
    const auto solution = solve(instance, {});
    ASSERT_TRUE(solution);
    EXPECT_TRUE(solution->optimal);
    expect_sound(instance, *solution);
    EXPECT_NEAR(solution->score, brute_force(instance, timeline, 0, used), 1e-9) << trial;
  }
}

TEST(Exact, AgreesWithMixedIntegerProgramming) {
  Random random(23);
  for (int trial = 0; trial < 4; ++trial) {
    auto instance = one_day(random, trial % 2 ? 6 : 5, 2, trial % 2 == 1);
    instance.settle = trial < 2 ? 0 : 12;
    const auto solution = solve(instance, {});
    ASSERT_TRUE(solution);
    EXPECT_TRUE(solution->optimal);
    expect_sound(instance, *solution);
    EXPECT_NEAR(solution->score, solve_by_mip(instance), 1e-6) << trial;
  }
}

TEST(Search, FindsTheOptimumOfSmallInstances) {
  Random random(29);
  for (int trial = 0; trial < 12; ++trial) {
    auto instance = trial % 2 ? several_days(random, 11, 3, 2) : one_day(random, 12, 2, true);
    instance.settle = trial % 3 == 0 ? 0 : trial % 2 ? 45 : 9;
    const auto exact = *solve(instance, {});
    ASSERT_TRUE(exact.optimal);
    SolveOptions options;
    options.allow_exact = false;
    options.iterations = 3000;
    const auto found = *solve(instance, options);
    expect_sound(instance, found);
    EXPECT_NEAR(found.score, exact.score, 1e-9) << trial;
  }
}

TEST(Search, SameSeedSamePlan) {
  Random random(31);
  const auto instance = several_days(random, 40, 4, 3);
  SolveOptions options;
  options.iterations = 300;
  options.seconds = 1000;
  options.seed = 5;
  const auto one = *solve(instance, options), two = *solve(instance, options);
  expect_sound(instance, one);
  EXPECT_EQ(one.routes, two.routes);
  EXPECT_FALSE(one.optimal);
  EXPECT_EQ(one.iterations, 300u);
}

TEST(Search, StopsWhenToldTo) {
  Random random(37);
  const auto instance = several_days(random, 60, 4, 3);
  const std::atomic<bool> stop = true;
  SolveOptions options;
  options.seconds = 1000;
  options.stop = &stop;
  const auto solution = *solve(instance, options);
  expect_sound(instance, solution);
  EXPECT_GT(solution.score, 0);  // the first plan is there all the same
}

TEST(Search, MustVisitsComeFirst) {
  Random random(41);
  auto instance = several_days(random, 40, 2, 1);
  SolveOptions options;
  options.iterations = 500;
  auto free = *solve(instance, options);
  // The node of least score that is left out, although a team could go there.
  const Timeline timeline(instance);
  std::uint32_t poor = UINT32_MAX;
  for (std::uint32_t node = 0; node < instance.nodes.size(); ++node) {
    bool visited = false;
    for (const auto& route : free.routes) visited |= std::count(route.begin(), route.end(), node) > 0;
    if (visited || !timeline.may(0, node)) continue;
    if (poor == UINT32_MAX || instance.nodes[node].score < instance.nodes[poor].score) poor = node;
  }
  ASSERT_NE(poor, UINT32_MAX);
  instance.nodes[poor].must = true;
  const auto bound = *solve(instance, options);
  bool visited = false;
  for (const auto& route : bound.routes) visited |= std::count(route.begin(), route.end(), poor) > 0;
  EXPECT_TRUE(visited);
  EXPECT_LT(bound.score, free.score + 1e-9);
}

TEST(Solve, RefusesWhatIsNoInstance) {
  Random random(43);
  const auto good = several_days(random, 5, 2, 2);
  const auto code = [&](auto change) {
    auto bad = good;
    change(bad);
    const auto result = solve(bad, {});
    return result ? std::string("accepted") : std::string(name_of(result.error().code));
  };
  EXPECT_EQ(code([](Instance&) {}), "accepted");
  EXPECT_EQ(code([](Instance& i) { i.travel.pop_back(); }), "bad-argument");
  EXPECT_EQ(code([](Instance& i) { i.travel[1] = NAN; }), "bad-argument");
  EXPECT_EQ(code([](Instance& i) { i.nodes[0].place = 99; }), "bad-argument");
  EXPECT_EQ(code([](Instance& i) { i.nodes[0].score = -1; }), "bad-argument");
  EXPECT_EQ(code([](Instance& i) { i.nodes[0].service = INFINITY; }), "bad-argument");
  EXPECT_EQ(code([](Instance& i) { i.teams[0].work = {{5, 1}}; }), "bad-argument");
  EXPECT_EQ(code([](Instance& i) { i.teams[0].travel.clear(); }), "bad-argument");
  EXPECT_EQ(code([](Instance& i) { i.teams.resize(65, i.teams[0]); }), "bad-argument");
  const auto empty = solve(Instance{}, {});
  EXPECT_TRUE(empty && empty->optimal);
}

// What a move says that it gains is what the roster gains by it.
TEST(Moves, GainIsWhatChanges) {
  Random random(47);
  std::map<std::string, int> applied;
  for (int trial = 0; trial < 400; ++trial) {
    const auto instance = trial % 2 ? one_day(random, 14, 3, false) : several_days(random, 14, 3, 2);
    std::vector<double> scores;
    for (const auto& node : instance.nodes) scores.push_back(node.score);
    const Timeline timeline(instance);
    Roster roster(timeline, scores);
    for (int i = 0; i < 6; ++i) insert_best(roster);
    const auto a = random.below(3), b = (a + 1 + random.below(2)) % 3;
    const auto& route = roster.route(a).nodes;
    const auto& other = roster.route(b).nodes;
    const auto node = static_cast<std::uint32_t>(random.below(14));
    const auto check = [&](Move& move, const char* name) {
      if (!move.is_valid()) return;
      const auto gain = move.gain();
      const double score = roster.score(), effort = roster.effort();
      auto before = roster;
      move.apply();
      EXPECT_NEAR(roster.score() - score, gain.score, 1e-6) << name;
      EXPECT_NEAR(effort - roster.effort(), gain.effort, 1e-6) << name;
      for (std::size_t team = 0; team < roster.teams(); ++team) {
        if (!roster.route(team).nodes.empty()) {
          EXPECT_NE(timeline.finish_of(team, roster.route(team).nodes), kNever) << name;
        }
        for (const auto visited : roster.route(team).nodes)
          EXPECT_EQ(roster.team_of(visited), static_cast<int>(team));
      }
      ++applied[name];
      roster = before;
    };
    Insert insert(roster, node, a, random.below(route.size() + 1));
    check(insert, "insert");
    SwapTails swap(roster, a, random.below(route.size() + 1), b, random.below(other.size() + 1));
    check(swap, "swap tails");
    if (route.empty()) continue;
    Replace replace(roster, a, random.below(route.size()), random.below(route.size()), node);
    check(replace, "replace");
    const auto first = random.below(route.size()),
               count = 1 + random.below(std::min<std::size_t>(3, route.size() - first));
    TwoOpt reverse(roster, a, first, first + count - 1);
    check(reverse, "two opt");
    Relocate away(roster, a, first, count, b, random.below(other.size() + 1));
    check(away, "relocate away");
    Relocate within(roster, a, first, count, a, random.below(route.size() - count + 1));
    check(within, "relocate within");
  }
  EXPECT_EQ(applied.size(), 6u);
  for (const auto& [name, times] : applied) EXPECT_GT(times, 20) << name;
}

// Insertions judged in O(1) are those that a walk along the route allows.
TEST(Roster, QuickCheckOfInsertionsIsExact) {
  Random random(53);
  int allowed = 0, refused = 0;
  for (int trial = 0; trial < 60; ++trial) {
    const auto instance = several_days(random, 20, 2, 3);
    std::vector<double> scores(20, 1);
    const Timeline timeline(instance);
    Roster roster(timeline, scores);
    for (int i = 0; i < 7; ++i) insert_best(roster);
    for (std::uint32_t node = 0; node < 20; ++node) {
      if (roster.team_of(node) >= 0) continue;
      for (std::size_t team = 0; team < 2; ++team) {
        for (std::size_t at = 0; at <= roster.route(team).nodes.size(); ++at) {
          auto nodes = roster.route(team).nodes;
          nodes.insert(nodes.begin() + static_cast<std::ptrdiff_t>(at), node);
          const bool walk = timeline.may(team, node) && timeline.finish_of(team, nodes) != kNever;
          EXPECT_EQ(roster.can_insert(team, at, node), walk);
          ++(walk ? allowed : refused);
        }
      }
    }
  }
  EXPECT_GT(allowed, 100);
  EXPECT_GT(refused, 100);
}

TEST(RoutePool, PutsTheBestRoutesTogether) {
  Random random(59);
  auto instance = one_day(random, 6, 2, false);
  instance.teams[0].travel = instance.teams[1].travel = {{0, 1e6}};
  instance.teams[0].work = instance.teams[1].work = {{0, 1e6}};
  const std::vector<double> scores = {10, 9, 8, 7, 6, 5};
  const Timeline timeline(instance);
  RoutePool pool(timeline, scores);
  Roster roster(timeline, scores);
  roster.set(0, {0, 1, 5});
  roster.set(1, {2});
  pool.add(roster);  // 24 and 8
  roster.set(0, {0, 2});
  roster.set(1, {1, 3, 4});
  pool.add(roster);  // 18 and 22
  roster.set(1, {});
  roster.set(0, {2, 3, 4});
  pool.add(roster);  // 21: with the first it makes 45
  const auto plan = pool.best_above(40, 10'000);
  ASSERT_EQ(plan.size(), 2u);
  auto all = plan[0];
  all.insert(all.end(), plan[1].begin(), plan[1].end());
  std::sort(all.begin(), all.end());
  EXPECT_THAT(all, testing::ElementsAre(0, 1, 2, 3, 4, 5));
  EXPECT_TRUE(pool.best_above(45, 10'000).empty());
}

}  // namespace
}  // namespace lianzhao::planning
