// A project given to another group: who reads what belongs to it changes at once; figures of arrived capital by
// group, closed months above all, do not. On both engines.
#include <gmock/gmock.h>

#include "support/ledger_fixture.h"
#include "support/project_rows.h"

namespace lianzhao::ledger {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

constexpr std::int64_t kWan = 1'000'000;

class HandOver : public TwoGroupsTest {
 protected:
  void SetUp() override {
    TwoGroupsTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    windy_ = user("windy", "member", {wind_});
    sunny_ = user("sunny", "member", {solar_});
    manager_ = user("manager", "manager");
    project_ = add_project(*database_, kZone, {.name = "虚构齿轮箱项目", .group = wind_});
    ASSERT_TRUE(ledger_->capital.seed_rule(kZone));
  }
  [[nodiscard]] Day today() const { return day_in_china(clock_.now()); }
  // Entered and passed at once.
  Payment pay(Day day, std::int64_t fen, const Access& by) {
    Payment draft;
    draft.id = ids_.next();
    draft.project_id = project_;
    draft.on_day = day;
    draft.amount_fen = fen;
    draft.origin = "other-province";
    draft.used_for = "fixed-investment";
    draft.evidence = "bank-voucher";
    const auto entered = ledger_->payments.enter(by, draft);
    EXPECT_TRUE(entered) << entered.error().message;
    const auto audited = ledger_->payments.audit(system(), draft.id, true, day, "");
    EXPECT_TRUE(audited) << audited.error().message;
    return audited ? *audited : draft;
  }
  void give_to(const std::string& group) {
    const auto project = ledger_->projects.get(system(), project_);
    ASSERT_TRUE(project);
    const auto given = ledger_->projects.update(access(manager_, Permission::kProjectsEdit), project_,
                                                project->version, [&](Project& record) {
                                                  record.group_id = group;
                                                  record.firm_name = "虚构齿轮箱有限公司";
                                                  return Status();
                                                });
    ASSERT_TRUE(given) << given.error().message;
  }
  static Access reads(const Actor& who) { return access(who, Permission::kPaymentsRead); }
  std::size_t seen(const Actor& who) {
    const auto page = ledger_->payments.page(reads(who), {});
    EXPECT_TRUE(page) << page.error().message;
    return page ? page->items.size() : 99;
  }
  capital::Summary figures(const Access& who, int year, int month) {
    const auto rule = ledger_->capital.rule(kZone, "", today());
    const auto found = ledger_->capital.summary(who, *rule, capital::make_month(year, month));
    EXPECT_TRUE(found) << found.error().message;
    return found ? *found : capital::Summary();
  }
  Attachment attach(const std::string& kind, const std::string& subject) {
    Attachment draft;
    draft.subject_kind = kind;
    draft.subject_id = subject;
    draft.name = kind + ".pdf";
    draft.media_type = "application/pdf";
    draft.sha256 = std::string(64, 'a');
    const auto added = ledger_->attachments.add(system(), draft);
    EXPECT_TRUE(added) << added.error().message;
    return added ? added->attachment : draft;
  }

