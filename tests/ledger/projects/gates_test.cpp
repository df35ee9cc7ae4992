// The table of gates by itself: order, what an edit takes away, days in the order of the stages.
#include "ledger/projects/gates.h"

#include <gtest/gtest.h>

#include <set>

#include "ledger/projects/project_facts.h"

namespace lianzhao::ledger {
namespace {

GateFacts facts_of(const std::set<std::string, std::less<>>& has, std::map<ProjectStage, Day> dates = {}) {
  GateFacts facts;
  facts.stated = facts.document = [has](std::string_view field) { return has.contains(field); };
  facts.dates = std::move(dates);
  return facts;
}

std::set<std::string, std::less<>> everything() {
  std::set<std::string, std::less<>> all;
  for (const auto& item : gate_items()) all.emplace(item.field);
  return all;
}

TEST(Gates, TableIsInOrderAndEveryStageHasItsGate) {
  std::set<ProjectStage> stages;
  auto last = ProjectStage::kLead;
  for (const auto& item : gate_items()) {
    EXPECT_GE(item.stage, last);
    last = item.stage;
    stages.insert(item.stage);
    EXPECT_FALSE(item.zh.empty() || item.en.empty());
  }
  EXPECT_EQ(stages.size(), kProjectStages - 1);  // all but the first
  for (const auto stage : kAllProjectStages) EXPECT_EQ(parse_project_stage(name_of(stage)), stage);
}

// Without any one thing, every stage from its gate on is closed, and none before it.
TEST(Gates, EachItemClosesItsStageAndAllAfter) {
  for (const auto& missing : gate_items()) {
    auto has = everything();
    has.erase(has.find(missing.field));
    for (const auto stage : kAllProjectStages) {
      EXPECT_EQ(unmet(facts_of(has), stage).empty(), stage < missing.stage) << missing.field << name_of(stage);
    }
  }
  EXPECT_TRUE(unmet(facts_of(everything()), ProjectStage::kAtCapacity).empty());
}

TEST(Gates, RentedHallsNeedNoLandDocuments) {
  auto has = everything();
  for (const auto* role : {"land-confirmation", "land-contract", "handover"}) has.erase(role);
  auto facts = facts_of(has);
  EXPECT_EQ(unmet(facts, ProjectStage::kStarted).size(), 3u);
  auto rented = facts;
  rented.own_land = false;
  EXPECT_TRUE(unmet(rented, ProjectStage::kStarted).empty());
  // Land stated afterwards makes them due again.
  EXPECT_EQ(taken_away(rented, facts, ProjectStage::kStarted).size(), 3u);
  EXPECT_TRUE(taken_away(rented, facts, ProjectStage::kSigned).empty());
}

TEST(Gates, EditMayLeaveWhatWasMissingBefore) {
  auto has = everything();
  has.erase("investment");
  const auto before = facts_of(has);
  EXPECT_TRUE(taken_away(before, before, ProjectStage::kAtCapacity).empty());
  has.erase("tax");
  const auto lost = taken_away(before, facts_of(has), ProjectStage::kSigned);
  ASSERT_EQ(lost.size(), 1u);
  EXPECT_EQ(lost[0].field, "tax");
  EXPECT_TRUE(taken_away(before, facts_of(has), ProjectStage::kNegotiating).empty());
}

TEST(Gates, DaysFollowTheOrderOfStages) {
  const Day today{20'000};
  const auto facts = facts_of({}, {{ProjectStage::kSigned, Day{19'000}}, {ProjectStage::kStarted, Day{19'500}}});
  EXPECT_TRUE(date_fault(facts, ProjectStage::kLandWon, Day{18'999}, today));
  EXPECT_FALSE(date_fault(facts, ProjectStage::kLandWon, Day{19'000}, today));
  EXPECT_FALSE(date_fault(facts, ProjectStage::kLandWon, Day{19'500}, today));
  EXPECT_TRUE(date_fault(facts, ProjectStage::kLandWon, Day{19'501}, today));
  EXPECT_TRUE(date_fault(facts, ProjectStage::kInProduction, Day{20'001}, today));
  EXPECT_FALSE(date_fault(facts, ProjectStage::kSigned, Day{19'200}, today));  // its own day may be corrected
}

// A field of the table that no record states would close its stage for ever.
TEST(Gates, EveryFieldOfTheTableCanBeStated) {
  Project project;
  project.firm_name = project.node = project.process = project.foreign_origin = project.environment = "x";
  project.lead_official = project.registered_firm = project.project_code = "x";
  project.investment_fen = project.output_fen = project.tax_fen = 1;
  project.land_mu = project.energy_tce = 1;
  project.agreement_on = project.expected_production = Day{1};
  const auto full = gate_facts(project, {}), none = gate_facts({}, {});
  for (const auto& item : gate_items()) {
    if (item.kind == GateKind::kField) {
      EXPECT_TRUE(full.stated(item.field)) << item.field;
      EXPECT_FALSE(none.stated(item.field)) << item.field;
    } else {
      EXPECT_TRUE(is_document_role(item.field));
      EXPECT_FALSE(full.document(item.field));
    }
  }
}

}  // namespace
}  // namespace lianzhao::ledger
