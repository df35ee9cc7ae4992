// Problems that rise by themselves tell who must know, once for each level. On both engines.
#include "ledger/projects/escalation.h"

#include <gmock/gmock.h>

#include "support/ledger_fixture.h"

namespace lianzhao::ledger {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class EscalationTest : public TwoGroupsTest {
 protected:
  void SetUp() override {
    TwoGroupsTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    owner_ = user("owner", "member", {wind_});
    mate_ = user("mate", "member", {wind_});
    head_ = user("head", "member", {wind_});
    ASSERT_TRUE(ledger_->groups.put_member(system(), wind_, head_.user, "组长"));
    other_ = user("other", "member", {solar_});
    ASSERT_TRUE(ledger_->groups.put_member(system(), solar_, other_.user, "组长"));
    official_ = user("测试领导甲", "leader");
    leader_ = user("leader", "leader");
    Project project;
    project.name = "虚构齿轮箱项目";
    project.firm_name = "虚构齿轮箱有限公司";
    project.group_id = wind_;
    project.lead_official = "测试领导甲（副主任）、测试处长乙";
    const auto made = ledger_->projects.create(edit(), project);
    ASSERT_TRUE(made) << made.error().message;
    project_ = *made;
  }
  static Access edit() { return Access{system_actor(kZone), Reach::kAll}; }
  [[nodiscard]] Day today() const { return ledger_->projects.today(); }
  ProjectProblem raise(const std::string& title, int due_in_days) {
    ProjectProblem problem;
    problem.project_id = project_.id;
    problem.title = title;
    problem.owner = owner_.user;
    problem.raised_on = today();
    problem.due = Day{today().since_epoch + due_in_days};
    const auto made = ledger_->problems.create(edit(), problem);
    EXPECT_TRUE(made) << made.error().message;
    return made ? *made : problem;
  }
  int tell() {
    const auto told = ledger_->escalation.tell(kZone);
    EXPECT_TRUE(told) << told.error().message;
    return told ? *told : -1;
  }
  // Of this kind, newest first.
  std::vector<Notice> notices(const Actor& who) {
    auto page = ledger_->notices.own(who, false, 100, "");
    EXPECT_TRUE(page);
    std::vector<Notice> out;
    for (auto& notice : page->items) {
      if (notice.kind == "problem-risen") out.push_back(std::move(notice));
    }
    return out;
  }
  std::vector<std::string> told() {
    std::vector<std::string> out;
    for (const auto* who : {&owner_, &mate_, &head_, &other_, &official_, &leader_}) {
      for (std::size_t i = 0; i < notices(*who).size(); ++i) out.push_back(who->login);
    }
    return out;
  }
  void change_problem(const ProjectProblem& problem, const std::function<void(ProjectProblem&)>& edit_it) {
    const auto now = ledger_->problems.get(edit(), problem.id);
    ASSERT_TRUE(now);
    const auto changed = ledger_->problems.update(edit(), problem.id, now->version, [&](ProjectProblem& record) {
      edit_it(record);
      return Status();
    });
    ASSERT_TRUE(changed) << changed.error().message;
  }

