// The case's records as they are shipped: what the newspaper told comes out of the ledger by its rules.
#include "ledger/starter/starter.h"

#include <gtest/gtest.h>

#include "ledger/trips/counts.h"
#include "support/ledger_fixture.h"

namespace lianzhao::ledger {
namespace {

const std::string kCase = LIANZHAO_SHARE_DIR "/case/jiuquan";

class StarterTest : public LedgerTest {
 protected:
  void SetUp() override {
    LedgerTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    ASSERT_TRUE(seed_groups(ledger_->tools, kZone, kCase + "/groups.yaml"));
    ASSERT_TRUE(ledger_->capital.seed_rule(kZone));
    needs_.firm_key = [](const std::string&) { return std::string(); };
    needs_.keep = [this](const std::string& text) -> Result<std::string> {
      if (keeps_ == 0) return Error{ErrorCode::kIo, "no space left"};
      --keeps_;
      return sha256_hex(text);
    };
  }
  Result<std::optional<StarterCounts>> load() { return load_starter(*ledger_, kZone, kCase + "/ledger", needs_); }
  StarterNeeds needs_;
  int keeps_ = 1'000;
};
ON_BOTH_ENGINES(StarterTest);

TEST_P(StarterTest, TellsWhatTheNewspaperTold) {
  const auto loaded = load();
  ASSERT_TRUE(loaded) << loaded.error().message;
  ASSERT_TRUE(*loaded);
  EXPECT_EQ((*loaded)->trips, 10);
  const Period quarter{make_day(2023, 1, 1), make_day(2023, 3, 31)};
  const auto rates = visit_rates(*database_, system(), RateBy::kGroup, quarter);
  ASSERT_TRUE(rates) << rates.error().message;
  std::int64_t trips = 0, visited = 0, returned = 0, receptions = 0;
  for (const auto& rate : *rates) {
    trips += rate.trips;
    visited += rate.firms_visited;
    returned += rate.firms_returned;
    receptions += rate.receptions;
  }
  EXPECT_EQ(trips, 10);
  EXPECT_GT(visited, 100);
  EXPECT_GT(returned, 40);
  EXPECT_EQ(receptions, 3);

  const auto rule = ledger_->capital.rule(kZone, "", *make_day(2023, 3, 31));
  ASSERT_TRUE(rule) << rule.error().message;
  const auto sums = ledger_->capital.summary(system(), *rule, capital::make_month(2023, 3));
  ASSERT_TRUE(sums) << sums.error().message;
  ASSERT_TRUE(sums->growth());
  EXPECT_NEAR(*sums->growth() * 100, 51.71, 0.005);
  EXPECT_TRUE(sums->synthetic);
}

TEST_P(StarterTest, HasTheThreeLandedProjectsByTheirGates) {
  ASSERT_TRUE(load());
  ListQuery all;
  all.limit = 500;
  const auto projects = ledger_->projects.page(system(), all);
  ASSERT_TRUE(projects) << projects.error().message;
  std::map<std::string, const Project*> by_firm;
  for (const auto& project : projects->items) {
    by_firm[project.firm_name] = &project;
    EXPECT_TRUE(project.synthetic) << project.name;
    EXPECT_FALSE(project.overridden) << project.name;
  }
  const auto* gearbox = by_firm["南京高速齿轮制造有限公司"];
  ASSERT_TRUE(gearbox);
  EXPECT_EQ(gearbox->investment_fen, 280'000'000'000);
  EXPECT_EQ(gearbox->stage, "started");
  EXPECT_EQ(gearbox->stage_since, *make_day(2023, 6, 3));
  std::multiset<std::int64_t> amounts;
  for (const auto& project : projects->items) amounts.insert(project.investment_fen.value_or(0));
  EXPECT_TRUE(amounts.contains(180'000'000'000));
  EXPECT_TRUE(amounts.contains(9'000'000'000));
}

TEST_P(StarterTest, GoesOnWhereItStoppedAndLoadsOnce) {
  keeps_ = 5;
  const auto stopped = load();
  ASSERT_FALSE(stopped);
  EXPECT_NE(stopped.error().message.find("projects.tsv:"), std::string::npos) << stopped.error().message;
  keeps_ = 1'000;
  const auto rest = load();
  ASSERT_TRUE(rest) << rest.error().message;
  ASSERT_TRUE(*rest);
  EXPECT_EQ((*rest)->trips, 0);
  ListQuery all;
  all.total = true;
  const auto visits = ledger_->visits.page(system(), all);
  ASSERT_TRUE(visits);
  EXPECT_EQ(visits->total, 152);
  const auto again = load();
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_FALSE(*again);
}

}  // namespace
}  // namespace lianzhao::ledger
