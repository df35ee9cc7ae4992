#include "planning/landing/simulation.h"

#include <gmock/gmock.h>

#include <chrono>

#include "planning/landing/pert.h"
#include "world.h"

namespace lianzhao::planning {
namespace {

TEST(Pert, MeanIsThatOfTheFormula) {
  for (const Spread spread : {Spread{10, 20, 60}, Spread{0, 0, 30}, Spread{5, 50, 50}, Spread{100, 150, 220}}) {
    const PertTable table(spread);
    Random random(5);
    double sum = 0, squares = 0;
    constexpr int kDraws = 200'000;
    for (int i = 0; i < kDraws; ++i) {
      const int days = table.draw(random);
      ASSERT_GE(days, spread.low);
      ASSERT_LE(days, spread.high);
      sum += days;
      squares += static_cast<double>(days) * days;
    }
    const double mean = (spread.low + 4.0 * spread.likely + spread.high) / 6, width = spread.high - spread.low;
    EXPECT_NEAR(sum / kDraws, mean, 0.01 * width);
    // Variance of the beta: (mean - low)(high - mean) / 7.
    const double variance = (mean - spread.low) * (spread.high - mean) / 7;
    EXPECT_NEAR(squares / kDraws - sum * sum / kDraws / kDraws, variance, 0.03 * variance + 0.2);
  }
  Random random(1);
  EXPECT_EQ(PertTable({7, 7, 7}).draw(random), 7);
}

TEST(Simulation, TellsWhenAndWhatItHangsOn) {
  const auto plan = world(
      "task a 5,10,30\ntask b 5,10,30\ntask short 1,1,2\ntask end 0\n"
      "link a FS end\nlink b FS end\nlink short FS end\n");
  const auto network = network_of(plan);
  const auto once = simulate(plan, network, {}, 3, {10'000, 42});
  ASSERT_TRUE(once);
  EXPECT_NEAR(once->criticality[0], once->criticality[1], 0.03);
  EXPECT_GT(once->criticality[0], 0.5);
  EXPECT_EQ(once->criticality[2], 0);
  EXPECT_EQ(once->criticality[3], 1);
  EXPECT_EQ(once->probability_by(day("2026-06-01")), 0);
  EXPECT_EQ(once->probability_by(day("2026-07-01")), 1);
  const auto median = once->percentile(0.5);
  EXPECT_GE(once->probability_by(median), 0.5);
  EXPECT_LT(once->probability_by(Day{median.since_epoch - 1}), 0.5);
  EXPECT_EQ(simulate(plan, network, {}, 3, {10'000, 42})->finishes, once->finishes);
  EXPECT_NE(simulate(plan, network, {}, 3, {10'000, 43})->finishes, once->finishes);
  EXPECT_EQ(simulate(plan, network, {}, 9, {10, 1}).error().code, ErrorCode::kBadArgument);
  EXPECT_EQ(simulate(plan, network, {}, 3, {0, 1}).error().code, ErrorCode::kBadArgument);
}

TEST(Simulation, WhatHasHappenedIsCertain) {
  auto plan = world("task a 5,10,30\ntask b 2\nlink a FS b\n");
  plan.today = day("2026-06-20");
  task(plan, "a").actual = {day("2026-06-01"), day("2026-06-19")};
  const auto result = simulate(plan, network_of(plan), {}, 1, {100, 1});
  EXPECT_EQ(result->finishes.front(), day("2026-06-22"));
  EXPECT_EQ(result->finishes.back(), day("2026-06-22"));
}

}  // namespace
}  // namespace lianzhao::planning
