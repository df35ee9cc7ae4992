// The scope grammar on little scopes; the golden cases are in scope_golden_test.cpp.
#include "registry/scope/scope_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "atlas/term_verbs.h"
#include "registry/import/item_memo.h"
#include "registry/scope/scope_items.h"

namespace lianzhao::registry {
namespace {

using ::testing::ElementsAre;

class ScopeReaderTest : public ::testing::Test {
 protected:
  // Each phrase as "text:activities", negated ones with a minus.
  std::vector<std::string> phrases(std::string_view scope) {
    ScopeReading reading = read(scope);
    std::vector<std::string> out;
    for (const auto& phrase : reading.phrases) {
      out.push_back((phrase.negated ? "-" : "") + std::string(scope.substr(phrase.begin, phrase.end - phrase.begin)) +
                    ":" + describe_activities(phrase.activities));
    }
    return out;
  }
  // Each hit as "term:activities" with a star at heads.
  std::vector<std::string> hits(std::string_view scope) {
    ScopeReading reading = read(scope);
    std::vector<std::string> out;
    for (const auto& hit : reading.hits) {
      out.push_back(vocabulary.text(hit.term) + (hit.head ? "*:" : ":") +
                    describe_activities(reading.phrases[hit.phrase].activities));
    }
    return out;
  }
  ScopeReading read(std::string_view scope) {
    for (const auto* term :
         {"风电齿轮箱", "齿轮箱", "齿轮", "联轴器", "光伏组件", "逆变器", "风力发电机组", "EVA胶膜", "EVA"}) {
      EXPECT_TRUE(vocabulary.add(term).ok());
    }
    auto reader = ScopeReader::create(vocabulary);
    EXPECT_TRUE(reader.ok());
    ScopeReading reading;
    reader->read(scope, reading);
    return reading;
  }
  FoldTable table;
  Vocabulary vocabulary{table};
};

TEST_F(ScopeReaderTest, TrailingVerbsBindTheWholeList) {
  EXPECT_THAT(phrases("风电齿轮箱、联轴器的研发、生产、销售"),
              ElementsAre("风电齿轮箱:make+research+sell", "联轴器:make+research+sell"));
}

TEST_F(ScopeReaderTest, LeadingVerbsBindWhatFollows) {
  EXPECT_THAT(phrases("生产、销售：齿轮箱，联轴器；光伏组件安装"),
              ElementsAre("齿轮箱:make+sell", "联轴器:make+sell", "光伏组件:install"));
  EXPECT_THAT(phrases("销售齿轮箱、联轴器，加工齿轮"), ElementsAre("齿轮箱:sell", "联轴器:sell", "齿轮:process"));
}

TEST_F(ScopeReaderTest, StandardStyleHasOneVerbAnItem) {
  EXPECT_THAT(phrases("一般项目：风力发电机组及零部件销售；光伏设备及元器件制造；技术服务、技术开发（除依法须经批准的"
                      "项目外，凭营业执照"
                      "依法自主开展经营活动）"),
              ElementsAre("风力发电机组:sell", "零部件:sell", "光伏设备:make", "元器件:make"));
}

TEST_F(ScopeReaderTest, ExclusionsYieldNoHits) {
  EXPECT_THAT(hits("联轴器销售（不含齿轮箱）"), ElementsAre("联轴器*:sell"));
  EXPECT_THAT(hits("联轴器销售，齿轮箱除外"), ElementsAre("联轴器*:sell"));
  EXPECT_THAT(hits("不得从事齿轮箱、联轴器的销售；光伏组件制造"), ElementsAre("光伏组件*:make"));
}

TEST_F(ScopeReaderTest, LongestTermWinsAndHeadIsLast) {
  EXPECT_THAT(hits("风电齿轮箱制造"), ElementsAre("风电齿轮箱*:make"));
  EXPECT_THAT(hits("齿轮箱检测设备制造"), ElementsAre("齿轮箱:make"));
  EXPECT_THAT(hits("齿轮箱等产品制造"), ElementsAre("齿轮箱*:make"));
}

TEST_F(ScopeReaderTest, LatinTermsNeedBoundaries) {
  EXPECT_THAT(hits("ＥＶＡ胶膜生产；EVALUATION服务；EVA生产"), ElementsAre("EVA胶膜*:make", "EVA*:make"));
}

TEST_F(ScopeReaderTest, NeverReadsOutside) {
  for (const auto* scope :
       {"", "（", "）", "((((((((((", "、、；。", "的", "生产", "除", "\xE9\xBD", "不含", "1、2、3、"}) {
    EXPECT_NO_FATAL_FAILURE(read(scope)) << scope;
  }
}

TEST(WordList, TermsLoseTheirTrailingVerbs) {
  EXPECT_EQ(without_trailing_verbs("光伏设备及元器件制造"), "光伏设备及元器件");
  EXPECT_EQ(without_trailing_verbs("齿轮箱生产销售"), "齿轮箱");
  EXPECT_EQ(without_trailing_verbs("风电运维"), "风电运维");  // a service is what it is called
  EXPECT_EQ(without_trailing_verbs("制造"), "制造");
}

// Scope, then what is found in it: "term:activities", a star at heads.
struct TermCase {
  const char* scope;
  std::vector<std::string> hits;
};

// Terms that end in verbs, as a vocabulary of former times or of a user may have them, hide no verb.
TEST(ScopeReader, TermsHideNoVerb) {
  const FoldTable table;
  Vocabulary vocabulary(table);
  for (const auto* term :
       {"变压器制造", "变压器", "电池制造", "氢气生产", "风机维修", "储能系统集成", "硅冶炼", "铸造主轴", "變流器"}) {
    ASSERT_TRUE(vocabulary.add(term).ok()) << term;
  }
  const auto reader = ScopeReader::create(vocabulary);
  ASSERT_TRUE(reader.ok()) << reader.error().message;
  const std::vector<TermCase> cases = {
      {"变压器制造；变压器销售", {"变压器*:make", "变压器*:sell"}},
      {"10kV变压器制造、销售", {"变压器*:make+sell"}},
      {"电池制造；电池销售", {"电池制造*:make", "电池制造*:sell"}},  // the term is read as 电池
      {"氢气生产、储存、销售", {"氢气生产*:make+sell+service"}},
      {"氢气（不含危险化学品）生产", {"氢气生产*:make"}},
      {"风机维修", {"风机维修*:service"}},
      {"风机维修、销售", {"风机维修*:sell+service"}},
      {"风机维修工具制造", {"风机维修:make"}},
      {"硅冶炼", {"硅冶炼*:make"}},  // one character would be left: the term stays whole
      {"铸造主轴销售", {"铸造主轴*:sell"}},
      {"变流器制造；變壓器銷售", {"變流器*:make", "变压器*:sell"}},
  };
  ScopeReading reading;
  for (const auto& one : cases) {
    reader->read(one.scope, reading);
    std::vector<std::string> hits;
    for (const auto& hit : reading.hits) {
      hits.push_back(vocabulary.text(hit.term) + (hit.head ? "*:" : ":") +
                     describe_activities(reading.phrases[hit.phrase].activities));
    }
    EXPECT_EQ(hits, one.hits) << one.scope;
  }
}

// Both lists of verbs agree: what the grammar knows as a verb is refused at the end of a chain's term.
TEST(GrammarWords, VerbsAreRefusedInTerms) {
  for (const auto& word : grammar_words()) {
    if (word.kind != WordKind::kActivity && word.kind != WordKind::kVerbBehind) continue;
    const auto term = "甲乙" + std::string(word.text);
    EXPECT_NE(atlas::verb_of_term(term, atlas::Kind::kProduct), "") << term;
  }
}

TEST_F(ScopeReaderTest, SignsOfPagesArePutBack) {
  const std::string_view scope = "齿轮箱&nbsp;生产；联轴器&#40;风电&#41;销售";
  EXPECT_THAT(phrases(scope), ElementsAre("齿轮箱:make", "联轴器:sell", "风电:sell"));
  EXPECT_TRUE(read(scope).whole);
  EXPECT_FALSE(read("齿轮箱生产；R&D").whole);
  EXPECT_THAT(hits("齿\xE2\x80\x8B"
                   "轮箱制造<br>逆&lt;b&gt;变&lt;/b&gt;器销售"),
              ElementsAre("齿轮箱*:make", "逆变器*:sell"));
  EXPECT_THAT(phrases("<EVA胶膜>制造"), ElementsAre("EVA胶膜:make"));  // brackets, no tag
}

TEST_F(ScopeReaderTest, SummariesSpeakOfAllBefore) {
  EXPECT_THAT(hits("齿轮箱；联轴器。以上产品的制造"), ElementsAre("齿轮箱*:make", "联轴器*:make"));
  EXPECT_TRUE(read("齿轮箱；以上产品的制造").whole);
  EXPECT_FALSE(read("齿轮箱；以上产品").whole);
}

// Importing reads item by item: what the items give in turn is what the whole scope gives.
TEST_F(ScopeReaderTest, ItemsAreReadIndependently) {
  for (const std::string_view scope :
       {"生产、销售：齿轮箱，联轴器；光伏组件安装。逆变器", "联轴器销售（不含齿轮箱；逆变器）；齿轮制造",
        "不得从事齿轮箱、联轴器的销售；光伏组件制造", "齿轮箱（含联轴器；逆变器",
        "）齿轮；箱）逆变器！【EVA；齿轮】EVA*", "；；", "齿轮\xE5；联轴器", "齿轮\xE5\xBC；联轴器"}) {
    std::vector<std::string> items;
    ScopeItems cut(table, scope);
    std::string together;
    for (std::string_view item; cut.next(item);) {
      together += item;
      for (auto& hit : hits(item)) items.push_back(std::move(hit));
    }
    EXPECT_EQ(together, scope);
    EXPECT_EQ(items, hits(scope)) << scope;
  }
  ScopeItems cut(table, "甲（乙；丙）；丁。");
  std::string_view item;
  ASSERT_TRUE(cut.next(item));
  EXPECT_EQ(item, "甲（乙；丙）；");
  ASSERT_TRUE(cut.next(item));
  EXPECT_EQ(item, "丁。");
  EXPECT_FALSE(cut.next(item));
}

TEST(ItemMemo, KeepsWhatComesTwice) {
  ItemMemo memo;
  const std::string_view item = "齿轮箱制造；", other = "齿轮箱销售；";
  const auto hash = ItemMemo::hash(item);
  auto& entry = memo.at(hash);
  const std::array<ItemMemo::Hit, 1> hits = {{{7, 0x81}}};
  ItemMemo::keep(entry, hash, item, 1, hits);
  EXPECT_FALSE(ItemMemo::known(entry, item));
  ItemMemo::keep(entry, hash, item, 1, hits);
  ASSERT_TRUE(ItemMemo::known(entry, item));
  EXPECT_FALSE(ItemMemo::known(entry, other));
  EXPECT_EQ(entry.terms[0], 7u);
  EXPECT_EQ(entry.payloads[0], 0x81);
  const std::string large(ItemMemo::kMostBytes + 1, 'a');
  ItemMemo::keep(entry, hash, large, 1, hits);
  ItemMemo::keep(entry, hash, large, 1, hits);
  EXPECT_FALSE(ItemMemo::known(entry, large));
}

TEST(ScopeReader, ProductsStandAlone) {
  const FoldTable table;
  Vocabulary vocabulary(table);
  ASSERT_TRUE(vocabulary.add("储能系统").ok());
  const auto reader = ScopeReader::create(vocabulary);
  ASSERT_TRUE(reader.ok());
  ScopeReading reading;
  reader->read("储能系统、锂电池回收", reading, mask_of(Activity::kMake));
  ASSERT_EQ(reading.hits.size(), 1u);
  EXPECT_EQ(reading.phrases[reading.hits[0].phrase].activities, mask_of(Activity::kMake));
}

}  // namespace
}  // namespace lianzhao::registry
