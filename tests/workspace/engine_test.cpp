// The engine: loaded, replaced in use, imported into, rolled back.
#include <gmock/gmock.h>

#include <thread>

#include "atlas/chain_document.h"
#include "support/engine_world.h"

namespace lianzhao::workspace {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::string> names_of(const targeting::NodeTargets& found) {
  std::vector<std::string> out;
  for (const auto& target : found.targets) out.push_back(target.name);
  return out;
}

class FixedChains final : public ChainSource {
 public:
  Result<std::vector<SavedChain>> current() override { return saved; }
  std::vector<SavedChain> saved;
};

TEST_F(EngineWorld, WithoutARegistryChainsAreDiagnosedAll) {
  open();
  const auto engine = holder->get();
  EXPECT_EQ(engine->snapshot(), nullptr);
  const auto chains = engine->chains();
  ASSERT_TRUE(chains.ok());
  for (const auto chain : *chains) {
    EXPECT_EQ(engine->diagnosis(chain).nodes.size(), engine->atlas().chains()[chain].nodes.size());
  }
  EXPECT_EQ(chains->size(), engine->zone().chains.size());
  EXPECT_EQ(engine->firm("91330100MA2KCX3T04").error().code, ErrorCode::kNotFound);
}

TEST_F(EngineWorld, AnImportPutsAnotherEngineInForceAndTheOldOneGoesOn) {
  open();
  const auto before = holder->get();
  const auto generation = holder->generation();
  ASSERT_TRUE(import(kRows).ok());
  const auto after = holder->get();
  EXPECT_GT(holder->generation(), generation);
  EXPECT_EQ(after->generation(), holder->generation());
  EXPECT_EQ(before->snapshot(), nullptr);
  const auto node = *after->node("wind.gearbox");
  const auto found = after->targets(node, {10, {}});
  ASSERT_TRUE(found.ok());
  // The firm of the zone's own city is no target; a maker goes before a dealer.
  EXPECT_THAT(names_of(*found),
              ElementsAre("南京虚构齿轮箱制造有限公司", "杭州虚构传动有限公司", "上海虚构检测有限公司"));
  EXPECT_EQ(&before->atlas(), &after->atlas()) << "chains did not change and are shared";
}

TEST_F(EngineWorld, FiltersNarrowTheTargets) {
  open_with_firms();
  const auto engine = holder->get();
  const auto node = *engine->node("wind.gearbox");
  targeting::TargetRequest request;
  request.filter.places = {PlaceCode{330000}};
  EXPECT_THAT(names_of(*engine->targets(node, request)), ElementsAre("杭州虚构传动有限公司"));
  request.filter = {};
  request.filter.capital_min = 1e7;
  EXPECT_THAT(names_of(*engine->targets(node, request)), ElementsAre("南京虚构齿轮箱制造有限公司"));
  request.filter = {};
  request.filter.activities = registry::mask_of(registry::Activity::kSell);
  EXPECT_THAT(names_of(*engine->targets(node, request)), ElementsAre("杭州虚构传动有限公司"));
}

TEST_F(EngineWorld, ShortListsAreTheBeginOfLongOnes) {
  open();
  std::string rows;
  for (int i = 0; i < 300; ++i) {
    rows += "南京虚构" + std::to_string(i) + "号齿轮有限公司,," + std::to_string(1990 + i % 34) + "-01-01," +
            std::to_string(50 + i * 37 % 9000) + "万元,风电齿轮箱" + (i % 3 ? "制造" : "销售") + ",江苏,南京\n";
  }
  ASSERT_TRUE(import(rows).ok());
  const auto engine = holder->get();
  const auto node = *engine->node("wind.gearbox");
  const auto all = names_of(*engine->targets(node, {300, {}}));
  ASSERT_EQ(all.size(), 300u);
  const auto some = names_of(*engine->targets(node, {15, {}}));  // cut off where the rest cannot reach the list
  EXPECT_EQ(some, std::vector<std::string>(all.begin(), all.begin() + 15));
}

TEST_F(EngineWorld, WeightsOfOneQuestionChangeItsScores) {
  open_with_firms();
  const auto engine = holder->get();
  const auto node = *engine->node("wind.gearbox");
  auto weights = engine->weights();
  weights.weight.fill(0);
  weights.weight[static_cast<std::size_t>(targeting::ScorePart::kScale)] = 2;
  const auto found = engine->targets(node, {10, {}}, &weights);
  ASSERT_TRUE(found.ok());
  for (const auto& target : found->targets) {
    EXPECT_DOUBLE_EQ(target.score, target.parts[static_cast<std::size_t>(targeting::ScorePart::kScale)].points);
  }
}

TEST_F(EngineWorld, FirmsAreFoundByKeyAndScoredAlike) {
  open_with_firms();
  const auto engine = holder->get();
  const auto node = *engine->node("wind.gearbox");
  const auto found = engine->targets(node, {10, {}});
  for (const auto& target : found->targets) {
    const auto key = engine->key(target.firm);
    ASSERT_TRUE(engine->firm(key).ok()) << key;
    EXPECT_EQ(*engine->firm(key), target.firm);
    const auto alone = engine->score(node, target.firm);
    ASSERT_TRUE(alone.ok());
    EXPECT_NEAR(alone->score, target.score, 1e-9);
  }
  EXPECT_TRUE(engine->firm("91330100MA2KCX3T04").ok());
  for (const auto* wrong :
       {"", "n00", "n0123456789abcdef01234567", "91330100MA2KCX3T00", "N0123456789ABCDEF01234567"}) {
    EXPECT_FALSE(engine->firm(wrong).ok()) << wrong;
  }
}

TEST_F(EngineWorld, RollingBackGoesToTheRegistryBefore) {
  open_with_firms();
  const auto key = holder->get()->key(*holder->get()->firm("91330100MA2KCX3T04"));
  ASSERT_TRUE(import("苏州虚构齿轮箱有限公司,,2011-01-01,800万元,风电齿轮箱制造,江苏,苏州\n", "more.csv").ok());
  EXPECT_EQ(holder->get()->snapshot()->header().alive_count, 5u);
  const auto held = holder->get();
  ASSERT_TRUE(roll_back(*holder).ok());
  EXPECT_EQ(holder->get()->snapshot()->header().alive_count, 4u);
  EXPECT_EQ(held->snapshot()->header().alive_count, 5u) << "whoever holds the old engine goes on with it";
  EXPECT_TRUE(holder->get()->firm(key).ok());
  EXPECT_EQ(roll_back(*holder).error().code, ErrorCode::kNotFound);
}

TEST_F(EngineWorld, AStoppedImportChangesNothing) {
  open_with_firms();
  const auto generation = holder->generation();
  stop = true;
  EXPECT_EQ(import("苏州虚构齿轮箱有限公司,,2011-01-01,800万元,风电齿轮箱制造,江苏,苏州\n", "more.csv").error().code,
            ErrorCode::kInterrupted);
  EXPECT_EQ(holder->generation(), generation);
  EXPECT_EQ(holder->get()->snapshot()->header().alive_count, 4u);
  EXPECT_FALSE(SnapshotKeeper(options.folders).has_previous());
}

TEST_F(EngineWorld, AKilledImportIsRecoveredEitherWay) {
  open_with_firms();
  SnapshotKeeper keeper(options.folders);
  ASSERT_TRUE(keeper.keep().ok());  // killed before its end: the same file under two names
  ASSERT_TRUE(keeper.recover().ok());
  EXPECT_FALSE(keeper.has_previous());
  ASSERT_TRUE(keeper.keep().ok());  // killed after the new snapshot was put in force
  std::filesystem::copy_file(options.folders.snapshot(), folder / "new");
  std::filesystem::rename(folder / "new", options.folders.snapshot());
  ASSERT_TRUE(keeper.recover().ok());
  EXPECT_TRUE(keeper.has_previous());
}

TEST_F(EngineWorld, OneImportAtATime) {
  open();
  const auto lock = RegistryLock::take(options.folders);
  ASSERT_TRUE(lock.ok());
  EXPECT_EQ(import(kRows).error().code, ErrorCode::kConflict);
}

TEST_F(EngineWorld, ASavedChainTakesThePlaceOfTheShippedOneAndNewTermsAreReadAgain) {
  FixedChains chains;
  open({nullptr, &chains, nullptr});
  ASSERT_TRUE(import("苏州虚构机械有限公司,,2011-01-01,800万元,虚构新词增速机制造,江苏,苏州\n").ok());
  const auto shipped = holder->get();
  const auto wind = shipped->chains("wind")->front();
  auto chain = shipped->atlas().chains()[wind];
  chain.nodes[shipped->node("wind.gearbox")->node].terms.push_back("虚构新词增速机");
  chains.saved = {{"wind", 3, atlas::document_of(chain)}};
  ASSERT_TRUE(holder->reload(Changed::only_chains()).ok());
  const auto edited = holder->get();
  EXPECT_EQ(edited->chain_version(wind), 3);
  EXPECT_THAT(edited->unread_terms(), ElementsAre("虚构新词增速机"));
  EXPECT_TRUE(edited->targets(*edited->node("wind.gearbox"), {})->targets.empty());
  ASSERT_TRUE(read_again(*holder, stop, {}).ok());
  const auto now = holder->get();
  EXPECT_TRUE(now->unread_terms().empty());
  EXPECT_THAT(names_of(*now->targets(*now->node("wind.gearbox"), {})), ElementsAre("苏州虚构机械有限公司"));
}

TEST_F(EngineWorld, AChainThatDoesNotReadLeavesTheEngineInForce) {
  FixedChains chains;
  open({nullptr, &chains, nullptr});
  const auto generation = holder->generation();
  chains.saved = {{"wind", 1, "{}"}};
  EXPECT_THAT(holder->reload(Changed::only_chains()).error().message, HasSubstr("version 1 of the chain 'wind'"));
  EXPECT_EQ(holder->generation(), generation);
}

TEST_F(EngineWorld, QuestionsGoOnWhileEnginesAreReplaced) {
  open_with_firms();
  std::atomic<bool> over{false};
  std::atomic<int> wrong{0};
  std::vector<std::thread> askers;
  for (int i = 0; i < 3; ++i) {
    askers.emplace_back([&] {
      while (!over) {
        const auto engine = holder->get();
        const auto found = engine->targets(*engine->node("wind.gearbox"), {});
        wrong += !found || found->targets.size() != 3;
      }
    });
  }
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(holder->reload(Changed::only_registry()).ok());
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(holder->reload(Changed::only_weights()).ok());
  over = true;
  for (auto& asker : askers) asker.join();
  EXPECT_EQ(wrong, 0);
}

TEST_F(EngineWorld, APreviewShowsHowAFileWouldBeRead) {
  open();
  const auto path = write("odd.csv", std::string("单位,capital,经营范围,法人代表\n") +
                                         "南京虚构齿轮箱制造有限公司,5000万元,风电齿轮箱制造,某\n,1万元,x,y\n");
  EXPECT_FALSE(preview(*holder, {path, {}}).ok()) << "no column of names";
  const auto read = preview(*holder, {path, {{"单位", registry::Column::kName}}});
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(read->file.format, "CSV");
  EXPECT_EQ(read->file.encoding, "UTF-8");
  ASSERT_EQ(read->file.headers.size(), 4u);
  EXPECT_EQ(read->file.headers[0].column, registry::Column::kName);
  EXPECT_FALSE(read->file.headers[3].column.has_value());
  EXPECT_TRUE(read->file.headers[3].sample.empty()) << "what is read past is not shown either";
  ASSERT_EQ(read->file.rows.size(), 2u);
  EXPECT_EQ(read->file.rows[0].name, "南京虚构齿轮箱制造有限公司");
  EXPECT_EQ(read->file.rows[0].capital, 5e7);
  EXPECT_EQ(holder->get()->atlas().node(read->nodes[0].at(0)).id, "wind.gearbox");
  EXPECT_THAT(read->file.rows[1].problem_en, HasSubstr("name"));
  EXPECT_THAT(read->file.rows[1].problem_zh, HasSubstr("名称"));
}

}  // namespace
}  // namespace lianzhao::workspace
