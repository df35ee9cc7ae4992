// The case of Jiuquan from its files to diagnosis and targets, and what is said where a file is wrong.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/file.h"
#include "registry/import/importer.h"
#include "support/fixed_clock.h"
#include "targeting/makers/likeness.h"
#include "targeting/targets.h"

namespace lianzhao::targeting {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class CaseTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder = fs::path(::testing::TempDir()) / ::testing::UnitTest::GetInstance()->current_test_info()->name();
    fs::remove_all(folder);
    fs::create_directories(folder);
    fs::copy(LIANZHAO_SHARE_DIR "/case/jiuquan", folder / "case", fs::copy_options::recursive);
  }
  std::string case_folder() const { return (folder / "case").string(); }
  void append(const std::string& file, const std::string& line) {
    std::ofstream(folder / "case" / file, std::ios::app) << line;
  }
  std::string error_of_zone() {
    const auto zone = load_zone(case_folder(), atlas, places);
    return zone ? "" : zone.error().message;
  }
  // A registry of the starter list and the rows given, in the header of the list.
  void load_registry(const std::string& rows = "") {
    registry::Vocabulary vocabulary(table);
    for (const auto& term : atlas.all_terms()) ASSERT_TRUE(vocabulary.add(term).ok());
    append("makers.tsv", rows);
    registry::ImportOptions options;
    options.files = {case_folder() + "/makers.tsv"};
    options.snapshot_path = (folder / "s.lzs").string();
    options.reject_path = (folder / "rejects.csv").string();
    options.dataset.as_of = make_day(2025, 6, 30);
    auto report = registry::import_files(options, vocabulary, {&table, &places, &names, &clock});
    ASSERT_TRUE(report.ok()) << report.error().message;
    EXPECT_EQ(report->rejected, 0u);
    EXPECT_GE(report->accepted, 400u);
    auto opened = registry::Snapshot::open(options.snapshot_path);
    ASSERT_TRUE(opened.ok());
    snapshot.emplace(*std::move(opened));
    engine.emplace(*snapshot, places, table);
  }
  std::size_t chain_of(const std::string& node) const { return atlas.find_node(node)->chain; }
  ChainDiagnosis diagnosis_of(const Zone& zone, const std::string& node) {
    return *diagnose(atlas, chain_of(node), zone, {engine ? &*engine : nullptr, &table, &places});
  }
  NodeTargets targets_of(const Zone& zone, const std::string& node, std::size_t top) {
    const auto diagnosis = diagnosis_of(zone, node);
    TargetingContext context{&atlas, &zone, &*engine, &names, &table, &places, &weights, clock.today()};
    context.likeness = likeness;
    auto found = find_targets(context, diagnosis, atlas.find_node(node)->node, {top, {}});
    EXPECT_TRUE(found.ok());
    return *std::move(found);
  }

  fs::path folder;
  FoldTable table;
  FixedClock clock;
  atlas::Atlas atlas = *atlas::load_atlas({LIANZHAO_SHARE_DIR "/atlas"});
  Places places = *Places::load(LIANZHAO_SHARE_DIR "/places.tsv");
  registry::NameParser names = *registry::NameParser::load(places, LIANZHAO_SHARE_DIR "/registry/industry-words.txt");
  ScoreWeights weights = *load_weights(LIANZHAO_SHARE_DIR "/targeting/score.yaml");
  std::optional<registry::Snapshot> snapshot;
  std::optional<registry::QueryEngine> engine;
  const Likeness* likeness = nullptr;
};

TEST_F(CaseTest, DirectionsFollowDemandSupplyAndAnchors) {
  const auto zone = load_zone(case_folder(), atlas, places);
  ASSERT_TRUE(zone.ok()) << zone.error().message;
  const auto wind = diagnosis_of(*zone, "wind.gearbox");
  const auto of = [&](const std::string& id) { return wind.nodes[atlas.find_node(id)->node]; };
  EXPECT_EQ(of("wind.farm").direction, Direction::kDemand);
  EXPECT_EQ(of("wind.turbine").direction, Direction::kCovered);
  EXPECT_EQ(of("wind.main-bearing").direction, Direction::kFill);
  const auto gearbox = of("wind.gearbox");  // 2,600 machines x 0.75 against 1,400 a year
  EXPECT_EQ(gearbox.direction, Direction::kStrengthen);
  EXPECT_NEAR(gearbox.demand.total, 1950, 1e-6);
  EXPECT_NEAR(*gearbox.rate, 1400.0 / 1950, 1e-9);
  EXPECT_NEAR(gearbox.unmet, 550, 1e-6);
  const auto grid = diagnosis_of(*zone, "grid.gis");  // no local maker at all: a natural gap
  for (const auto& d : grid.nodes) EXPECT_EQ(d.supply.makers, 0u);
  EXPECT_EQ(grid.nodes[atlas.find_node("grid.gis")->node].direction, Direction::kFill);
}

