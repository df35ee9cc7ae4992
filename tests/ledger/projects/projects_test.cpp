// Projects in the ledger: whatever is tried in whatever order, no stage is reached with its gate unmet but by an
// override that shows; days stay in order; what belongs to a project goes with it. On both engines.
#include <gmock/gmock.h>

#include <random>

#include "ledger/capital/payment.h"
#include "support/ledger_fixture.h"

namespace lianzhao::ledger {
namespace {

using ::testing::HasSubstr;

class ProjectsTest : public TwoGroupsTest {
 protected:
  void SetUp() override {
    TwoGroupsTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    manager_ = user("manager", "manager");
    leader_ = user("leader", "leader");
    windy_ = user("windy", "member", {wind_});
  }
  [[nodiscard]] static Access edit(const Actor& who) { return access(who, Permission::kProjectsEdit); }
  [[nodiscard]] static Access override_of(const Actor& who) { return access(who, Permission::kProjectsOverride); }
  [[nodiscard]] Day today() const { return ledger_->projects.today(); }
  [[nodiscard]] Project draft(const std::string& name = "虚构齿轮箱项目") const {
    Project project;
    project.name = name;
    project.firm_name = "虚构齿轮箱有限公司";
    project.group_id = wind_;
    return project;
  }
  void state_all(Project& project) const {
    project.node = "wind.gearbox";
    project.process = "齿轮箱";
    project.investment_fen = 280'000'000'000;
    project.foreign_origin = "other-province";
    project.land_mu = 187.55;
    project.output_fen = 330'000'000'000;
    project.tax_fen = 10'000'000'000;
    project.energy_tce = 12'000;
    project.environment = "报告表";
    project.lead_official = "管委会副主任";
    project.agreement_on = Day{today().since_epoch - 100};
    project.registered_firm = "酒泉虚构齿轮箱有限公司";
    project.project_code = "2022-620902-00-01-000000";
    project.expected_production = Day{today().since_epoch + 300};
  }
  // As uploading does.
  void add_document(const std::string& project, std::string_view role) {
    Attachment paper;
    paper.subject_kind = "project";
    paper.subject_id = project;
    paper.group_id = wind_;
    paper.name = std::string(role) + ".pdf";
    paper.role = role;
    paper.media_type = "application/pdf";
    const auto added = change(ledger_->tools, system().actor, [&](Change& open) -> Status {
      paper.id = ledger_->tools.ids.next();
      store::Where values;
      std::string places = values.bind(kZone);
      for_each_field(
          paper, [&](std::string_view, const auto& field) { places += ", " + values.bind(detail::to_value(field)); });
      auto done = open.tx.execute(
          fmt::format("INSERT INTO attachments (zone, {}) VALUES ({})", columns_of<Attachment>(), places),
          values.values());
      return done ? Status() : Status(done.error());
    });
    ASSERT_TRUE(added) << added.error().message;
  }
  ProjectDetails project_evidence_of(const std::string& id) {
    auto found = database_->read([&](store::Transaction& tx) { return project_evidence(tx, kZone, id); });
    EXPECT_TRUE(found);
    return found ? *std::move(found) : ProjectDetails();
  }
  Result<Project> step(const Actor& who, const Project& project, ProjectStage to, int days_ago,
                       const std::string& reason = "", const std::string& note = "") {
    StageStep wanted{to, Day{today().since_epoch - days_ago}, note, std::nullopt};
    if (!reason.empty()) wanted.override_reason = reason;
    return ledger_->projects.step(edit(who), override_of(who), project.id, project.version, wanted);
  }
  Actor manager_, leader_, windy_;
};

TEST_P(ProjectsTest, FromLeadToCapacity) {
  auto project = ledger_->projects.create(edit(windy_), draft());
  ASSERT_TRUE(project) << project.error().message;
  EXPECT_EQ(project->stage, "lead");
  auto early = step(windy_, *project, ProjectStage::kNegotiating, 90);
  ASSERT_FALSE(early);
  EXPECT_THAT(early.error().data, HasSubstr("process"));
  project = ledger_->projects.update(edit(windy_), project->id, project->version, [&](Project& record) {
    state_all(record);
    return Status();
  });
  ASSERT_TRUE(project) << project.error().message;
  project = step(windy_, *project, ProjectStage::kNegotiating, 120);
  ASSERT_TRUE(project) << project.error().message;
  const auto before = *project;
  EXPECT_EQ(step(windy_, before, ProjectStage::kSigned, 90).error().code, ErrorCode::kForbidden);
  EXPECT_THAT(step(manager_, before, ProjectStage::kSigned, 90).error().data, HasSubstr("missing-document"));
  add_document(before.id, "agreement");
  EXPECT_THAT(step(manager_, before, ProjectStage::kSigned, 101).error().message, HasSubstr("agreement"));
  EXPECT_EQ(step(manager_, before, ProjectStage::kLandWon, 80).error().code, ErrorCode::kBadInput);  // a jump
  for (const auto& item : gate_items()) {
    if (item.kind == GateKind::kDocument && item.field != "agreement") add_document(before.id, item.field);
  }
  int ago = 95;
  for (const auto stage : kAllProjectStages) {
    if (stage <= ProjectStage::kNegotiating) continue;
    project = step(manager_, *project, stage, ago);
    ASSERT_TRUE(project) << name_of(stage) << project.error().message;
    ago -= 10;
  }
  EXPECT_FALSE(project->overridden);
  const auto log = ledger_->projects.log(edit(windy_), before.id);
  ASSERT_TRUE(log);
  EXPECT_EQ(log->size(), kProjectStages);
  EXPECT_EQ(log->front().from_stage, "");
  EXPECT_EQ(log->back().to_stage, "at-capacity");
  const auto details = ledger_->projects.details(edit(windy_), std::span(&*project, 1));
  ASSERT_TRUE(details);
  EXPECT_EQ(details->at(before.id).dates.size(), kProjectStages - 1);
  // Back is a correction: with a note, and the days after it are forgotten.
  EXPECT_FALSE(step(manager_, *project, ProjectStage::kStarted, 55));
  project = step(manager_, *project, ProjectStage::kStarted, 50, "", "投产日期录错");
  ASSERT_TRUE(project) << project.error().message;
  EXPECT_EQ(ledger_->projects.details(edit(windy_), std::span(&*project, 1))->at(before.id).dates.size(), 6u);
}

TEST_P(ProjectsTest, OverrideIsForLeadersWithAReasonAndShowsForEver) {
  auto made = ledger_->projects.create(edit(windy_), draft());
  ASSERT_TRUE(made);
  const std::string reason = "省级重点项目先行签约后补材料";
  EXPECT_EQ(step(windy_, *made, ProjectStage::kNegotiating, 5, reason).error().code, ErrorCode::kForbidden);
  EXPECT_EQ(step(manager_, *made, ProjectStage::kSigned, 5, reason).error().code, ErrorCode::kForbidden);
  EXPECT_EQ(step(leader_, *made, ProjectStage::kSigned, 5, "急").error().code, ErrorCode::kBadInput);
  EXPECT_FALSE(step(leader_, *made, ProjectStage::kSigned, -1, reason));  // no override moves the calendar
  auto passed = step(leader_, *made, ProjectStage::kSigned, 5, reason);
  ASSERT_TRUE(passed) << passed.error().message;
  EXPECT_TRUE(passed->overridden);
  const auto log = ledger_->projects.log(edit(windy_), made->id);
  EXPECT_EQ(log->back().override_reason, reason);
  EXPECT_THAT(log->back().unmet.text, HasSubstr("投资协议"));
  auto back = step(leader_, *passed, ProjectStage::kLead, 6, "", "退回补材料");
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_TRUE(back->overridden);
  // Nor does an edit take the mark away, or move the stage.
  for (const auto& edit_of : std::vector<std::function<void(Project&)>>{
           [](Project& p) { p.overridden = false; }, [](Project& p) { p.stage = "at-capacity"; },
           [](Project& p) { p.activity = "dropped"; }, [](Project& p) { p.stage_since.since_epoch -= 3; }}) {
    const auto tried = ledger_->projects.update(edit(leader_), back->id, back->version, [&](Project& record) {
      edit_of(record);
      return Status();
    });
    EXPECT_EQ(tried.error().code, ErrorCode::kForbidden);
  }
  auto bold = draft();
  bold.overridden = true;
  EXPECT_FALSE(ledger_->projects.create(edit(leader_), bold));
}

TEST_P(ProjectsTest, PausedProjectsStayWhereTheyAre) {
  auto project = ledger_->projects.create(edit(windy_), draft());
  ASSERT_TRUE(project);
  EXPECT_FALSE(ledger_->projects.set_activity(edit(windy_), project->id, 1, "paused", " "));
  project = ledger_->projects.set_activity(edit(windy_), project->id, 1, "paused", "企业调整投资计划");
  ASSERT_TRUE(project) << project.error().message;
  EXPECT_FALSE(step(manager_, *project, ProjectStage::kNegotiating, 1));
  EXPECT_FALSE(ledger_->projects.set_activity(edit(windy_), project->id, 2, "paused", "再次"));
  EXPECT_FALSE(ledger_->projects.set_activity(edit(windy_), project->id, 2, "asleep", "再次"));
  project = ledger_->projects.set_activity(edit(windy_), project->id, 2, "active", "恢复洽谈");
  ASSERT_TRUE(project);
  EXPECT_EQ(project->activity_reason, "");
  EXPECT_EQ(ledger_->projects.log(edit(windy_), project->id)->size(), 3u);
}

TEST_P(ProjectsTest, PhasesAreOneDeepAndOfNothingUnseen) {
  auto whole = ledger_->projects.create(edit(windy_), draft("总项目"));
  ASSERT_TRUE(whole);
  auto first = draft("一期");
  first.phase_of = whole->id;
  auto phase = ledger_->projects.create(edit(windy_), first);
  ASSERT_TRUE(phase) << phase.error().message;
  auto second = draft("一期的一期");
  second.phase_of = phase->id;
  EXPECT_EQ(ledger_->projects.create(edit(windy_), second).error().code, ErrorCode::kBadInput);
  const auto set_phase = [&](const Actor& who, const Project& project, const std::string& of) {
    return ledger_->projects.update(edit(who), project.id, project.version, [&](Project& record) {
      record.phase_of = of;
      return Status();
    });
  };
  EXPECT_EQ(set_phase(manager_, *whole, phase->id).error().code, ErrorCode::kBadInput);
  EXPECT_EQ(set_phase(manager_, *whole, whole->id).error().code, ErrorCode::kBadInput);
  auto other = draft("他组项目");
  other.group_id = solar_;
  const auto unseen = ledger_->projects.create(edit(manager_), other);
  ASSERT_TRUE(unseen);
  second.phase_of = unseen->id;
  EXPECT_EQ(ledger_->projects.create(edit(windy_), second).error().code, ErrorCode::kBadInput);
  const auto details = ledger_->projects.details(edit(windy_), std::span(&*whole, 1));
  ASSERT_TRUE(details) << details.error().message;
  ASSERT_EQ(details->at(whole->id).phases.size(), 1u);
  EXPECT_EQ(details->at(whole->id).phases[0].name, "一期");
  // Given to another group, the whole is no more than an id to the phase's group.
  auto given = ledger_->projects.update(edit(manager_), whole->id, whole->version, [&](Project& record) {
    record.group_id = solar_;
    return Status();
  });
  ASSERT_TRUE(given);
  EXPECT_EQ(ledger_->projects.details(edit(windy_), std::span(&*phase, 1))->at(phase->id).phase_of->name, "");
}

TEST_P(ProjectsTest, DocumentsGoWithTheProject) {
  auto project = ledger_->projects.create(edit(windy_), draft());
  ASSERT_TRUE(project);
  add_document(project->id, "agreement");
  project = ledger_->projects.update(edit(manager_), project->id, project->version, [&](Project& record) {
    record.group_id = solar_;
    return Status();
  });
  ASSERT_TRUE(project) << project.error().message;
  const auto rows = database_->read([&](store::Transaction& tx) {
    return tx.query("SELECT group_id FROM attachments WHERE zone = $1 AND subject_id = $2", {kZone, project->id});
  });
  EXPECT_EQ((*rows)[0].text(0), solar_);
}

TEST_P(ProjectsTest, ArrivedIsWhatTheRuleCounts) {
  auto project = ledger_->projects.create(edit(windy_), draft());
  ASSERT_TRUE(project);
  const auto pay = [&](std::int64_t fen, const std::string& origin, const std::string& state) {
    Payment payment;
    payment.project_id = project->id;
    payment.group_id = payment.credited_to = wind_;
    payment.on_day = today();
    payment.amount_fen = payment.yuan_fen = fen;
    payment.origin = origin;
    payment.used_for = "fixed-investment";
    payment.evidence = "bank-voucher";
    payment.state = state;
    const auto added = change(ledger_->tools, system().actor, [&](Change& open) -> Status {
      payment.id = ledger_->tools.ids.next();
      store::Where values;
      std::string places = values.bind(kZone);
      for_each_field(payment, [&](std::string_view, const auto& field) {
        places += ", " + values.bind(detail::to_value(field));
      });
      auto done = open.tx.execute(
          fmt::format("INSERT INTO payments (zone, {}) VALUES ({})", columns_of<Payment>(), places), values.values());
      return done ? Status() : Status(done.error());
    });
    ASSERT_TRUE(added) << added.error().message;
  };
  pay(500, "other-province", "passed");
  pay(300, "other-province", "entered");
  pay(200, "local", "passed");
  pay(-100, "other-province", "passed");
  const auto details = ledger_->projects.details(edit(windy_), std::span(&*project, 1));
  ASSERT_TRUE(details) << details.error().message;
  EXPECT_EQ(details->at(project->id).arrived_fen, 400);
}

// Any edits, documents, steps of any size in any direction, with and without override, by anybody, also from an
// older version: the invariant of the gates holds after each.
TEST_P(ProjectsTest, NoWayAroundAGate) {
  std::mt19937 random(20261124);
  const auto any = [&](int count) { return static_cast<int>(random() % static_cast<unsigned>(count)); };
  const std::vector<std::function<void(Project&)>> clearings = {
      [](Project& p) { p.node.clear(); },          [](Project& p) { p.process.clear(); },
      [](Project& p) { p.investment_fen = 0; },    [](Project& p) { p.foreign_origin.clear(); },
      [](Project& p) { p.land_mu.reset(); },       [](Project& p) { p.land_mu = 0; },
      [](Project& p) { p.tax_fen.reset(); },       [](Project& p) { p.agreement_on.reset(); },
      [](Project& p) { p.registered_firm = ""; },  [](Project& p) { p.expected_production.reset(); },
      [](Project& p) { p.lead_official.clear(); }, [](Project& p) { p.environment.clear(); }};
  int reached = 0, refused = 0;
  for (int run = 0; run < 12; ++run) {
    auto now = ledger_->projects.create(edit(windy_), draft(fmt::format("项目 {}", run)));
    ASSERT_TRUE(now);
    auto older = *now;
    for (int turn = 0; turn < 25; ++turn) {
      const auto& who = any(3) == 0 ? windy_ : any(2) == 0 ? manager_ : leader_;
      const auto& seen = any(5) == 0 ? older : *now;
      Result<Project> tried = Error{ErrorCode::kNotFound, ""};
      const int kind = any(6);
      if (kind == 0) {
        tried = ledger_->projects.update(edit(who), seen.id, seen.version, [&](Project& record) {
          clearings[static_cast<std::size_t>(any(static_cast<int>(clearings.size())))](record);
          return Status();
        });
      } else if (kind == 1) {
        tried = ledger_->projects.update(edit(who), seen.id, seen.version, [&](Project& record) {
          state_all(record);
          return Status();
        });
      } else if (kind == 2) {
        for (const auto& item : gate_items()) {
          if (item.kind == GateKind::kDocument && any(3) > 0) {
            auto known = project_evidence_of(now->id);
            if (!known.documents.contains(item.field)) add_document(now->id, item.field);
          }
        }
      } else {
        const auto stage = kAllProjectStages[static_cast<std::size_t>(any(kProjectStages))];
        tried =
            step(who, seen, stage, any(80), run % 4 == 3 && any(2) == 0 ? "特殊情况由领导决定先行推进" : "", "更正");
        (tried ? reached : refused) += 1;
      }
      if (tried) {
        older = *now;
        now = tried;
      }
      const auto stored = ledger_->projects.get(edit(manager_), now->id);
      ASSERT_TRUE(stored);
      const auto evidence = project_evidence_of(now->id);
      const auto stage = *parse_project_stage(stored->stage);
      if (!stored->overridden) {
        const auto missing = unmet(gate_facts(*stored, evidence), stage);
        ASSERT_TRUE(missing.empty()) << stored->stage << " without " << missing[0].field;
      } else {
        const auto log = ledger_->projects.log(edit(manager_), now->id);
        ASSERT_TRUE(
            std::any_of(log->begin(), log->end(), [](const auto& row) { return !row.override_reason.empty(); }));
      }
      Day last{0};
      for (const auto& [date_stage, day] : evidence.dates) {
        ASSERT_GE(day, last) << name_of(date_stage);
        ASSERT_LE(date_stage, stage);
        last = day;
      }
    }
  }
  EXPECT_GT(reached, 10);
  EXPECT_GT(refused, 10);
}

TEST_P(ProjectsTest, ProblemsRiseByThemselvesAndAreSolvedInWords) {
  const auto project = ledger_->projects.create(edit(windy_), draft());
  ASSERT_TRUE(project);
  const auto sunny = user("sunny", "member", {solar_});
  ProjectProblem problem;
  problem.project_id = project->id;
  problem.title = "用电容量不足";
  problem.owner = sunny.user;
  problem.raised_on = today();
  problem.due = Day{today().since_epoch + 7};
  EXPECT_THAT(ledger_->problems.create(edit(windy_), problem).error().data, HasSubstr("owner"));  // could not see it
  problem.owner = windy_.user;
  EXPECT_EQ(ledger_->problems.create(edit(sunny), problem).error().code, ErrorCode::kNotFound);
  auto early = problem;
  early.due = Day{today().since_epoch - 1};
  EXPECT_THAT(ledger_->problems.create(edit(windy_), early).error().data, HasSubstr("due"));
  const auto made = ledger_->problems.create(edit(windy_), problem);
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_FALSE(ledger_->problems.get(edit(sunny), made->id));
  const auto standing = [&](int days, const char* level) {
    const Day day{made->due.since_epoch + days};
    EXPECT_EQ(level_now(*made, day), level) << days;
    ListQuery query;
    query.conditions.push_back(at_level(level, day));
    EXPECT_EQ(ledger_->problems.page(edit(windy_), query)->items.size(), 1u) << days;
  };
  standing(0, "group");
  standing(1, "leader");
  standing(kCommitteeAfterDays, "leader");
  standing(kCommitteeAfterDays + 1, "committee");
  EXPECT_FALSE(ledger_->problems.update(edit(windy_), made->id, 1, [](ProjectProblem& record) {
    record.state = "solved";
    return Status();
  }));
}

ON_BOTH_ENGINES(ProjectsTest);

}  // namespace
}  // namespace lianzhao::ledger
