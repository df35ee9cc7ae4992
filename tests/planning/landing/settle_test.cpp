// Each task has the law of its own day; figures decide the branch by the thresholds of that day; saved plans say what has been
// replaced; finishes are last days of work.
#include "planning/landing/settle.h"

#include <gmock/gmock.h>

#include "planning/landing/holiday_note.h"
#include "planning/landing/law_changes.h"
#include "world.h"

namespace lianzhao::planning {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const LandingTemplate& standard() {
  static const auto made =
      *LandingTemplate::load(LIANZHAO_SHARE_DIR "/landing/standard.yaml",
                             *LawBook::load(LIANZHAO_SHARE_DIR "/landing/laws.yaml"));
  return made;
}

const WorkCalendar& china() {
  static const auto calendar = *WorkCalendar::load(LIANZHAO_SHARE_DIR "/calendar/cn.tsv");
  return calendar;
}

Plan plan_of(const std::string& start, const Choices& choices = {}) {
  auto plan = settle(standard(), choices, day(start), {}, std::nullopt, china());
  EXPECT_TRUE(plan) << plan.error().message;
  return *std::move(plan);
}

const Decision& decision_of(const Plan& plan, const std::string& option) {
  for (const auto& each : plan.decisions) {
    if (each.option == option) return each;
  }
  static const Decision kNone;
  ADD_FAILURE() << option;
  return kNone;
}

TEST(LawInForce, OldNamesBeforeTheCodeAndNewOnesAfter) {
  for (const auto& [eia, what, days] : std::vector<std::tuple<std::string, std::string, int>>{
           {"form", "影响报告表", 30}, {"report", "影响报告书", 60}}) {
    auto before = plan_of("2026-01-05", {{"eia", eia}}), after = plan_of("2026-09-01", {{"eia", eia}});
    EXPECT_EQ(task(before, "eia_decision").name.zh, "环境" + what + "审批");
    EXPECT_EQ(task(after, "eia_decision").name.zh, "生态环境" + what + "审批");
    EXPECT_EQ(words_of(task(before, "eia_decision").limit->law).zh, "《环境影响评价法》第二十二条");
    EXPECT_EQ(words_of(task(after, "eia_decision").limit->law).zh, "《生态环境法典》第一百零二条");
    EXPECT_EQ(task(after, "eia_decision").limit->days, days);
    EXPECT_EQ(words_of(task(after, "eia_decision").rules[0]).en, "Ecological and Environmental Code, Art. 107");
  }
  auto filed = plan_of("2026-09-01", {{"eia", "register"}});
  EXPECT_EQ(task(filed, "eia_decision").name.zh, "生态环境影响登记表备案");
  EXPECT_FALSE(task(filed, "eia_decision").limit);
  EXPECT_FALSE(find_task(filed, "discharge_permit"));
}

// The document is written under the old law and decided under the Code: within one plan, each by its day.
TEST(LawInForce, EachTaskByItsOwnDay) {
  auto plan = plan_of("2026-06-15", {{"eia", "report"}});
  const auto s = schedule_of(plan, china());
  const auto start = [&](const std::string& id) { return s.slots[*find_task(plan, id)].start; };
  ASSERT_LT(start("eia_preparation"), day("2026-08-15"));
  ASSERT_GE(start("eia_decision"), day("2026-08-15"));
  EXPECT_EQ(task(plan, "eia_preparation").name.zh, "编制环境影响报告书");
  EXPECT_EQ(task(plan, "eia_decision").name.zh, "生态环境影响报告书审批");
  // Every citation of every task holds on the task's day.
  for (const auto& one : plan.tasks) {
    for (const auto* law : citations_of(one)) {
      EXPECT_TRUE(!law->from || *law->from <= start(one.id)) << one.id << " " << law->id;
      EXPECT_TRUE(!law->until || start(one.id) < *law->until) << one.id << " " << law->id;
    }
  }
}

TEST(Decisions, EnergyByTheThresholdsOfTheDay) {
  struct Case {
    std::string start;
    Choices figures;
    std::string value;
    DecidedBy by;
  };
  const std::vector<Case> cases = {
      // Until 2025-08-31 electricity counts, from 2025-09-01 coal.
      {"2025-03-03", {{"energy_tce", "800"}, {"power_10mwh", "400"}}, "exempt", DecidedBy::kFigures},
      {"2025-03-03", {{"energy_tce", "800"}, {"power_10mwh", "500"}}, "required", DecidedBy::kFigures},
      {"2025-03-03", {{"energy_tce", "800"}, {"coal_t", "0"}}, "required", DecidedBy::kDefault},
      {"2025-10-09", {{"energy_tce", "800"}, {"coal_t", "0"}}, "exempt", DecidedBy::kFigures},
      {"2025-10-09", {{"energy_tce", "999.9"}, {"coal_t", "999.9"}}, "exempt", DecidedBy::kFigures},
      {"2025-10-09", {{"energy_tce", "1000"}, {"coal_t", "0"}}, "required", DecidedBy::kFigures},
      {"2025-10-09", {{"energy_tce", "800"}, {"coal_t", "1000"}}, "required", DecidedBy::kFigures},
      {"2025-10-09", {{"energy_tce", "800"}}, "required", DecidedBy::kDefault},
      {"2025-10-09", {{"energy_tce", "10000"}}, "province", DecidedBy::kFigures},
      {"2025-10-09", {{"energy_tce", "5000"}, {"coal_t", "10000"}}, "province", DecidedBy::kFigures},
      {"2024-03-04", {{"energy_tce", "6000"}}, "required", DecidedBy::kFigures},
      {"2022-03-01", {{"energy_tce", "6000"}}, "province", DecidedBy::kFigures},
      {"2025-10-09", {{"energy_tce", "600000"}}, "province", DecidedBy::kFigures},
      {"2025-10-09", {{"energy_tce", "600000"}, {"energy_field", "named"}}, "national", DecidedBy::kFigures},
      {"2025-10-09", {{"energy_tce", "5000"}, {"coal_t", "0"}, {"energy_zone", "done"}}, "commitment", DecidedBy::kFigures},
      // What was chosen stands until the figures are known, and gives way to them.
      {"2025-10-09", {{"energy", "exempt"}}, "exempt", DecidedBy::kChoice},
      {"2025-10-09", {{"energy", "exempt"}, {"energy_tce", "20000"}}, "province", DecidedBy::kFigures},
  };
  for (const auto& one : cases) {
    const auto plan = plan_of(one.start, one.figures);
    const auto& decision = decision_of(plan, "energy");
    std::string said = one.start;
    for (const auto& [figure, value] : one.figures) said += " " + figure + "=" + value;
    EXPECT_EQ(decision.value, one.value) << said;
    EXPECT_EQ(decision.by, one.by) << said;
    EXPECT_EQ(find_task(plan, "energy_review").has_value(), one.value != "exempt") << said;
  }
}

// Day 0 lies before the boundary, the review after it: the threshold of the review's day decides, even though the step
// then falls away.
TEST(Decisions, TheDayOfTheStepCounts) {
  const auto plan = plan_of("2025-08-11", {{"energy_tce", "800"}, {"power_10mwh", "900"}, {"coal_t", "0"}});
  EXPECT_EQ(decision_of(plan, "energy").value, "exempt");
  EXPECT_EQ(decision_of(plan, "energy").law->id, "energy-2025-exempt");
}

TEST(Decisions, WaterAndSoilBySize) {
  const std::vector<std::tuple<std::string, std::string, std::string>> cases = {
      {"5", "0", "report"},     {"1", "50000", "report"}, {"4.9", "49999", "form"}, {"0.5", "0", "form"},
      {"0.4", "1000", "form"},  {"0.49", "999", "none"}};
  for (const auto& [area, earth, value] : cases) {
    const auto plan = plan_of("2025-03-03", {{"area_ha", area}, {"earthwork_m3", earth}});
    EXPECT_EQ(decision_of(plan, "soil").value, value) << area << " " << earth;
    EXPECT_EQ(find_task(plan, "soil_plan").has_value(), value != "none");
    EXPECT_EQ(find_task(plan, "soil_review").has_value(), value == "report");
  }
}

TEST(Decisions, SayWhyAndAskForWhatIsMissing) {
  const auto exempt = words_of(decision_of(plan_of("2025-10-09", {{"energy_tce", "800"}, {"coal_t", "0"}}), "energy"));
  EXPECT_THAT(exempt.zh, HasSubstr("免于审查"));
  EXPECT_THAT(exempt.zh, HasSubstr("年综合能耗 800 吨标准煤"));
  EXPECT_THAT(exempt.zh, HasSubstr("《固定资产投资项目节能审查和碳排放评价办法》"));
  EXPECT_THAT(exempt.zh, HasSubstr("已读原文"));
  EXPECT_THAT(exempt.en, HasSubstr("energy a year 800 tce"));
  const auto soil = words_of(decision_of(plan_of("2025-03-03", {{"area_ha", "0.4"}, {"earthwork_m3", "9"}}), "soil"));
  EXPECT_THAT(soil.zh, HasSubstr("二手资料"));
  EXPECT_THAT(soil.en, HasSubstr("secondary sources"));
  const auto asked = words_of(decision_of(plan_of("2025-10-09", {{"energy_tce", "800"}}), "energy"));
  EXPECT_THAT(asked.zh, HasSubstr("请填写：年煤炭消费量（吨）"));
  EXPECT_THAT(asked.en, HasSubstr("fill in: coal a year (t)"));
}

TEST(Decisions, FiguresMustBeNumbers) {
  for (const auto* bad : {"-1", "1e3", "many", "1,000", "nan", "inf", " 5"}) {
    const auto plan = standard().make_plan({{"area_ha", bad}}, day("2025-03-03"));
    ASSERT_FALSE(plan) << bad;
    EXPECT_THAT(plan.error().zh, HasSubstr("征占地面积"));
  }
  EXPECT_TRUE(standard().make_plan({{"area_ha", ""}}, day("2025-03-03")));
}

TEST(LawChanges, ASavedPlanSaysWhatHasBeenReplaced) {
  const auto plan = plan_of("2026-03-02");
  // Seen while the law still holds: nothing to say.
  EXPECT_TRUE(find_law_changes(plan, standard().laws(), day("2026-03-02"), day("2026-05-01")).empty());
  const auto changes = find_law_changes(plan, standard().laws(), day("2026-03-02"), day("2026-09-01"));
  ASSERT_FALSE(changes.empty());
  const auto words = words_of(plan, changes.front());
  EXPECT_THAT(words.zh, HasSubstr("自 2026-08-15 起已由《生态环境法典》"));
  EXPECT_THAT(words.en, HasSubstr("has been replaced on 2026-08-15 by Ecological and Environmental Code"));
  for (const auto& change : changes) EXPECT_EQ(change.kind, LawChangeKind::kReplaced);
}

TEST(LawChanges, AndWhatHasTakenThePlaceSinceItWasSaved) {
  const auto plan = plan_of("2026-08-03");
  const auto changes = find_law_changes(plan, standard().laws(), day("2026-08-03"), day("2026-08-20"));
  const auto at = std::find_if(changes.begin(), changes.end(), [&](const LawChange& change) {
    return plan.tasks[change.task].id == "eia_decision" && change.kind == LawChangeKind::kSinceSaved;
  });
  ASSERT_NE(at, changes.end());
  EXPECT_THAT(words_of(plan, *at).zh, HasSubstr("《环境影响评价法》第二十二条自 2026-08-15 起由《生态环境法典》第一百零二条"));
  // Saved under the Code: nothing has changed since.
  EXPECT_TRUE(find_law_changes(plan_of("2026-09-01"), standard().laws(), day("2026-09-01"), day("2026-12-01")).empty());
}

TEST(LawChanges, NotOfWhatIsFinished) {
  auto plan = plan_of("2026-03-02");
  for (auto& one : plan.tasks) one.actual = {day("2026-03-02"), day("2026-03-03")};
  EXPECT_TRUE(find_law_changes(plan, standard().laws(), day("2026-03-02"), day("2026-09-01")).empty());
}

TEST(LastDay, IsTheLastDayOfWork) {
  auto plan = world("task a 2w\ntask b 1\ntask c 0\nlink a FS b\nlink b FS c\n");
  plan.day_zero = day("2026-04-29");  // Wednesday; the holiday begins on Friday
  const auto s = schedule_of(plan, china());
  const auto last = [&](std::size_t i) { return to_string(last_day(s.slots[i].start, s.slots[i].finish)); };
  EXPECT_EQ(last(0), "2026-04-30");
  EXPECT_EQ(to_string(s.slots[1].start), "2026-05-01");
  EXPECT_EQ(last(1), "2026-05-01");
  EXPECT_EQ(last(2), "2026-05-02");  // takes no time: stays on its day
  EXPECT_EQ(to_string(s.last), "2026-05-02");
  // Begun on the eve, two working days end after the holiday.
  plan.day_zero = day("2026-04-30");
  const auto eve = schedule_of(plan, china());
  EXPECT_EQ(to_string(last_day(eve.slots[0].start, eve.slots[0].finish)), "2026-05-06");
}

TEST(LastDay, ActualDaysAreReadAsLastDays) {
  auto plan = world("task a 5\ntask b 3\ntask m 0\nlink a FS b\n");
  plan.today = day("2026-06-20");
  apply_edits(plan, std::vector<TaskEdit>{{"a", {}, {}, {}, day("2026-06-01"), day("2026-06-01")},
                                          {"m", {}, {}, {}, day("2026-06-03"), day("2026-06-03")}});
  EXPECT_EQ(task(plan, "a").actual.finished, day("2026-06-02"));  // one day of work
  EXPECT_EQ(task(plan, "m").actual.finished, day("2026-06-03"));
  const auto s = schedule_of(plan);
  EXPECT_EQ(last_day(s.slots[2].start, s.slots[2].finish), day("2026-06-03"));
  // Finished before it started: refused.
  apply_edits(plan, std::vector<TaskEdit>{{"a", {}, {}, {}, day("2026-06-05"), day("2026-06-04")}});
  EXPECT_THAT(refusal(plan), HasSubstr("before it started"));
}

TEST(LastDay, WhatIsUnderWayIsAtWorkToday) {
  auto plan = world("task a 2w\n");
  plan.today = day("2026-06-20");  // a Saturday
  task(plan, "a").actual.started = day("2026-06-01");
  const auto s = schedule_of(plan);
  EXPECT_EQ(to_string(last_day(s.slots[0].start, s.slots[0].finish)), "2026-06-22");
}

TEST(HolidayNotes, SayWhichYearsAreUnknown) {
  const auto notes = [&](const std::vector<int>& years) {
    std::vector<std::string> zh;
    for (const auto& note : holiday_notes(years, china())) zh.push_back(note.zh);
    return zh;
  };
  EXPECT_TRUE(notes({}).empty());
  EXPECT_THAT(notes({2018, 2019}), ElementsAre(testing::AllOf(HasSubstr("2018至2019 年"), HasSubstr("自 2020 年起"))));
  EXPECT_THAT(notes({2027}), ElementsAre(testing::AllOf(HasSubstr("2027 年"), HasSubstr("只计法定节日"))));
  EXPECT_THAT(notes({2027, 2028}), ElementsAre(HasSubstr("2027"), HasSubstr("2028")));
  EXPECT_THAT(notes({2030, 2032}), ElementsAre(HasSubstr("2030、2032")));
  const auto en = holiday_notes({2018, 2019, 2027}, china());
  ASSERT_EQ(en.size(), 2u);
  EXPECT_THAT(en[0].en, HasSubstr("begins with 2020 and has no holidays of 2018 to 2019"));
  EXPECT_THAT(en[1].en, HasSubstr("holidays of 2027 are not announced"));
}

TEST(HolidayNotes, APlanOf2018NamesItsOwnYears) {
  const auto plan = plan_of("2018-05-07");
  const auto years = schedule_of(plan, china()).unannounced_years;
  EXPECT_THAT(years, ElementsAre(2018, 2019));
}

}  // namespace
}  // namespace lianzhao::planning
