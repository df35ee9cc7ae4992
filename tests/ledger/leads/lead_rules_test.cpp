// Leads by themselves: what is like what and who leads, clocks in working days, plausibility beside its benchmarks.
#include "ledger/leads/lead_rules.h"

#include <gmock/gmock.h>

#include "base/places.h"
#include "ledger/leads/duplicates.h"

namespace lianzhao::ledger {
namespace {

using ::testing::HasSubstr;

Day day(int year, unsigned month, unsigned date) {
  return *make_day(year, month, date);
}
constexpr std::int64_t kDayMicros = 86'400'000'000;

class Duplicates : public ::testing::Test {
 protected:
  void SetUp() override {
    auto places = Places::load(LIANZHAO_SHARE_DIR "/places.tsv");
    ASSERT_TRUE(places);
    places_.emplace(*std::move(places));
    auto names = registry::NameParser::load(*places_, LIANZHAO_SHARE_DIR "/registry/industry-words.txt");
    ASSERT_TRUE(names);
    names_.emplace(*std::move(names));
    index_.emplace(NameReading{&*names_, &table_});
  }
  static Followable record(const std::string& id, const std::string& firm, const std::string& title = "项目",
                           const std::string& group = "solar") {
    Followable out;
    out.kind = Followed::kLead;
    out.id = id;
    out.title = title;
    out.group = group;
    out.firm_name = firm;
    out.registered = {10 * kDayMicros};
    out.last_activity = kToday;
    return out;
  }
  [[nodiscard]] std::vector<FoundDuplicate> like(const Followable& wanted) const {
    return index_->find(wanted, kToday);
  }
  static constexpr Day kToday{20'000};
  FoldTable table_;
  std::optional<Places> places_;
  std::optional<registry::NameParser> names_;
  std::optional<DuplicateIndex> index_;
};

TEST_F(Duplicates, FromSameCodeToSameBrand) {
  auto coded = record("1", "南京高虚齿轮制造有限公司");
  coded.firm_key = "91330100MA2KCX3T0J";
  index_->put(coded);
  index_->put(record("2", "甘肃晶虚新能源科技有限公司"));
  index_->put(record("3", "酒泉晶虚物流有限公司"));
  index_->put(record("4", "毫无关系集团有限公司"));
  auto wanted = record("9", "另一个名字有限公司");
  wanted.firm_key = coded.firm_key;
  wanted.registered = {20 * kDayMicros};
  ASSERT_EQ(like(wanted).size(), 1u);
  EXPECT_EQ(like(wanted)[0].likeness, Likeness::kSame);
  // The same name in full-width brackets and letters; the brand in another place; the brand in another business.
  wanted = record("9", "晶虚新能源科技（酒泉）有限公司");
  wanted.registered = {20 * kDayMicros};
  const auto found = like(wanted);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].record.id, "2");
  EXPECT_EQ(found[0].likeness, Likeness::kLikely) << found[0].en;
  EXPECT_EQ(found[1].likeness, Likeness::kPossible);
  EXPECT_TRUE(found[0].other_leads);
  EXPECT_FALSE(found[1].other_leads);  // the brand alone bars nobody
}

TEST_F(Duplicates, SameProjectUnderAnotherFirm) {
  auto known = record("1", "甲虚构有限公司", "年产8GW高效TOPCon电池片项目");
  known.node = "pv.cell";
  known.investment = 1.8e9;
  index_->put(known);
  auto wanted = record("2", "乙虚拟有限公司", "8GW TOPCon高效电池片项目");
  wanted.registered = {11 * kDayMicros};
  EXPECT_TRUE(like(wanted).empty());  // node and size are not known
  wanted.node = "pv.cell";
  wanted.investment = 2.0e9;
  ASSERT_EQ(like(wanted).size(), 1u);
  EXPECT_EQ(like(wanted)[0].likeness, Likeness::kLikely);
  wanted.investment = 3.0e9;
  EXPECT_TRUE(like(wanted).empty());  // too far from its size
}

TEST_F(Duplicates, WhoLeads) {
  const auto leads_over = [&](Followable other, Followable wanted) {
    DuplicateIndex index({&*names_, &table_});
    index.put(std::move(other));
    const auto found = index.find(wanted, kToday);
    return found.size() == 1 && found[0].other_leads;
  };
  auto other = record("1", "甲虚构有限公司"), wanted = record("2", "甲虚构有限公司");
  wanted.registered = {11 * kDayMicros};
  EXPECT_TRUE(leads_over(other, wanted));
  EXPECT_FALSE(leads_over(wanted, other));
  other.last_activity = Day{kToday.since_epoch - kRestsAfterDays};
  EXPECT_TRUE(leads_over(other, wanted));
  other.last_activity = Day{kToday.since_epoch - kRestsAfterDays - 1};
  EXPECT_FALSE(leads_over(other, wanted));  // it rests
  other.settled = true;
  EXPECT_TRUE(leads_over(other, wanted));
  other.over = true;
  EXPECT_FALSE(leads_over(other, wanted));
  auto project = record("3", "甲虚构有限公司");
  project.kind = Followed::kProject;
  project.registered = {12 * kDayMicros};
  EXPECT_TRUE(leads_over(project, wanted));  // though it came later
  EXPECT_FALSE(leads_over(wanted, project));
}

TEST_F(Duplicates, RecordsArePutInPlaceAndTakenOut) {
  for (int i = 0; i < 3000; ++i) {
    index_->put(record(std::to_string(i % 10), i < 2990 ? "旧名虚构有限公司" : "新名虚拟有限公司"));
  }
  EXPECT_TRUE(like(record("x", "旧名虚构有限公司")).empty());
  EXPECT_EQ(like(record("x", "新名虚拟有限公司")).size(), 10u);
  EXPECT_EQ(like(record("3", "新名虚拟有限公司")).size(), 9u);  // not itself
  index_->remove(Followed::kLead, "3");
  EXPECT_EQ(like(record("x", "新名虚拟有限公司")).size(), 9u);
}

TEST(LeadRules, ClocksRunInWorkingDays) {
  const auto calendar = WorkCalendar::load(LIANZHAO_SHARE_DIR "/calendar/cn.tsv");
  ASSERT_TRUE(calendar);
  Lead lead;
  lead.received_on = day(2026, 9, 30);  // before the holidays of 1 to 7 October
  lead.introducer = "商会";
  const auto at = [&](Day today) { return clocks_of(lead, *calendar, today); };
  auto clocks = at(day(2026, 10, 8));
  ASSERT_EQ(clocks.size(), 3u);
  EXPECT_EQ(to_string(clocks[0].due), "2026-10-08");
  EXPECT_EQ(to_string(clocks[1].due), "2026-10-10");  // a make-up Saturday
  EXPECT_EQ(to_string(clocks[2].due), "2026-10-13");
  EXPECT_EQ(clocks[0].state, ClockState::kRunning);
  EXPECT_EQ(at(day(2026, 10, 9))[0].state, ClockState::kMissed);
  lead.answered_on = day(2026, 10, 8);
  lead.sorted_on = day(2026, 10, 12);
  clocks = at(day(2026, 10, 20));
  ASSERT_EQ(clocks.size(), 4u);
  EXPECT_EQ(clocks[0].state, ClockState::kMet);
  EXPECT_EQ(clocks[1].state, ClockState::kLate);
  EXPECT_EQ(clocks[3].rule, "report");
  EXPECT_EQ(to_string(clocks[3].due), "2026-10-26");
  lead.reported_on = day(2026, 10, 26);
  EXPECT_EQ(to_string(at(day(2026, 10, 27))[3].due), "2026-11-09");
  lead.state = "rejected";
  EXPECT_EQ(at(day(2026, 10, 27)).size(), 3u);
}

TEST(LeadRules, FactsAndSteps) {
  EXPECT_EQ(missing_facts(Lead()).size(), lead_facts().size());
  EXPECT_TRUE(may_go("new", "sorted"));
  EXPECT_FALSE(may_go("new", "converted"));
  EXPECT_FALSE(may_go("converted", "new"));
  EXPECT_FALSE(may_go("sorted", "sorted"));
}

TEST(Plausibility, BesideTheBenchmarks) {
  const auto benchmarks = load_benchmarks(LIANZHAO_SHARE_DIR "/ledger/benchmarks.tsv");
  ASSERT_TRUE(benchmarks) << benchmarks.error().message;
  ASSERT_TRUE(benchmarks->land);
  const auto level_of = [&](const PlausibleFacts& facts, const std::string& rule) {
    for (const auto& finding : check_plausibility(facts, *benchmarks)) {
      if (finding.rule != rule) continue;
      EXPECT_FALSE(finding.zh.empty() || finding.en.empty());
      return std::string(name_of(finding.level));
    }
    return std::string("none");
  };
  // The two reported plants lie within, the one of 8 GW for 1.8 bn about half of the lower.
  EXPECT_EQ(level_of({"pv.cell", 10.5e9, {}, 16'000, {}, {}}, "investment-per-capacity"), "info");
  EXPECT_EQ(level_of({"pv.cell", 3e9, {}, 6'000, {}, {}}, "investment-per-capacity"), "info");
  EXPECT_EQ(level_of({"pv.cell", 1.8e9, {}, 8'000, {}, {}}, "investment-per-capacity"), "warning");
  const auto low = check_plausibility({"pv.cell", 1.8e9, {}, 8'000, {}, {}}, *benchmarks);
  ASSERT_FALSE(low.empty());
  EXPECT_THAT(low[0].zh, HasSubstr("50%"));
  EXPECT_THAT(low[0].source, HasSubstr("TOPCon"));
  EXPECT_EQ(level_of({"pv.cell", 9e9, {}, 8'000, {}, {}}, "investment-per-capacity"), "warning");
  EXPECT_EQ(level_of({"wind.tower", 9e9, {}, 8'000, {}, {}}, "investment-per-capacity"), "none");
  EXPECT_EQ(level_of({"", 2.8e9, 187.55, {}, 3.3e9, 1e8}, "investment-per-mu"), "info");
  EXPECT_EQ(level_of({"", 1e8, 187.55, {}, {}, {}}, "investment-per-mu"), "warning");
  EXPECT_EQ(level_of({"", {}, 100, {}, {}, 1e6}, "tax-per-mu"), "warning");
  EXPECT_EQ(level_of({"", {}, 0, {}, {}, 1e6}, "tax-per-mu"), "none");  // rented
  EXPECT_EQ(level_of({"", {}, {}, {}, 1e6, 2e6}, "tax-over-output"), "error");
}

}  // namespace
}  // namespace lianzhao::ledger
