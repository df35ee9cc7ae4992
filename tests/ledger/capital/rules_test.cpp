// Counting rules, periods, sums and forecast on entries written here: figures computed by hand, and properties on
// random ledgers.
#include <gtest/gtest.h>

#include <numeric>

#include "base/random.h"
#include "ledger/capital/forecast.h"
#include "ledger/capital/payments.h"
#include "ledger/capital/summary.h"

namespace lianzhao::ledger::capital {
namespace {

constexpr std::int64_t kWan = 1'000'000;  // 10,000 yuan in fen

Instant at(Day day, int hour = 12) {
  return Instant{static_cast<std::int64_t>(day.since_epoch) * 86'400'000'000} + hours(hour);
}

Rule usual() {
  Rule rule;
  rule.id = "usual";
  rule.origins = {Origin::kAbroad, Origin::kOtherProvince, Origin::kOtherCity};
  rule.uses = {Use::kFixedInvestment};
  rule.evidences = {Evidence::kBankVoucher, Evidence::kInvoice};
  return rule;
}

Entry entry(const std::string& id, Day day, std::int64_t yuan_fen) {
  Entry made;
  made.id = id;
  made.project = "p1";
  made.group = "wind";
  made.paid = day;
  made.entered_at = at(day);
  made.state = AuditState::kPassed;
  made.audited = day;
  made.audited_at = at(day, 15);
  made.yuan_fen = yuan_fen;
  made.evidence = Evidence::kBankVoucher;
  return made;
}

Day day(int year, unsigned month, unsigned of_month) {
  return *make_day(year, month, of_month);
}

TEST(CapitalRule, EveryReasonNotToCount) {
  const auto good = entry("a", day(2023, 1, 5), 100 * kWan);
  EXPECT_TRUE(judge(usual(), good).counts);
  const auto refused_for = [&](auto change) {
    auto changed = good;
    change(changed);
    const auto verdict = judge(usual(), changed);
    EXPECT_FALSE(verdict.counts);
    EXPECT_FALSE(verdict.zh.empty());
    return verdict.en;
  };
  EXPECT_EQ(refused_for([](Entry& e) { e.origin = Origin::kLocal; }), "its origin is outside the rule");
  EXPECT_EQ(refused_for([](Entry& e) { e.use = Use::kWorkingCapital; }), "its use is outside the rule");
  EXPECT_EQ(refused_for([](Entry& e) { e.evidence = Evidence::kNone; }), "its evidence is not accepted");
  EXPECT_EQ(refused_for([](Entry& e) { e.state = AuditState::kEntered; }), "not audited yet");
  EXPECT_EQ(refused_for([](Entry& e) { e.state = AuditState::kRefused; }), "the audit refused it");
  EXPECT_EQ(refused_for([](Entry& e) { e.second_phase = true; }),
            "second phases inside an existing contract do not count");
  auto rule = usual();
  rule.minimum_fen = 101 * kWan;
  EXPECT_EQ(judge(rule, good).en, "below the smallest amount");
  rule = usual();
  rule.clock = ClockDate::kPaid;
  auto fresh = good;
  fresh.state = AuditState::kEntered;
  EXPECT_TRUE(judge(rule, fresh).counts);
}

TEST(CapitalRule, TheMonthOfTheClockUnlessItWasClosed) {
  auto late = entry("a", day(2023, 1, 31), kWan);
  late.audited = day(2023, 2, 2);
  late.audited_at = at(day(2023, 3, 9));
  const std::vector<Close> closes = {{make_month(2023, 2), at(day(2023, 3, 5))}};
  EXPECT_EQ(to_string(*period_of(usual(), late, {})), "2023-02");
  EXPECT_EQ(to_string(*period_of(usual(), late, closes)), "2023-03");  // February was closed when it became known
  auto paid = usual();
  paid.clock = ClockDate::kPaid;
  EXPECT_EQ(to_string(*period_of(paid, late, closes)), "2023-01");  // entered before the close
  late.entered_at = at(day(2023, 3, 6));
  EXPECT_EQ(to_string(*period_of(paid, late, closes)), "2023-03");  // closing February closed January too
  late.audited_at.reset();
  late.audited.reset();
  EXPECT_FALSE(period_of(usual(), late, closes));
}

// 120 + 30 in the first quarter of 2023, 60 + 40 in that of 2022, of which a basis restates February to 50:
// growth = 150 / 110 - 1.
TEST(CapitalSummary, ComputedByHand) {
  std::vector<Entry> entries = {
      entry("a", day(2023, 1, 5), 120 * kWan), entry("b", day(2023, 3, 31), 30 * kWan),
      entry("c", day(2023, 4, 1), 999 * kWan),  // after the period
      entry("d", day(2022, 1, 9), 60 * kWan),  entry("e", day(2022, 2, 9), 40 * kWan),
      entry("f", day(2022, 12, 9), 70 * kWan),
  };
  entries[1].project = "p2";
  entries[1].group = "solar";
  entries[1].origin = Origin::kAbroad;
  auto sum = summarise(usual(), entries, {}, {}, make_month(2023, 3));
  EXPECT_EQ(sum.cumulative_fen, 150 * kWan);
  EXPECT_EQ(sum.same_period_fen, 100 * kWan);
  EXPECT_DOUBLE_EQ(*sum.growth(), 0.5);
  EXPECT_EQ(sum.by_origin.at(Origin::kAbroad), 30 * kWan);
  EXPECT_EQ(sum.by_group.at("wind"), 120 * kWan);
  EXPECT_EQ(sum.last_by_group.at("wind"), 100 * kWan);
  EXPECT_EQ(sum.entries, (std::vector<std::string>{"a", "b"}));
  const std::vector<Base> bases = {{make_month(2022, 2), "usual", 50 * kWan}, {make_month(2022, 1), "other", 1}};
  sum = summarise(usual(), entries, {}, bases, make_month(2023, 3));
  EXPECT_EQ(sum.same_period_fen, 110 * kWan);
  EXPECT_DOUBLE_EQ(*sum.growth(), 150.0 / 110 - 1);
  // A rule that does not restate: the year before is known only where a basis is stated for every month.
  auto rule = usual();
  rule.base_restated = false;
  sum = summarise(rule, entries, {}, bases, make_month(2023, 3));
  EXPECT_EQ(sum.same_period_fen, 50 * kWan);
  EXPECT_FALSE(sum.growth());
  const std::vector<Base> whole = {{make_month(2022, 1), "usual", 60 * kWan},
                                   {make_month(2022, 2), "usual", 50 * kWan},
                                   {make_month(2022, 3), "usual", 0}};
  EXPECT_DOUBLE_EQ(*summarise(rule, entries, {}, whole, make_month(2023, 3)).growth(), 150.0 / 110 - 1);
  EXPECT_FALSE(summarise(usual(), {}, {}, {}, make_month(2023, 3)).growth());
}

// Whatever the rule, an entry and its counter-entry of the same day leave every figure as it was.
TEST(CapitalSummary, CounterEntryCancelsInEveryFigure) {
  Random random(7);
  const auto pick = [&](int count) { return static_cast<int>(random.uniform() * count); };
  for (int round = 0; round < 200; ++round) {
    std::vector<Entry> entries;
    for (int i = 0; i < 12; ++i) {
      auto made = entry(std::to_string(i), Day{day(2022, 1, 1).since_epoch + pick(700)}, (1 + pick(900)) * kWan);
      made.origin = static_cast<Origin>(pick(4));
      made.use = static_cast<Use>(pick(4));
      made.evidence = static_cast<Evidence>(pick(4));
      made.state = static_cast<AuditState>(pick(3));
      made.second_phase = pick(5) == 0;
      made.project = "p" + std::to_string(pick(3));
      made.group = "g" + std::to_string(pick(2));
      entries.push_back(made);
    }
    auto rule = usual();
    rule.clock = pick(2) == 0 ? ClockDate::kPaid : ClockDate::kAudited;
    rule.minimum_fen = pick(2) * 300 * kWan;
    rule.exclude_second_phase = pick(2) == 0;
    const std::vector<Close> closes = {
        {make_month(2022, 1 + pick(12)), at(Day{day(2022, 6, 1).since_epoch + pick(500)})}};
    const auto until = make_month(2023, 1 + pick(12));
    auto both = entries;
    auto counter = entries[3];
    counter.id = "counter";
    counter.yuan_fen = -counter.yuan_fen;
    both.push_back(counter);
    std::vector<Entry> neither = entries;
    neither.erase(neither.begin() + 3);
    const auto a = summarise(rule, both, closes, {}, until), b = summarise(rule, neither, closes, {}, until);
    EXPECT_EQ(a.cumulative_fen, b.cumulative_fen);
    EXPECT_EQ(a.same_period_fen, b.same_period_fen);
    EXPECT_EQ(a.this_year, b.this_year);
    EXPECT_EQ(a.last_year, b.last_year);
    const auto value = [](const auto& map, const auto& key) { return map.contains(key) ? map.at(key) : 0; };
    for (const auto& [key, fen] : a.by_project) EXPECT_EQ(fen, value(b.by_project, key));
    for (const auto& [key, fen] : a.by_group) EXPECT_EQ(fen, value(b.by_group, key));
    for (const auto& [key, fen] : a.by_origin) EXPECT_EQ(fen, value(b.by_origin, key));
    for (const auto& [key, fen] : a.last_by_group) EXPECT_EQ(fen, value(b.last_by_group, key));
    // The parts come to the whole.
    const auto sum = [](const auto& map) {
      return std::accumulate(map.begin(), map.end(), std::int64_t{0},
                             [](auto s, const auto& p) { return s + p.second; });
    };
    EXPECT_EQ(sum(a.by_project), a.cumulative_fen);
    EXPECT_EQ(sum(a.by_group), a.cumulative_fen);
    EXPECT_EQ(sum(a.by_origin), a.cumulative_fen);
    EXPECT_EQ(std::accumulate(a.this_year.begin(), a.this_year.end(), std::int64_t{0}), a.cumulative_fen);
  }
}

TEST(CapitalForecast, CurveAndFactors) {
  EXPECT_DOUBLE_EQ(arrival_share(0), 0);
  EXPECT_DOUBLE_EQ(arrival_share(2), 0.126);
  EXPECT_DOUBLE_EQ(arrival_share(13), 0.329);
  EXPECT_DOUBLE_EQ(arrival_share(26), 0.456);
  EXPECT_NEAR(arrival_share(7.5), (0.126 + 0.329) / 2, 1e-12);
  EXPECT_DOUBLE_EQ(arrival_share(600), 0.6);
  EXPECT_DOUBLE_EQ(stage_factor("signed", "dropped"), 0);
  EXPECT_GT(stage_factor("started", "active"), stage_factor("signed", "active"));
  EXPECT_LT(stage_factor("started", "paused"), stage_factor("started", "active"));
}

TEST(CapitalForecast, SeasonAndProjects) {
  Summary summary;
  summary.cumulative_fen = 300 * kWan;
  summary.same_period_fen = 200 * kWan;
  summary.last_year[0] = 200 * kWan;
  summary.last_year[8] = 600 * kWan;
  const auto until = make_month(2023, 3);
  const auto end_of_march = day(2023, 3, 31);
  // The year before a quarter had come by then: three times as much is still to come.
  const auto season = forecast(summary, until, end_of_march, {});
  EXPECT_EQ(*season.by_season_fen, 900 * kWan);
  EXPECT_FALSE(season.by_projects_fen);
  EXPECT_LT(season.low_fen, season.middle_fen);
  EXPECT_LT(season.middle_fen, season.high_fen);
  EXPECT_NEAR(static_cast<double>(season.middle_fen), 1200.0 * kWan, 30.0 * kWan);
  // Signed that day, factor 1: F(9.04 months) of its open money.
  OpenProject project{"p", 1000 * kWan, 0, end_of_march, 1};
  const std::vector<OpenProject> projects = {project};
  const auto both = forecast(summary, until, end_of_march, projects);
  const double months = 275 / 30.436875;
  EXPECT_NEAR(static_cast<double>(*both.by_projects_fen), 1000 * kWan * arrival_share(months), 2);
  EXPECT_GE(both.low_fen, summary.cumulative_fen);
  // The same seed, the same figures; a project that has all its money changes nothing.
  const std::vector<OpenProject> and_full = {project, {"q", 500 * kWan, 500 * kWan, end_of_march, 1}};
  EXPECT_EQ(forecast(summary, until, end_of_march, and_full).high_fen, both.high_fen);
  // Nothing known: what is there is the forecast. The year over: no more comes.
  const auto nothing = forecast({}, until, end_of_march, {});
  EXPECT_EQ(nothing.high_fen, 0);
  summary.same_period_fen = 800 * kWan;
  const auto over = forecast(summary, make_month(2023, 12), day(2023, 12, 31), projects);
  EXPECT_EQ(over.low_fen, summary.cumulative_fen);
  EXPECT_EQ(over.high_fen, summary.cumulative_fen);
}

TEST(CapitalForecast, ProjectsNotSignedYetCountWithTheirLikelihoodAndWidenTheInterval) {
  Summary summary;
  summary.cumulative_fen = 100 * kWan;
  const auto until = make_month(2023, 3);
  const auto end_of_march = day(2023, 3, 31), end_of_june = day(2023, 6, 30);
  const OpenProject sure{"p", 1000 * kWan, 0, end_of_march, 1};
  const std::vector<OpenProject> signed_only = {sure};
  OpenProject maybe{"q", 4000 * kWan, 0, end_of_june, 0.8, 0.5};
  const std::vector<OpenProject> with_maybe = {sure, maybe};
  const auto a = forecast(summary, until, end_of_march, signed_only),
             b = forecast(summary, until, end_of_march, with_maybe);
  EXPECT_FALSE(a.by_unsigned_fen);
  EXPECT_EQ(a.by_projects_fen, b.by_projects_fen);  // apart
  const double share = arrival_share(184 / kDaysOfMonth) * 0.8;
  EXPECT_NEAR(static_cast<double>(*b.by_unsigned_fen), 0.5 * 4000 * kWan * share, 2);
  EXPECT_GT(b.high_fen - b.low_fen, a.high_fen - a.low_fen);
  EXPECT_GT(b.high_fen, a.high_fen);
  // Twice as likely, twice as much; surely: as a signed one of that day; never: nothing.
  auto likely = with_maybe;
  likely[1].likelihood = 1.0;
  EXPECT_NEAR(static_cast<double>(*forecast(summary, until, end_of_march, likely).by_unsigned_fen),
              2.0 * static_cast<double>(*b.by_unsigned_fen), 2);
  likely[1].likelihood = 0.0;
  const auto never = forecast(summary, until, end_of_march, likely);
  EXPECT_EQ(*never.by_unsigned_fen, 0);
  EXPECT_NEAR(static_cast<double>(never.middle_fen), static_cast<double>(a.middle_fen), 0.02 * 1000 * kWan);
  // Not signed alone: half of the runs bring nothing.
  const std::vector<OpenProject> alone = {OpenProject{"q", 4000 * kWan, 0, end_of_june, 0.8, 0.4}};
  const auto only = forecast(summary, until, end_of_march, alone);
  EXPECT_FALSE(only.by_projects_fen);
  EXPECT_EQ(only.middle_fen, summary.cumulative_fen);
  EXPECT_GT(only.high_fen, summary.cumulative_fen);
  // Of many, what is drawn one by one and what is summed up have the same mean.
  std::vector<OpenProject> many;
  for (int i = 0; i < 1000; ++i) many.push_back({std::to_string(i), 100 * kWan, 0, end_of_june, 0.8, 0.3});
  const auto sum = forecast(summary, until, end_of_march, many);
  EXPECT_NEAR(static_cast<double>(sum.middle_fen - summary.cumulative_fen), static_cast<double>(*sum.by_unsigned_fen),
              0.03 * static_cast<double>(*sum.by_unsigned_fen));
  // The year over: nothing more comes.
  EXPECT_EQ(forecast(summary, make_month(2023, 12), day(2023, 12, 31), with_maybe).high_fen, summary.cumulative_fen);
}

TEST(CapitalMoney, YuanByRate) {
  EXPECT_EQ(to_yuan(100, 1), 100);
  EXPECT_EQ(to_yuan(12345, 7.1234), 87938);  // 879.3837.. yuan
  EXPECT_EQ(to_yuan(-12345, 7.1234), -87938);
  EXPECT_EQ(to_yuan(1, 0.5), 1);  // half up, away from nothing, so that a counter-entry is its opposite
  EXPECT_EQ(to_yuan(-1, 0.5), -1);
  EXPECT_EQ(to_yuan(kMostFen, 1), kMostFen);
  EXPECT_FALSE(to_yuan(kMostFen, 1.1));
  EXPECT_FALSE(to_yuan(kMostFen, 10'000));
  EXPECT_FALSE(to_yuan(1, 0));
  EXPECT_FALSE(to_yuan(1, -3));
}

}  // namespace
}  // namespace lianzhao::ledger::capital
