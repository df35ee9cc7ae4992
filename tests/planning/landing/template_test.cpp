#include "planning/landing/template.h"

#include <gmock/gmock.h>

#include "planning/landing/target.h"
#include "world.h"

namespace lianzhao::planning {
namespace {

using testing::HasSubstr;

LandingTemplate standard() {
  const auto laws = LawBook::load(LIANZHAO_SHARE_DIR "/landing/laws.yaml");
  EXPECT_TRUE(laws) << laws.error().message;
  auto loaded = LandingTemplate::load(LIANZHAO_SHARE_DIR "/landing/standard.yaml", *laws);
  EXPECT_TRUE(loaded) << loaded.error().message;
  return *std::move(loaded);
}

WorkCalendar china() {
  return *WorkCalendar::load(LIANZHAO_SHARE_DIR "/calendar/cn.tsv");
}

TEST(StandardTemplate, ThirtyDaysAreTheLeastThatTheLawAllows) {
  const auto made = standard();
  auto plan = *made.make_plan({}, day("2023-02-06"));
  const auto network = network_of(plan);
  auto check = check_target(plan, network, china());
  ASSERT_TRUE(check);
  EXPECT_EQ(check->verdict, Verdict::kMet);
  EXPECT_EQ(check->lawful_days, 30);
  EXPECT_FALSE(check->unprepared_met);
  EXPECT_GE(check->ready.size(), 4u);
  plan.target->days = 29;
  check = check_target(plan, network, china());
  EXPECT_EQ(check->verdict, Verdict::kImpossibleByLaw);
  ASSERT_EQ(check->binding.size(), 2u);
  EXPECT_EQ(plan.tasks[check->binding[0].index].id, "announcement");
  EXPECT_EQ(plan.tasks[check->binding[1].index].id, "listing");
}

TEST(StandardTemplate, VariantsDiffer) {
  const auto made = standard();
  const auto calendar = china();
  const auto end = [&](const Choices& choices) {
    const auto plan = *made.make_plan(choices, day("2026-03-02"));
    const auto s = schedule_of(plan, calendar);
    return s.slots[*find_task(plan, "start")].start.since_epoch - plan.day_zero.since_epoch;
  };
  const int normal = end({});
  EXPECT_GT(end({{"eia", "report"}}), normal);
  EXPECT_LT(end({{"pace", "at_once"}}), normal);
  EXPECT_EQ(end({{"land", "uncleared"}}), normal);  // the clearing lies before day 0
  const auto uncleared = *made.make_plan({{"land", "uncleared"}}, day("2026-03-02"));
  const auto s = schedule_of(uncleared, calendar);
  EXPECT_LT(s.slots[*find_task(uncleared, "clearing")].start, day("2025-12-01"));
  const auto in_hand = *made.make_plan({{"land", "in_hand"}}, day("2026-03-02"));
  EXPECT_FALSE(find_task(in_hand, "listing"));
  EXPECT_EQ(in_hand.tasks[in_hand.target->to].id, "building_permit");
}

TEST(StandardTemplate, EveryMinimumNamesItsLaw) {
  const auto plan = *standard().make_plan({{"land", "uncleared"}, {"eia", "report"}}, day("2026-03-02"));
  int minima = 0;
  for (const auto& task : plan.tasks) {
    if (!task.minimum) continue;
    ++minima;
    EXPECT_FALSE(task.minimum->law.title.zh.empty());
    EXPECT_FALSE(task.minimum->law.article.zh.empty());
  }
  EXPECT_GE(minima, 6);
}

TEST(StandardTemplate, PlansBeyondTheAnnouncedHolidaysSaySo) {
  const auto made = standard();
  const auto years = [&](const std::string& start) {
    return schedule_of(*made.make_plan({}, day(start)), china()).unannounced_years;
  };
  EXPECT_EQ(years("2026-11-02"), (std::vector{2027}));
  EXPECT_EQ(years("2019-11-04"), (std::vector{2019}));
  EXPECT_TRUE(years("2024-03-04").empty());
}

TEST(StandardTemplate, UnknownOptionsAreNamed) {
  EXPECT_THAT(standard().make_plan({{"moon", "x"}}, day("2026-03-02")).error().message, HasSubstr("land"));
  EXPECT_THAT(standard().make_plan({{"eia", "x"}}, day("2026-03-02")).error().message, HasSubstr("register"));
}

std::string complaint(const std::string& tasks) {
  auto made = LandingTemplate::parse(
      "version: 2026-01-01\nname: {zh: 甲, en: a}\nowners: {o: {zh: 乙, en: b}}\n"
      "options: [{id: v, zh: 丙, en: c, values: [{id: x, zh: 丁, en: d}, {id: y, zh: 戊, en: e}]}]\n" +
          tasks,
      "t.yaml");
  return made ? "" : made.error().message;
}

TEST(Template, ComplaintsNameTheLine) {
  const std::string a = "tasks:\n- {id: a, zh: 一, en: one, owner: o, days: [1, 2, 3]}\n";
  EXPECT_EQ(complaint(a), "");
  EXPECT_THAT(complaint(a + "- {id: b, zh: 二, en: two, owner: o, days: [1, 2, 3], after: [c]}\n"),
              HasSubstr("t.yaml:7: there is no task 'c'"));
  EXPECT_THAT(complaint(a + "- {id: b, zh: 二, en: two, owner: o, days: [1, 2], after: [a]}\n"),
              HasSubstr(":7: days"));
  EXPECT_THAT(complaint(a + "- {id: b, zh: 二, en: two, owner: o, dais: [1, 2, 3]}\n"),
              HasSubstr("'dais' is no field"));
  EXPECT_THAT(complaint(a + "- {id: b, zh: 二, en: two, owner: o, days: [1, 2, 3], when: {w: x}}\n"),
              HasSubstr("no option 'w'"));
  EXPECT_THAT(complaint(a + "- {id: b, zh: 二, en: two, owner: p, days: [1, 2, 3]}\n"), HasSubstr("no owner 'p'"));
  EXPECT_THAT(
      complaint(
          a +
          "- {id: b, zh: 二, en: two, owner: o, days: [1, 2, 3], minimum: l}\n"),
      HasSubstr("no provision 'l'"));
  EXPECT_THAT(complaint("tasks: [a"), HasSubstr("t.yaml:"));
  EXPECT_THAT(complaint("tasks:\n- 5\n"), HasSubstr("must have fields"));
  EXPECT_THAT(complaint("tasks: 7\n"), HasSubstr("must be a list"));
  // A circle that only one variant has.
  EXPECT_THAT(
      complaint("tasks:\n- {id: a, zh: 一, en: one, owner: o, days: [1, 2, 3], after: [{task: b, when: {v: y}}]}\n"
                "- {id: b, zh: 二, en: two, owner: o, days: [1, 2, 3], after: [a]}\n"),
      HasSubstr("(v=y)"));
}

}  // namespace
}  // namespace lianzhao::planning