  std::string project_;
  Actor windy_, sunny_, manager_;
  IdSource ids_{clock_, random_};
};

TEST_P(HandOver, AccessFollowsAtOnceAndFiguresStay) {
  const auto day = Day{today().since_epoch - 90};
  const auto month = capital::month_of(day);
  const auto paid = pay(day, 100 * kWan, access(windy_, Permission::kPaymentsEdit));
  clock_.pass(hours(1));  // what is entered after the close counts later
  ASSERT_TRUE(ledger_->capital.close(system(), month.year(), month.month()));
  ProjectProblem problem;
  problem.project_id = project_;
  problem.title = "供电";
  problem.owner = windy_.user;
  problem.raised_on = problem.due = today();
  const auto raised = ledger_->problems.create(system(), problem);
  ASSERT_TRUE(raised) << raised.error().message;
  LandingPlanRecord plan;
  plan.project_id = project_;
  plan.name = "落地计划";
  plan.template_id = "usual";
  plan.start = today();
  const auto planned = ledger_->landing_plans.create(system(), plan);
  ASSERT_TRUE(planned) << planned.error().message;
  const std::pair<std::string, std::string> subjects[] = {
      {"project", project_}, {"problem", raised->id}, {"payment", paid.id}};
  for (const auto& [kind, id] : subjects) attach(kind, id);
  const auto shut_to = [&](const Actor& who) {
    const auto projects = access(who, Permission::kProjectsRead);
    EXPECT_EQ(seen(who), 0u) << who.login;
    EXPECT_FALSE(ledger_->payments.get(reads(who), paid.id)) << who.login;
    EXPECT_FALSE(ledger_->projects.get(projects, project_));
    EXPECT_FALSE(ledger_->problems.get(projects, raised->id));
    EXPECT_FALSE(ledger_->landing_plans.get(projects, planned->id));
    for (const auto& [kind, id] : subjects) EXPECT_FALSE(ledger_->attachments.of_subject(projects, kind, id)) << kind;
    EXPECT_TRUE(ledger_->attachments.page(projects, {})->items.empty());
  };
  const auto open_to = [&](const Actor& who) {
    const auto projects = access(who, Permission::kProjectsRead);
    EXPECT_EQ(seen(who), 1u) << who.login;
    EXPECT_TRUE(ledger_->payments.get(reads(who), paid.id)) << who.login;
    EXPECT_TRUE(ledger_->problems.get(projects, raised->id));
    EXPECT_TRUE(ledger_->landing_plans.get(projects, planned->id));
    for (const auto& [kind, id] : subjects) EXPECT_TRUE(ledger_->attachments.of_subject(projects, kind, id)) << kind;
    EXPECT_EQ(ledger_->attachments.page(projects, {})->items.size(), 3u);
  };
  open_to(windy_);
  shut_to(sunny_);
  const auto before = figures(system(), month.year(), month.month());
  EXPECT_THAT(before.by_group, ElementsAre(Pair(wind_, 100 * kWan)));

  give_to(solar_);
  open_to(sunny_);
  shut_to(windy_);
  // The figures are those of before: for the zone, for the group that earned them, for the one that did not.
  EXPECT_EQ(figures(system(), month.year(), month.month()).by_group, before.by_group);
  EXPECT_EQ(figures(reads(windy_), month.year(), month.month()).cumulative_fen, 100 * kWan);
  EXPECT_EQ(figures(reads(sunny_), month.year(), month.month()).cumulative_fen, 0);
  EXPECT_EQ(ledger_->capital.closes(reads(windy_))->front().yuan_fen, 100 * kWan);
  EXPECT_EQ(ledger_->capital.closes(reads(sunny_))->front().yuan_fen, 0);
  // The old group cannot answer it, the new one can; the counter-entry is the old one's figure too.
  EXPECT_EQ(ledger_->payments.reverse(access(windy_, Permission::kPaymentsEdit), system(), paid.id, today(), "误记")
                .error()
                .code,
            ErrorCode::kNotFound);
  const auto counter = ledger_->payments.reverse(system(), system(), paid.id, today(), "误记");
  ASSERT_TRUE(counter) << counter.error().message;
  EXPECT_EQ(counter->credited_to, wind_);
  EXPECT_EQ(counter->group_id, solar_);

  // What is entered now for a day of before is the old group's, from the day of the change on the new group's.
  const auto late = pay(Day{today().since_epoch - 1}, 10 * kWan, access(sunny_, Permission::kPaymentsEdit));
  EXPECT_EQ(late.credited_to, wind_);
  EXPECT_EQ(late.group_id, solar_);
  EXPECT_EQ(pay(today(), 20 * kWan, access(sunny_, Permission::kPaymentsEdit)).credited_to, solar_);

  // The audit log has the hand-over with what went along.
  AuditQuery query;
  query.action = "hand-over";
  const auto told = ledger_->audit.page(system(), query);
  ASSERT_TRUE(told) << told.error().message;
  ASSERT_EQ(told->items.size(), 1u);
  const auto& entry = told->items.front();
  EXPECT_EQ(entry.subject, project_);
  EXPECT_EQ(entry.before->text, R"({"group_id":")" + wind_ + "\"}");
  const auto after = boost::json::parse(entry.after->text).as_object();
  EXPECT_EQ(std::string(after.at("group_id").as_string()), solar_);
  EXPECT_EQ(after.at("payments").as_int64(), 1);
  EXPECT_EQ(after.at("documents").as_int64(), 3);
  // A group whose figures they are stays.
  const auto group = ledger_->groups.get(system(), wind_);
  EXPECT_EQ(ledger_->groups.remove(system(), wind_, group->version).error().code, ErrorCode::kExists);
}

TEST_P(HandOver, ThereAndBackOnManyDays) {
  give_to(solar_);
  give_to(wind_);  // on the same day: as if it had never been away
  EXPECT_EQ(pay(today(), 10 * kWan, system()).credited_to, wind_);
  clock_.pass(hours(24 * 10));
  give_to(solar_);
  clock_.pass(hours(24 * 10));
  give_to(wind_);
  EXPECT_EQ(pay(Day{today().since_epoch - 5}, 20 * kWan, system()).credited_to, solar_);
  EXPECT_EQ(pay(Day{today().since_epoch - 15}, 30 * kWan, system()).credited_to, wind_);
  EXPECT_EQ(pay(today(), 40 * kWan, system()).credited_to, wind_);
  EXPECT_EQ(seen(sunny_), 0u);
  EXPECT_EQ(seen(windy_), 4u);
}

ON_BOTH_ENGINES(HandOver);

}  // namespace
}  // namespace lianzhao::ledger
