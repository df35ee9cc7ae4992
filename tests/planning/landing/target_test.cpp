#include "planning/landing/target.h"

#include <gmock/gmock.h>

#include "base/random.h"
#include "world.h"

namespace lianzhao::planning {
namespace {

std::vector<std::string> names(const Plan& plan, const std::vector<Demand>& members) {
  std::vector<std::string> names;
  for (const auto& m : members) {
    names.push_back(m.lag ? "lag of " + plan.tasks[plan.dependencies[m.index].to].id : plan.tasks[m.index].id);
  }
  return names;
}

void statute(Plan& plan, const std::string& id, int days) {
  task(plan, id).minimum = law_of(days);
}

// The 20 and 10 days of announcement and listing, and what lies beside them.
Plan landing() {
  auto plan = world(
      "task conditions 5\ntask draft 3,7,15w\ntask announce 20,20,22\ntask list 10,10,12\ntask sign 1w\n"
      "link conditions FS announce\nlink draft SS announce\nlink announce FS list\nlink draft FS sign\n"
      "link sign FF list\n");
  task(plan, "conditions").preparable = true;
  statute(plan, "announce", 20);
  statute(plan, "list", 10);
  plan.target = Target{1, 3, 30};
  return plan;
}

TEST(Target, ThirtyDaysWorkWithWhatIsReadyBefore) {
  const auto plan = landing();
  const auto check = check_target(plan, network_of(plan), {});
  ASSERT_TRUE(check);
  EXPECT_EQ(check->verdict, Verdict::kMet);
  EXPECT_EQ(check->lawful_days, 30);
  EXPECT_EQ(check->likely_days, 30);
  EXPECT_FALSE(check->unprepared_met);
  ASSERT_EQ(check->ready.size(), 1u);
  EXPECT_EQ(plan.tasks[check->ready[0].task].id, "conditions");
  EXPECT_EQ(check->ready[0].finish_by, plan.day_zero);
}

TEST(Target, TwentyNineDaysAreAgainstTheLaw) {
  auto plan = landing();
  plan.target->days = 29;
  const auto check = check_target(plan, network_of(plan), {});
  EXPECT_EQ(check->verdict, Verdict::kImpossibleByLaw);
  EXPECT_THAT(names(plan, check->binding), testing::ElementsAre("announce", "list"));
  EXPECT_EQ(check->binding_days, 30);
  plan.target->days = 19;  // the announcement alone is longer
  EXPECT_THAT(names(plan, check_target(plan, network_of(plan), {})->binding), testing::ElementsAre("announce"));
}

TEST(Target, HasteAndPractice) {
  auto plan = landing();
  task(plan, "announce").duration = {20, 24, 30};
  auto check = check_target(plan, network_of(plan), {});
  EXPECT_EQ(check->verdict, Verdict::kOnlyInHaste);
  EXPECT_THAT(check->to_hurry, testing::ElementsAre(2u));
  task(plan, "announce").duration = {23, 24, 30};
  check = check_target(plan, network_of(plan), {});
  EXPECT_EQ(check->verdict, Verdict::kImpossibleInPractice);
  EXPECT_EQ(check->lawful_days, 30);
  EXPECT_THAT(names(plan, check->binding), testing::ElementsAre("announce", "list"));
}

TEST(Target, WithoutOneThereIsNothingToCheck) {
  auto plan = landing();
  plan.target.reset();
  EXPECT_EQ(check_target(plan, network_of(plan), {}).error().code, ErrorCode::kBadArgument);
}

// Beside all subsets of the demands, tried one after another.
TEST(Binding, IsTheSmallestSetOnRandomPlans) {
  const WorkCalendar calendar;
  const Timing timing(calendar);
  Random random(3);
  int found = 0;
  std::array<int, 8> sizes{};
  for (int trial = 0; trial < 300; ++trial) {
    std::string text;
    constexpr std::size_t kTasks = 7;
    for (std::size_t i = 0; i < kTasks; ++i) {
      text +=
          "task t" + std::to_string(i) + " " + std::to_string(random.below(10)) + (random.chance(0.4) ? "w\n" : "\n");
    }
    for (std::size_t to = 1; to < kTasks; ++to) {
      static constexpr std::array<const char*, 4> kLinks = {"FS", "SS", "FF", "SF"};
      for (int links = 0; links < 2; ++links) {
        text += "link t" + std::to_string(random.below(to)) + " " + kLinks[random.chance(0.6) ? 0 : random.below(4)] +
                " t" + std::to_string(to) + " " + std::to_string(static_cast<int>(random.below(5)) - 2) + "\n";
      }
    }
    const auto plan = world(text);
    const auto network = network_of(plan);
    Demands demands;
    for (const auto& t : plan.tasks) demands.tasks.push_back(t.duration.low);
    for (const auto& d : plan.dependencies)
      demands.lags.push_back(d.law || random.chance(0.3) ? std::max(d.lag, 0) : 0);
    std::vector<Demand> all;
    for (std::size_t i = 0; i < demands.tasks.size(); ++i) {
      if (demands.tasks[i] > 0) all.push_back({i, false});
    }
    for (std::size_t i = 0; i < demands.lags.size(); ++i) {
      if (demands.lags[i] > 0) all.push_back({i, true});
    }
    const Day limit{plan.day_zero.since_epoch + static_cast<int>(random.below(35))};
    const auto under = [&](std::uint32_t subset) {
      Demands some{std::vector<std::int32_t>(demands.tasks.size()), std::vector<std::int32_t>(demands.lags.size())};
      for (std::size_t i = 0; i < all.size(); ++i) {
        if (!(subset >> i & 1)) continue;
        (all[i].lag ? some.lags : some.tasks)[all[i].index] =
            (all[i].lag ? demands.lags : demands.tasks)[all[i].index];
      }
      return earliest_under(plan, network, timing, some, kTasks - 1);
    };
    int smallest = INT32_MAX;
    for (std::uint32_t subset = 0; subset < 1u << all.size(); ++subset) {
      if (std::popcount(subset) < smallest && under(subset) > limit) smallest = std::popcount(subset);
    }
    const auto set = smallest_binding_set(plan, network, timing, demands, kTasks - 1, limit);
    ASSERT_EQ(set.has_value(), smallest != INT32_MAX) << trial;
    if (!set) continue;
    ++found;
    ASSERT_EQ(static_cast<int>(set->members.size()), smallest) << trial;
    ++sizes[std::min<std::size_t>(set->members.size(), 7)];
    std::uint32_t subset = 0;
    for (const auto& member : set->members) {
      subset |= 1u << (std::find(all.begin(), all.end(), member) - all.begin());
    }
    EXPECT_EQ(under(subset), set->reached) << trial;  // these alone really make it impossible
  }
  EXPECT_GT(found, 50);
  EXPECT_GT(sizes[2] + sizes[3], 20);
}

}  // namespace
}  // namespace lianzhao::planning