  Actor owner_, mate_, head_, other_, official_, leader_;
  Project project_;
};

TEST_P(EscalationTest, EachLevelIsToldOnceAlsoAfterARestart) {
  const auto problem = raise("用电容量不足", 1);
  raise("还早", 60);
  clock_.pass(hours(24));
  EXPECT_EQ(tell(), 0);  // the last day counts
  EXPECT_THAT(told(), IsEmpty());
  clock_.pass(hours(24));
  EXPECT_EQ(tell(), 1);
  EXPECT_THAT(told(), ElementsAre("owner", "head", "测试领导甲"));
  const auto notice = notices(head_).front();
  EXPECT_EQ(notice.link, "/projects/" + project_.id + "?problem=" + problem.id);
  EXPECT_THAT(notice.text_zh, HasSubstr("用电容量不足"));
  EXPECT_THAT(notice.text_zh, HasSubstr("包抓领导"));
  EXPECT_THAT(notice.text_en, HasSubstr(to_string(problem.due)));

  EXPECT_EQ(tell(), 0);
  ledger_ = std::make_unique<Ledger>(*database_, clock_, random_, options());  // the program is started again
  EXPECT_EQ(tell(), 0);
  const Ledger second(*database_, clock_, random_, options());  // or another one works beside it
  const auto beside = second.escalation.tell(kZone);
  EXPECT_TRUE(beside && *beside == 0);
  EXPECT_THAT(told(), ElementsAre("owner", "head", "测试领导甲"));
  // An edit that leaves it late tells nobody again.
  change_problem(problem, [&](ProjectProblem& record) { record.detail = "须新增变压器"; });
  EXPECT_EQ(tell(), 0);

  clock_.pass(hours(24 * kCommitteeAfterDays));
  EXPECT_EQ(tell(), 1);
  EXPECT_EQ(tell(), 0);
  EXPECT_THAT(told(), UnorderedElementsAre("owner", "owner", "head", "head", "测试领导甲", "测试领导甲", "leader"));
  EXPECT_THAT(notices(leader_).front().text_zh, HasSubstr("委员会"));
}

TEST_P(EscalationTest, WhatWasMissedForWeeksIsToldOnceAtItsLevel) {
  raise("用电容量不足", 1);
  clock_.pass(hours(24 * 30));
  EXPECT_EQ(tell(), 1);
  EXPECT_EQ(tell(), 0);
  EXPECT_THAT(told(), ElementsAre("owner", "head", "测试领导甲", "leader"));
}

TEST_P(EscalationTest, AnotherDeadlineMakesAnotherRise) {
  const auto problem = raise("用电容量不足", 1);
  clock_.pass(hours(48));
  ASSERT_EQ(tell(), 1);
  change_problem(problem, [&](ProjectProblem& record) { record.due = Day{today().since_epoch + 3}; });
  EXPECT_EQ(tell(), 0);
  clock_.pass(hours(24 * 4));
  EXPECT_EQ(tell(), 1);
  EXPECT_EQ(tell(), 0);
  EXPECT_EQ(notices(owner_).size(), 2u);
}

TEST_P(EscalationTest, SolvedDroppedAndHigherAlreadyTellNobody) {
  const auto solved = raise("已解决", 1);
  const auto higher = raise("已提请领导", 1);
  change_problem(solved, [&](ProjectProblem& record) {
    record.state = "solved";
    record.solution = "已协调";
    record.solved_on = today();
  });
  change_problem(higher, [](ProjectProblem& record) { record.level = "leader"; });
  clock_.pass(hours(48));
  EXPECT_EQ(tell(), 0);

  raise("随项目退出", 0);
  const auto dropped = ledger_->projects.set_activity(edit(), project_.id, project_.version, "dropped", "企业另选址");
  ASSERT_TRUE(dropped) << dropped.error().message;
  clock_.pass(hours(24));
  EXPECT_EQ(tell(), 0);
  ASSERT_TRUE(ledger_->projects.set_activity(edit(), project_.id, dropped->version, "active", "重新洽谈"));
  EXPECT_EQ(tell(), 1);
}

TEST_P(EscalationTest, WithoutLeadersOfTheGroupThoseOfTheZoneAreTold) {
  ASSERT_TRUE(ledger_->groups.put_member(system(), wind_, head_.user, "成员"));
  const auto changed = ledger_->projects.update(edit(), project_.id, project_.version, [](Project& project) {
    project.lead_official = "无账号的领导";
    return Status();
  });
  ASSERT_TRUE(changed);
  raise("用电容量不足", 0);
  clock_.pass(hours(24));
  EXPECT_EQ(tell(), 1);
  EXPECT_THAT(told(), ElementsAre("owner", "测试领导甲", "leader"));
}

ON_BOTH_ENGINES(EscalationTest);

TEST(Escalation, WhoLeadsAndWhoIsNamed) {
  EXPECT_TRUE(is_lead("组长"));
  EXPECT_TRUE(is_lead("专班组长"));
  EXPECT_FALSE(is_lead("副组长"));
  EXPECT_FALSE(is_lead(""));
  EXPECT_TRUE(names_person("测试领导甲（副主任）、测试处长乙", "测试领导甲"));
  EXPECT_TRUE(names_person("管委会副主任 测试领导甲", "测试领导甲"));
  EXPECT_FALSE(names_person("测试领导甲壹", "测试领导甲"));  // another one
  EXPECT_FALSE(names_person("测试领导甲", ""));
}

}  // namespace
}  // namespace lianzhao::ledger
