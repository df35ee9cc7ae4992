// Payments, closes and figures in the store, on both engines: what is refused, what a close does, and that a list of
// payments has exactly what is in a figure.
#include <gtest/gtest.h>

#include "base/instant.h"
#include "base/random.h"
#include "support/ledger_fixture.h"
#include "support/project_rows.h"

namespace lianzhao::ledger {
namespace {

constexpr std::int64_t kWan = 1'000'000;

class CapitalStore : public TwoGroupsTest {
 protected:
  void SetUp() override {
    TwoGroupsTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    project_ = add_project(*database_, kZone, {.name = "虚构齿轮箱项目", .group = wind_});
    ASSERT_TRUE(ledger_->capital.seed_rule(kZone));
    today_ = day_in_china(clock_.now());
  }
  Payment payment(Day day, std::int64_t fen, const std::string& project = "") {
    Payment draft;
    draft.id = ids_.next();
    draft.project_id = project.empty() ? project_ : project;
    draft.on_day = day;
    draft.amount_fen = fen;
    draft.origin = "other-province";
    draft.used_for = "fixed-investment";
    draft.evidence = "bank-voucher";
    return draft;
  }
  Payment passed(Day day, std::int64_t fen, const std::string& project = "") {
    auto draft = payment(day, fen, project);
    draft.despite_reason = "another one";
    const auto entered = ledger_->payments.enter(system(), draft);
    EXPECT_TRUE(entered) << entered.error().message;
    const auto audited = ledger_->payments.audit(system(), draft.id, true, day, "");
    EXPECT_TRUE(audited) << audited.error().message;
    return *audited;
  }
  ErrorCode refused(const Payment& draft) {
    const auto entered = ledger_->payments.enter(system(), draft);
    EXPECT_FALSE(entered);
    return entered ? ErrorCode::kInternal : entered.error().code;
  }
  CapitalRule rule() { return *ledger_->capital.rule(kZone, "", today_); }
  capital::Summary summary(int year, int month) {
    auto found = ledger_->capital.summary(system(), rule(), capital::make_month(year, month));
    EXPECT_TRUE(found) << found.error().message;
    return *found;
  }

  std::string project_;
  Day today_;
  IdSource ids_{clock_, random_};
};

TEST_P(CapitalStore, EnteredOnceAuditedOnceAnsweredOnce) {
  const auto draft = payment(*make_day(2023, 1, 5), 100 * kWan);
  auto entered = ledger_->payments.enter(system(), draft);
  ASSERT_TRUE(entered) << entered.error().message;
  EXPECT_FALSE(entered->was_there);
  EXPECT_EQ(entered->payment.group_id, wind_);
  const auto again = ledger_->payments.enter(system(), draft);
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->was_there);
  auto other = draft;
  other.amount_fen += 1;
  EXPECT_EQ(refused(other), ErrorCode::kExists);  // the id of another payment
  auto twin = payment(draft.on_day, draft.amount_fen);
  EXPECT_EQ(refused(twin), ErrorCode::kExists);  // the same day and amount
  twin.despite_reason = "第二笔同额";
  EXPECT_TRUE(ledger_->payments.enter(system(), twin));

  EXPECT_EQ(summary(2023, 3).cumulative_fen, 0);  // not audited
  ASSERT_TRUE(ledger_->payments.audit(system(), draft.id, true, *make_day(2023, 2, 1), ""));
  EXPECT_EQ(summary(2023, 3).cumulative_fen, 100 * kWan);
  EXPECT_EQ(ledger_->payments.audit(system(), draft.id, false, *make_day(2023, 2, 1), "x").error().code,
            ErrorCode::kExists);
  // Refused with a reason only.
  EXPECT_EQ(ledger_->payments.audit(system(), twin.id, false, *make_day(2023, 2, 1), " ").error().code,
            ErrorCode::kBadInput);
  ASSERT_TRUE(ledger_->payments.audit(system(), twin.id, false, *make_day(2023, 2, 1), "无凭证"));
  EXPECT_EQ(ledger_->payments.reverse(system(), system(), twin.id, today_, "更正").error().code, ErrorCode::kExists);

