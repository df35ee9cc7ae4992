#include <gmock/gmock.h>

#include "base/random.h"
#include "planning/landing/compare.h"
#include "planning/landing/warnings.h"
#include "world.h"

namespace lianzhao::planning {
namespace {

using testing::HasSubstr;

TEST(Schedule, AllFourLinksWithLags) {
  const auto plan = world(
      "task a 10\ntask fs 5\ntask ss 5\ntask ff 3\ntask sf 4\n"
      "link a FS fs 2\nlink a SS ss 3\nlink a FF ff 1\nlink a SF sf 20\n");
  const auto s = schedule_of(plan);
  EXPECT_EQ(slot(plan, s, "fs"), "12..17");
  EXPECT_EQ(slot(plan, s, "ss"), "3..8");
  EXPECT_EQ(slot(plan, s, "ff"), "8..11");
  EXPECT_EQ(slot(plan, s, "sf"), "16..20");
  EXPECT_EQ(s.end.since_epoch - plan.day_zero.since_epoch, 20);
  EXPECT_EQ(s.slots[0].slack, 0);
  EXPECT_TRUE(s.slots[0].critical);  // its start drives sf
  EXPECT_EQ(s.slots[1].slack, 3);
}

TEST(Schedule, WorkingDaysSkipWeekends) {
  // Day 0 is a Monday; 5 working days fill the week, the next task waits for Monday.
  const auto plan = world("task a 5w\ntask b 1w\ntask c 1\nlink a FS b\nlink a FS c\nlink b FS c 2w\n");
  const auto s = schedule_of(plan);
  EXPECT_EQ(slot(plan, s, "a"), "0..5");
  EXPECT_EQ(slot(plan, s, "b"), "7..8");
  EXPECT_EQ(slot(plan, s, "c"), "10..11");
  EXPECT_TRUE(s.slots[0].critical);
  EXPECT_EQ(s.slots[0].slack, 0);
}

TEST(Schedule, DeadlineGivesNegativeSlack) {
  auto plan = world("task a 10\ntask b 10\nlink a FS b\n");
  task(plan, "b").deadline = day("2026-06-16");
  const auto s = schedule_of(plan);
  EXPECT_EQ(s.slots[0].slack, -5);
  EXPECT_EQ(s.slots[1].slack, -5);
  const auto warnings = find_warnings(plan, network_of(plan), {}, s);
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_EQ(warnings[0].kind, WarningKind::kDeadlineMissed);
  EXPECT_EQ(warnings[0].days, 5);
}

TEST(Schedule, ActualDatesMoveTheRest) {
  auto plan = world("task a 10\ntask b 10\ntask c 5\nlink a FS b\nlink b FS c\n");
  plan.today = day("2026-06-20");
  task(plan, "a").actual = {day("2026-06-03"), day("2026-06-18")};
  auto s = schedule_of(plan);
  EXPECT_EQ(slot(plan, s, "a"), "2..17");
  EXPECT_EQ(slot(plan, s, "b"), "19..29");  // not begun yet, so not before today
  task(plan, "b").actual = {day("2026-06-19"), std::nullopt};
  s = schedule_of(plan);
  EXPECT_EQ(slot(plan, s, "c"), "28..33");
  plan.today = day("2026-07-10");  // still at work although it should have ended
  s = schedule_of(plan);
  EXPECT_EQ(slot(plan, s, "b"), "18..40");
}

TEST(Schedule, PreparedTasksLieBeforeDayZero) {
  auto plan = world("task p 5w\ntask q 10\ntask a 3\ntask b 4\nlink p FS q\nlink q FS b\nlink a FS b\n");
  task(plan, "p").preparable = task(plan, "q").preparable = true;
  auto s = schedule_of(plan);
  EXPECT_EQ(slot(plan, s, "b"), "15..19");
  plan.prepared = true;
  s = schedule_of(plan);
  EXPECT_EQ(slot(plan, s, "b"), "3..7");
  EXPECT_EQ(slot(plan, s, "q"), "-10..0");
  EXPECT_EQ(slot(plan, s, "p"), "-17..-10");  // five working days that end on a Friday
}

TEST(Schedule, BadPlansAreRefused) {
  EXPECT_THAT(
      refusal(world("task a 1\ntask b 1\ntask c 1\ntask d 1\nlink d FS a\nlink a FS b\nlink b FS c\nlink c SS a\n")),
      HasSubstr("c -> a -> b -> c"));
  EXPECT_THAT(refusal(world("task a 1\nlink a FS a\n")), HasSubstr("waits for itself"));
  EXPECT_THAT(refusal(world("task a 1\ntask a 1\n")), HasSubstr("two tasks"));
  EXPECT_THAT(refusal(world("task a 5,3,9\n")), HasSubstr("low <= likely"));
  EXPECT_THAT(refusal(world("task a 5,30,9999\n")), HasSubstr("low <= likely"));
  EXPECT_THAT(refusal(Plan{}), HasSubstr("no tasks"));
  auto plan = world("task a 10\n");
  task(plan, "a").minimum = law_of(20);
  EXPECT_THAT(refusal(plan), HasSubstr("below the statutory minimum of 20 (some law, Art. 1)"));
  plan = world("task a 10\n");
  task(plan, "a").actual.started = day("2026-06-02");
  EXPECT_THAT(refusal(plan), HasSubstr("no date of today"));
  plan.today = day("2026-06-01");
  EXPECT_THAT(refusal(plan), HasSubstr("after today"));
  plan.today = day("2026-06-10");
  task(plan, "a").actual.finished = day("2026-06-01");
  EXPECT_THAT(refusal(plan), HasSubstr("before it started"));
  plan = world("task a 1\ntask b 1\nlink a FS b\n");
  task(plan, "b").preparable = true;
  EXPECT_THAT(refusal(plan), HasSubstr("before day 0"));
}

TEST(Schedule, WorksAreNeverPlannedBeforePermits) {
  auto plan = world("task permit 5\ntask dig 5\ntask build 5\nlink dig FS build\n");
  task(plan, "permit").permit = true;
  task(plan, "dig").works = task(plan, "build").works = true;
  EXPECT_THAT(refusal(plan), HasSubstr("dig is building work and does not wait for the permit permit"));
  plan.dependencies.push_back({0, 1, Link::kFinishStart, -2, DayKind::kCalendar, std::nullopt});
  EXPECT_THAT(refusal(plan), HasSubstr("does not wait"));
  plan.dependencies.back().lag = 0;
  EXPECT_EQ(refusal(plan), "");
  plan.dependencies.back().link = Link::kStartStart;
  EXPECT_THAT(refusal(plan), HasSubstr("does not wait"));
  plan.dependencies.back().link = Link::kFinishFinish;
  EXPECT_THAT(refusal(plan), HasSubstr("dig is building work"));
}

TEST(Warnings, WorksBegunBeforeThePermit) {
  auto plan = world("task permit 30\ntask dig 5\nlink permit FS dig\n");
  task(plan, "permit").permit = true;
  task(plan, "dig").works = true;
  plan.today = day("2026-06-11");
  task(plan, "permit").actual.started = day("2026-06-01");
  task(plan, "dig").actual.started = day("2026-06-10");
  const auto warnings = find_warnings(plan, network_of(plan), {}, schedule_of(plan));
  ASSERT_EQ(warnings.size(), 2u);
  EXPECT_EQ(warnings[0].kind, WarningKind::kWorksBeforePermit);
  EXPECT_EQ(warnings[0].days, 21);
  EXPECT_EQ(warnings[1].kind, WarningKind::kOutOfOrder);
}

TEST(Warnings, ShorterThanTheLawAllows) {
  auto plan = world("task listing 10\n");
  task(plan, "listing").minimum = law_of(10);
  plan.today = day("2026-07-01");
  task(plan, "listing").actual = {day("2026-06-01"), day("2026-06-08")};
  const auto warnings = find_warnings(plan, network_of(plan), {}, schedule_of(plan));
  ASSERT_EQ(warnings.size(), 1u);
  EXPECT_EQ(warnings[0].kind, WarningKind::kBelowMinimum);
  EXPECT_EQ(warnings[0].days, 3);
}

TEST(Compare, NamesWhatMoved) {
  const auto first = world("task a 10\ntask b 5\ntask gone 1\nlink a FS b\n");
  const auto second = world("task a 7\ntask b 5\ntask new 1\nlink a FS b\n");
  const auto c = compare(first, schedule_of(first), second, schedule_of(second));
  EXPECT_EQ(c.end_shift, -3);
  ASSERT_EQ(c.tasks.size(), 4u);
  EXPECT_EQ(c.tasks[0].duration_change, -3);
  EXPECT_EQ(c.tasks[1].start_shift, -3);
  EXPECT_FALSE(c.tasks[2].second);
  EXPECT_EQ(c.tasks[3].id, "new");
}

std::string random_world(Random& random, std::size_t tasks) {
  std::string text;
  for (std::size_t i = 0; i < tasks; ++i) {
    const auto low = random.below(12), likely = low + random.below(8), high = likely + random.below(12);
    text += "task t" + std::to_string(i) + " " + std::to_string(low) + "," + std::to_string(likely) + "," +
            std::to_string(high) + (random.chance(0.5) ? "w\n" : "\n");
  }
  for (std::size_t to = 1; to < tasks; ++to) {
    for (auto links = random.below(4); links-- > 0;) {
      static constexpr std::array<const char*, 4> kLinks = {"FS", "SS", "FF", "SF"};
      text += "link t" + std::to_string(random.below(to)) + " " + kLinks[random.below(4)] + " t" +
              std::to_string(to) + " " + std::to_string(static_cast<int>(random.below(9)) - 3) +
              (random.chance(0.5) ? "w\n" : "\n");
    }
  }
  return text;
}

// What slack means: a task may begin that much later without moving the end, and not a day more.
TEST(Schedule, SlackIsExactOnRandomPlans) {
  Random random(11);
  for (int trial = 0; trial < 60; ++trial) {
    auto plan = world(random_world(random, 14));
    const auto base = schedule_of(plan);
    for (std::size_t i = 0; i < plan.tasks.size(); ++i) {
      EXPECT_GE(base.slots[i].slack, 0);
      if (base.slots[i].slack == 0) EXPECT_TRUE(base.slots[i].critical);
      auto moved = plan;
      moved.tasks[i].not_before = base.slots[i].latest_start;
      EXPECT_EQ(schedule_of(moved).end, base.end);
      moved.tasks[i].not_before = Day{base.slots[i].latest_start.since_epoch + 1};
      EXPECT_GT(schedule_of(moved).end, base.end) << trial << " " << plan.tasks[i].id;
    }
  }
}

}  // namespace
}  // namespace lianzhao::planning