TEST_F(CaseTest, PriorityIsTheProductOfItsFactors) {
  load_registry();
  const auto zone = load_zone(case_folder(), atlas, places);
  for (const auto& d : diagnosis_of(*zone, "wind.gearbox").nodes) {
    const auto& p = d.priority;
    EXPECT_DOUBLE_EQ(p.value(), p.unmet_value * p.pull * p.criticality * p.feasibility);
    EXPECT_GE(p.pull, 0);
    EXPECT_LE(p.pull, 1);
    EXPECT_LT(p.feasibility, 1);
    EXPECT_LE(d.demand.in_place, d.demand.total + 1e-9);
  }
}

TEST_F(CaseTest, SignedCapacityCountsByHalfAndTalksNotAtAll) {
  append("firms.tsv",
         "企业\t虚构轴承（酒泉）\t虚构\twind.main-bearing\t1000\t套\t否\t签约\t2026-01-01\t测试\tunverified\t\n");
  append("firms.tsv",
         "企业\t虚构螺栓（酒泉）\t虚构\twind.bolt\t1000\t吨\t否\t洽谈\t2026-01-01\t测试\tunverified\t\n");
  const auto zone = load_zone(case_folder(), atlas, places);
  ASSERT_TRUE(zone.ok()) << zone.error().message;
  const auto wind = diagnosis_of(*zone, "wind.bolt");
  EXPECT_DOUBLE_EQ(wind.nodes[atlas.find_node("wind.main-bearing")->node].supply.counted, 500);
  EXPECT_EQ(wind.nodes[atlas.find_node("wind.bolt")->node].direction, Direction::kFill);
}

TEST_F(CaseTest, WhatIsWrongIsSaidWithFileAndLine) {
  append("firms.tsv", "企业\t虚构\t虚构\twind.nothing\t1\t台\t否\t在产\t2026-01-01\t测试\tunverified\t\n");
  EXPECT_THAT(error_of_zone(), HasSubstr("firms.tsv:28: 环节 'wind.nothing' is no node"));
  SetUp();
  append("firms.tsv", "企业\t虚构\t虚构\twind.gearbox\t-1\t台\t否\t在产\t2026-01-01\t测试\tunverified\t\n");
  EXPECT_THAT(error_of_zone(), HasSubstr("年产能 '-1'"));
  SetUp();
  append("firms.tsv", "企业\t虚构\t虚构\twind.gearbox\t1\t吨\t否\t在产\t2026-01-01\t测试\tunverified\t\n");
  EXPECT_THAT(error_of_zone(), HasSubstr("wind.gearbox is counted in 台"));
  SetUp();
  append("firms.tsv", "企业\t虚构\t虚构\twind.gearbox\t1\t台\t否\t在产\t2026-02-30\t测试\tunverified\t\n");
  EXPECT_THAT(error_of_zone(), HasSubstr("2026-02-30"));
  SetUp();
  append("ties.tsv", "只有一格\n");
  EXPECT_THAT(error_of_zone(), HasSubstr("1 cells, but the header names 7"));
}

TEST_F(CaseTest, ScoresAreSumsOfPartsAndLocalFirmsAreNoTargets) {
  load_registry("酒泉虚构齿轮箱有限公司\t甘肃\t酒泉\t风电齿轮箱\t否\twind\t测试\t2025-06-30\t未核实\n");
  const auto zone = load_zone(case_folder(), atlas, places);
  const auto found = targets_of(*zone, "wind.gearbox", 50);
  ASSERT_GE(found.targets.size(), 5u);
  double last = 1e9;
  for (const auto& target : found.targets) {
    double sum = 0;
    for (const auto& part : target.parts) {
      sum += part.points;
      EXPECT_FALSE(part.zh.empty());
      EXPECT_FALSE(part.en.empty());
    }
    EXPECT_NEAR(sum, target.score, 1e-9);
    EXPECT_LE(target.score, last);
    last = target.score;
    EXPECT_FALSE(zone->place.contains(target.place)) << target.name;
    EXPECT_FALSE(target.marks.empty()) << target.name;
    EXPECT_FALSE(target.approaches.empty()) << target.name;
    EXPECT_EQ(target.as_of, *make_day(2025, 6, 30));
  }
}