  // Only who audits takes back what was passed.
  const auto member = user("windy", "member", {wind_});
  const auto edits = access(member, Permission::kPaymentsEdit), audits = access(member, Permission::kPaymentsAudit);
  EXPECT_EQ(ledger_->payments.reverse(edits, audits, draft.id, today_, "更正").error().code, ErrorCode::kForbidden);
  EXPECT_EQ(ledger_->payments.reverse(system(), system(), draft.id, *make_day(2023, 1, 31), "更正").error().code,
            ErrorCode::kBadInput);  // before its audit
  const auto counter = ledger_->payments.reverse(system(), system(), draft.id, *make_day(2023, 3, 1), "记错项目");
  ASSERT_TRUE(counter) << counter.error().message;
  EXPECT_EQ(counter->yuan_fen, -100 * kWan);
  EXPECT_EQ(counter->state, "passed");
  EXPECT_EQ(*counter->reverses, draft.id);
  EXPECT_EQ(summary(2023, 2).cumulative_fen, 100 * kWan);
  EXPECT_EQ(summary(2023, 3).cumulative_fen, 0);
  EXPECT_EQ(ledger_->payments.reverse(system(), system(), draft.id, today_, "更正").error().code, ErrorCode::kExists);
  EXPECT_EQ(ledger_->payments.reverse(system(), system(), counter->id, today_, "更正").error().code,
            ErrorCode::kExists);
  // What was taken back may be entered anew.
  EXPECT_TRUE(ledger_->payments.enter(system(), payment(draft.on_day, draft.amount_fen)));
}

TEST_P(CapitalStore, Refused) {
  const auto day = *make_day(2023, 1, 5);
  EXPECT_EQ(refused(payment(day, 0)), ErrorCode::kBadInput);
  EXPECT_EQ(refused(payment(day, -5)), ErrorCode::kBadInput);
  EXPECT_EQ(refused(payment(day, kMostFen + 1)), ErrorCode::kBadInput);
  EXPECT_EQ(refused(payment(day, INT64_MAX)), ErrorCode::kBadInput);
  EXPECT_EQ(refused(payment(Day{today_.since_epoch + 1}, kWan)), ErrorCode::kBadInput);
  EXPECT_EQ(refused(payment(*make_day(2020, 12, 31), kWan)), ErrorCode::kBadInput);  // before the agreement
  EXPECT_EQ(refused(payment(day, kWan, ids_.next())), ErrorCode::kBadInput);         // no such project
  const auto unsigned_project = add_project(*database_, kZone, {.name = "在谈", .group = wind_, .agreement = {}});
  EXPECT_EQ(refused(payment(day, kWan, unsigned_project)), ErrorCode::kBadInput);
  auto much = payment(day, 280'001 * kWan);  // of 280,000
  EXPECT_EQ(refused(much), ErrorCode::kBadInput);
  much.despite_reason = "追加投资";
  EXPECT_TRUE(ledger_->payments.enter(system(), much));
  auto bad = payment(day, kWan);
  bad.id = "1";
  EXPECT_EQ(refused(bad), ErrorCode::kBadInput);
  bad = payment(day, kWan);
  bad.origin = "moon";
  bad.despite_reason = "x";
  EXPECT_EQ(refused(bad), ErrorCode::kBadInput);
  bad = payment(day, kWan);
  bad.rate = 7;
  bad.despite_reason = "x";
  EXPECT_EQ(refused(bad), ErrorCode::kBadInput);
  bad = payment(day, kMostFen);
  bad.currency = "USD";
  bad.rate = 7.1;
  EXPECT_EQ(refused(bad), ErrorCode::kBadInput);
  auto dollars = payment(*make_day(2023, 1, 6), 100'00);
  dollars.currency = "USD";
  dollars.rate = 6.95;
  dollars.despite_reason = "x";
  const auto entered = ledger_->payments.enter(system(), dollars);
  ASSERT_TRUE(entered) << entered.error().message;
  EXPECT_EQ(entered->payment.yuan_fen, 695'00);
}

TEST_P(CapitalStore, OtherGroupsSeeNothing) {
  const auto made = passed(*make_day(2023, 1, 5), 100 * kWan);
  const auto sunny = user("sunny", "member", {solar_});
  const auto reads = access(sunny, Permission::kPaymentsRead), edits = access(sunny, Permission::kPaymentsEdit);
  EXPECT_EQ(ledger_->payments.get(reads, made.id).error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(ledger_->payments.page(reads, {})->items.empty());
  EXPECT_EQ(*ledger_->payments.sum_fen(reads, {}), 0);
  EXPECT_EQ(ledger_->capital.summary(reads, rule(), capital::make_month(2023, 3))->cumulative_fen, 0);
  EXPECT_EQ(ledger_->payments.enter(edits, payment(*make_day(2023, 1, 6), kWan)).error().code, ErrorCode::kBadInput);
  auto same = payment(made.on_day, made.amount_fen);
  same.id = made.id;
  EXPECT_EQ(ledger_->payments.enter(edits, same).error().data, "");  // the id is taken, nothing more is told
  EXPECT_EQ(ledger_->payments.reverse(edits, edits, made.id, today_, "更正").error().code, ErrorCode::kNotFound);
  clock_.pass(hours(1));
  EXPECT_EQ(ledger_->capital.close(edits, 2023, 1).error().code, ErrorCode::kForbidden);
  ASSERT_TRUE(ledger_->capital.close(system(), 2023, 1));
  EXPECT_EQ(ledger_->capital.closes(system())->front().yuan_fen, 100 * kWan);
  EXPECT_EQ(ledger_->capital.closes(reads)->front().yuan_fen, 0);
}

TEST_P(CapitalStore, WhatComesAfterACloseCountsInTheNextMonth) {
  passed(*make_day(2023, 1, 5), 100 * kWan);
  clock_.pass(hours(1));
  const auto closed = ledger_->capital.close(system(), 2023, 1);
  ASSERT_TRUE(closed) << closed.error().message;
  EXPECT_EQ(closed->yuan_fen, 100 * kWan);
  EXPECT_EQ(closed->entries, 1);
  EXPECT_EQ(ledger_->capital.close(system(), 2023, 1).error().code, ErrorCode::kExists);
  EXPECT_EQ(ledger_->capital.close(system(), 2022, 12).error().code, ErrorCode::kExists);
  EXPECT_EQ(ledger_->capital.close(system(), today_.year(), capital::month_of(today_).month()).error().code,
            ErrorCode::kBadInput);
  clock_.pass(hours(1));
  const auto late = passed(*make_day(2023, 1, 9), 7 * kWan);
  EXPECT_EQ(summary(2023, 1).cumulative_fen, 100 * kWan);  // the closed month stays as it was
  EXPECT_EQ(summary(2023, 2).this_year[1], 7 * kWan);
  EXPECT_EQ(summary(2023, 2).cumulative_fen, 107 * kWan);
  // Its counter-entry of the same day goes where it went.
  ASSERT_TRUE(ledger_->payments.reverse(system(), system(), late.id, *make_day(2023, 1, 9), "更正"));
  EXPECT_EQ(summary(2023, 2).this_year[1], 0);
  EXPECT_EQ(summary(2023, 1).cumulative_fen, 100 * kWan);
}

// The conditions of lists against the rules, on random ledgers: every figure opens its records.
TEST_P(CapitalStore, ListsHaveWhatFiguresCount) {
  const auto second =
      add_project(*database_, kZone, {.name = "虚构二期", .group = solar_, .phase_of = project_, .agreement = {}});
  const auto third = add_project(*database_, kZone, {.name = "虚构电池项目", .group = solar_});
  tamper("UPDATE projects SET agreement_on = 18628 WHERE id = '" + second + "'");
  Random random(11);
  const auto pick = [&](int count) { return static_cast<int>(random.uniform() * count); };
  const std::string origins[] = {"abroad", "other-province", "other-city", "local"};
  const std::string uses[] = {"fixed-investment", "working-capital"};
  const std::string evidences[] = {"bank-voucher", "none"};
  for (int i = 0; i < 60; ++i) {
    auto draft = payment(Day{make_day(2022, 1, 1)->since_epoch + pick(600)}, (1 + pick(50)) * kWan,
                         i % 3 == 0   ? project_
                         : i % 3 == 1 ? second
                                      : third);
    draft.despite_reason = "test";
    draft.origin = origins[pick(4)];
    draft.used_for = uses[pick(4) / 3];
    draft.evidence = evidences[pick(5) / 4];
    ASSERT_TRUE(ledger_->payments.enter(system(), draft));
    clock_.pass(hours(1));
    if (i == 20) {
      ASSERT_TRUE(ledger_->capital.close(system(), 2022, 5));
    }
    if (i == 40) {
      ASSERT_TRUE(ledger_->capital.close(system(), 2022, 9));
    }
    clock_.pass(hours(1));
    if (pick(5) > 0) {
      ASSERT_TRUE(ledger_->payments.audit(system(), draft.id, pick(6) > 0, draft.on_day, "审核"));
    }
    if (pick(6) == 0) {
      const auto reversed = ledger_->payments.reverse(system(), system(), draft.id, draft.on_day, "更正");
      if (!reversed) {
        EXPECT_EQ(reversed.error().code, ErrorCode::kExists);
      }
    }
  }
  std::vector<Payment> all;
  ASSERT_TRUE(ledger_->payments.each(system(), {}, [&](const Payment& one) { return all.push_back(one), true; }));
  const auto closes = *ledger_->capital.closed_months(kZone);
  for (const auto* clock : {"audited", "paid"}) {
    auto draft = rule();
    draft.clock = clock;
    draft.minimum_fen = 3 * kWan;
    draft.valid_from = *make_day(2010, 1, 1);
    const auto made = ledger_->capital.create_rule(system(), draft);
    ASSERT_TRUE(made) << made.error().message;
    const auto counting = rule_of(*made);
    for (int month = 1; month <= 24; ++month) {
      const auto at = capital::Month{capital::make_month(2022, 1).value + month - 1};
      ListQuery query;
      query.conditions = {capital::counted_by(counting), capital::counted_from(counting, closes, at),
                          capital::counted_to(counting, closes, at)};
      std::int64_t by_rule = 0, count = 0;
      for (const auto& one : all) {
        const auto entry = entry_of(one);
        if (!capital::judge(counting, entry).counts || capital::period_of(counting, entry, closes) != at) continue;
        by_rule += one.yuan_fen;
        ++count;
      }
      EXPECT_EQ(*ledger_->payments.sum_fen(system(), query), by_rule) << clock << " " << to_string(at);
      query.total = true;
      EXPECT_EQ(*ledger_->payments.page(system(), query)->total, count);
    }
    // And the summary beside the lists of its parts.
    const auto until = capital::make_month(2023, 6);
    const auto sums = *ledger_->capital.summary(system(), *made, until);
    for (const auto& [project, fen] : sums.by_project) {
      ListQuery query;
      query.filters = {{"project_id", project}};
      query.conditions = {capital::counted_by(counting),
                          capital::counted_from(counting, closes, capital::make_month(2023, 1)),
                          capital::counted_to(counting, closes, until)};
      EXPECT_EQ(*ledger_->payments.sum_fen(system(), query), fen);
    }
  }
}

TEST_P(CapitalStore, RestatedBasesAndForecast) {
  passed(*make_day(2022, 1, 9), 100 * kWan);
  passed(*make_day(2022, 9, 9), 300 * kWan);
  passed(*make_day(2023, 2, 9), 240 * kWan);
  EXPECT_DOUBLE_EQ(*summary(2023, 3).growth(), 1.4);
  CapitalBase base;
  base.rule_id = rule().id;
  base.year = 2022;
  base.month = 1;
  base.yuan_fen = 200 * kWan;
  base.date = *make_day(2023, 4, 1);
  base.source = "虚构统计公报";
  ASSERT_TRUE(ledger_->capital.save_base(system(), base));
  EXPECT_DOUBLE_EQ(*summary(2023, 3).growth(), 240.0 / 200 - 1);
  base.yuan_fen = 160 * kWan;
  ASSERT_TRUE(ledger_->capital.save_base(system(), base));  // stated anew
  EXPECT_EQ(ledger_->capital.bases(kZone)->size(), 1u);
  EXPECT_DOUBLE_EQ(*summary(2023, 3).growth(), 0.5);
  base.rule_id = "none";
  EXPECT_FALSE(ledger_->capital.save_base(system(), base));
  const auto forecast = ledger_->capital.forecast(system(), rule(), 2023, 3);
  ASSERT_TRUE(forecast) << forecast.error().message;
  EXPECT_EQ(forecast->figures.cumulative_fen, 240 * kWan);
  EXPECT_EQ(forecast->projects, 1);
  EXPECT_EQ(*forecast->last_year_fen, 460 * kWan);
  EXPECT_EQ(*forecast->figures.by_season_fen, 450 * kWan);  // 240 x (460 / 160 - 1)
  EXPECT_LT(forecast->figures.low_fen, forecast->figures.high_fen);
  EXPECT_FALSE(ledger_->capital.forecast(system(), rule(), today_.year() + 1, {}));
  const auto over = ledger_->capital.forecast(system(), rule(), 2023, {});
  ASSERT_TRUE(over);
  EXPECT_EQ(over->figures.low_fen, 240 * kWan);
  EXPECT_EQ(over->figures.high_fen, 240 * kWan);
}

TEST_P(CapitalStore, ForecastTakesWhatIsNotSignedWithItsLikelihood) {
  const auto rule_now = rule();
  const auto year = today_.year();
  const auto before = ledger_->capital.forecast(system(), rule_now, year, {});
  ASSERT_TRUE(before) << before.error().message;
  EXPECT_EQ(before->unsigned_projects, 0);
  const auto negotiate = [&](const std::string& name, const std::string& group,
                             std::optional<std::int64_t> likelihood) {
    Project draft;
    draft.name = name;
    draft.firm_name = name + "有限公司";
    draft.group_id = group;
    draft.investment_fen = 1'000'000 * kWan;
    draft.likelihood = likelihood;
    draft.expected_start = today_;  // signed any day now
    const auto made = ledger_->projects.create(system(), draft);
    EXPECT_TRUE(made) << made.error().message;
    return made ? *made : draft;
  };
  const auto likely = negotiate("虚构储能项目", wind_, 60);
  negotiate("虚构电池项目", solar_, 40);
  negotiate("未填把握", wind_, {});
  auto after = ledger_->capital.forecast(system(), rule_now, year, {});
  ASSERT_TRUE(after);
  EXPECT_EQ(after->projects, before->projects);
  EXPECT_EQ(after->figures.by_projects_fen, before->figures.by_projects_fen);
  EXPECT_EQ(after->unsigned_projects, 2);
  EXPECT_EQ(after->without_likelihood, 1);
  EXPECT_EQ(after->planned_fen, 2'000'000 * kWan);
  EXPECT_EQ(after->weighted_fen, 1'000'000 * kWan);
  EXPECT_GT(after->figures.by_unsigned_fen.value_or(0), 0);
  EXPECT_LT(*after->figures.by_unsigned_fen, 500'000 * kWan);
  EXPECT_GT(after->figures.high_fen - after->figures.low_fen, before->figures.high_fen - before->figures.low_fen);
  // A member's forecast has the projects of its groups alone.
  const auto windy = user("windy", "member", {wind_});
  const auto own = ledger_->capital.forecast(access(windy, Permission::kPaymentsRead), rule_now, year, {});
  ASSERT_TRUE(own);
  EXPECT_EQ(own->unsigned_projects, 1);
  EXPECT_EQ(own->weighted_fen, 600'000 * kWan);
  // Signed, it is a signed one; dropped, it is none; a year before it was not known.
  const auto now = ledger_->projects.get(system(), likely.id);
  ASSERT_TRUE(ledger_->projects.update(system(), likely.id, now->version, [&](Project& project) {
    project.agreement_on = today_;
    return Status();
  }));
  after = ledger_->capital.forecast(system(), rule_now, year, capital::month_of(today_).month());
  ASSERT_TRUE(after);
  EXPECT_EQ(after->projects, before->projects + 1);
  EXPECT_EQ(after->unsigned_projects, 1);
  EXPECT_EQ(ledger_->capital.forecast(system(), rule_now, year - 1, 6)->unsigned_projects, 0);
}

ON_BOTH_ENGINES(CapitalStore);

}  // namespace
}  // namespace lianzhao::ledger