TEST_F(CaseTest, TiesExpansionAndWeightsMoveTheRanking) {
  load_registry(
      "上海虚构甲齿轮箱有限公司\t上海\t上海\t风电齿轮箱、风电增速箱\t否\twind\t测试\t2025-06-30\t未核实\n"
      "上海虚构乙齿轮箱有限公司\t上海\t上海\t风电齿轮箱、风电增速箱\t否\twind\t测试\t2025-06-30\t未核实\n");
  append("ties.tsv",
         "金风科技（酒泉基地）\t上海虚构乙齿轮箱有限公司\t供应商\t2026-01-01\t测试\tunverified\t齿轮箱\n");
  const auto zone = load_zone(case_folder(), atlas, places);
  ASSERT_TRUE(zone.ok());
  const auto place_of = [&](const NodeTargets& found, const std::string& name) {
    const auto at =
        std::find_if(found.targets.begin(), found.targets.end(), [&](const Target& t) { return t.name == name; });
    EXPECT_NE(at, found.targets.end()) << name;
    return at - found.targets.begin();
  };
  auto found = targets_of(*zone, "wind.gearbox", 50);
  EXPECT_LT(place_of(found, "上海虚构乙齿轮箱有限公司"), place_of(found, "上海虚构甲齿轮箱有限公司"));
  const auto& tied = found.targets[static_cast<std::size_t>(place_of(found, "上海虚构乙齿轮箱有限公司"))];
  EXPECT_EQ(tied.approaches.front().approach, Approach::kReferral);
  EXPECT_THAT(tied.approaches.front().zh, HasSubstr("金风科技（酒泉基地）"));
  EXPECT_EQ(tied.region->id, "yangtze-delta");
  weights.weight[static_cast<std::size_t>(ScorePart::kTies)] = 0;
  found = targets_of(*zone, "wind.gearbox", 50);
  EXPECT_LT(place_of(found, "上海虚构甲齿轮箱有限公司"), place_of(found, "上海虚构乙齿轮箱有限公司"));
}

TEST_F(CaseTest, ProductKnowledgeAddsItsPartAndNothingElse) {
  load_registry();
  const auto zone = load_zone(case_folder(), atlas, places);
  const auto part = static_cast<std::size_t>(ScorePart::kLikeness);
  const auto without = targets_of(*zone, "wind.gearbox", 50);
  ASSERT_FALSE(without.targets.empty());
  for (const auto& target : without.targets) EXPECT_EQ(target.parts[part].points, 0);
  MakerData data;
  for (int f = 0; f < 30; ++f) {
    for (const auto* product : {"风电齿轮箱", "风电主轴", "风电轴承"}) {
      const auto name = (f % 2 ? "" : "海上") + std::string(product) + std::to_string(f / 4);
      data.pairs.push_back({data.firm("F" + std::to_string(f)), data.product(name), 0.3F});
    }
  }
  const auto learned = Likeness::learn(data, table, {});
  likeness = &learned;
  const auto with = targets_of(*zone, "wind.gearbox", 50);
  ASSERT_EQ(with.targets.size(), without.targets.size());
  for (const auto& target : with.targets) {
    EXPECT_NE(target.parts[part].points, 0) << target.name;
    EXPECT_THAT(target.parts[part].zh, HasSubstr("相近"));
    double sum = 0;
    for (const auto& each : target.parts) sum += each.points;
    EXPECT_NEAR(target.score, sum, 1e-9);
  }
}

TEST(Score, LogisticsRewardsFarMakersOnly) {
  const auto w = *load_weights(LIANZHAO_SHARE_DIR "/targeting/score.yaml");
  const Location zone{98.5, 39.7};
  Footprint near{{{{1}, {}, {98.6, 39.8}, {}}}, 1, false}, far{{{{2}, {}, {121.5, 31.2}, {}}}, 1, false};
  const auto points = [&](const Footprint& footprint) {
    return score_logistics(w, nearest_plant(footprint, zone), {500, 0}, "甲").points;
  };
  EXPECT_LT(points(near), 0);
  EXPECT_GT(points(far), 0);
  far.firms.push_back(near.firms.front());  // a plant of the brand next door delivers from there
  EXPECT_LT(points(far), 0);
}

TEST(Score, FitAndRiskSayWhatIsNotKnown) {
  const auto w = *load_weights(LIANZHAO_SHARE_DIR "/targeting/score.yaml");
  EXPECT_DOUBLE_EQ(score_fit(w, std::nullopt, {500, 1e9}).points, 0);
  EXPECT_LT(score_fit(w, 1e6, {500, 1e9}).points, score_fit(w, 1e8, {500, 1e9}).points);
  EXPECT_DOUBLE_EQ(score_fit(w, 1e12, {500, 1e9}).points, 0);
  const Day today = *make_day(2026, 1, 1);
  EXPECT_LT(score_risk(w, 1e6, make_day(2025, 6, 1), today, false).points,
            score_risk(w, 1e6, make_day(2024, 1, 1), today, false).points);
  EXPECT_DOUBLE_EQ(score_risk(w, 1e6, make_day(2010, 1, 1), today, false).points, 0);
}

TEST(Score, AWeightsFileWithoutAFigureIsRefusedByName) {
  const auto path = fs::path(::testing::TempDir()) / "score.yaml";
  auto text = *read_file(LIANZHAO_SHARE_DIR "/targeting/score.yaml", 1u << 20);
  text.replace(text.find("  turnover: 2.0"), 15, "  turnovr: 2.00");
  std::ofstream(path) << text;
  const auto loaded = load_weights(path.string());
  ASSERT_FALSE(loaded.ok());
  EXPECT_THAT(loaded.error().message, HasSubstr("fit.turnover is missing"));
}

}  // namespace
}  // namespace lianzhao::targeting
