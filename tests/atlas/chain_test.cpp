#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "atlas/atlas.h"
#include "atlas/term_verbs.h"
#include "base/file.h"

namespace lianzhao::atlas {
namespace {

std::string node(const std::string& id, const std::string& stage, const std::string& term) {
  return "  - {id: " + id + ", zh: 节点, en: Node, kind: product, stage: " + stage + ", terms: [" + term +
         "], unit: {zh: 件, en: piece}, price: {low: 1, high: 2, source: a}, transport_radius_km: {value: 500, "
         "source: a}, "
         "criticality: {value: 0.5, source: a}, carrier: {use: light, source: a}, gbt4754: [C3453]}\n";
}
const std::string kHead =
    "chain: t\nname: {zh: 链, en: Chain}\nversion: 2026-11-24\nsources:\n  a: {title: authors, date: 2026-11-24, "
    "status: unverified}\nnodes:\n";

std::vector<std::string> rules(const std::string& text) {
  std::vector<Problem> problems;
  const auto chain = read_chain(text, "t.yaml", problems);
  EXPECT_EQ(chain.has_value(), problems.empty());
  std::vector<std::string> out;
  for (const auto& problem : problems) out.push_back(problem.rule + ":" + std::to_string(problem.line));
  return out;
}

TEST(Chain, ReadsAGoodChain) {
  std::vector<Problem> problems;
  const auto chain = read_chain(kHead + node("t.a", "upstream", "甲乙") + node("t.b", "downstream", "丙丁") +
                                    "edges:\n  - {from: t.a, to: t.b, coefficient: 3, source: a}\n",
                                "t.yaml", problems);
  ASSERT_TRUE(chain) << (problems.empty() ? "" : to_string(problems.front()));
  EXPECT_THAT(chain->order, ::testing::ElementsAre(0, 1));
  EXPECT_EQ(chain->edges[0].coefficient->middle(), 3);
}

TEST(Chain, NamesLineAndRule) {
  const auto two = kHead + node("t.a", "upstream", "甲乙") + node("t.b", "downstream", "丙丁");
  EXPECT_THAT(rules(two + "edges:\n  - {from: t.a, to: t.x, source: a}\n  - {from: t.a, to: t.b, source: a}\n"),
              ::testing::ElementsAre("unknown-node:10"));
  EXPECT_THAT(rules(two + "edges:\n  - {from: t.b, to: t.a, source: a}\n"),
              ::testing::Contains("stage-backwards:10"));
  EXPECT_THAT(rules(two + "edges:\n  - {from: t.a, to: t.b, coefficient: -1, source: a}\n"),
              ::testing::ElementsAre("bad-coefficient:10"));
  EXPECT_THAT(rules(two + "edges:\n  - {from: t.a, to: t.b, source: nobody}\n"),
              ::testing::ElementsAre("unknown-source:10"));
  EXPECT_THAT(rules(kHead + node("t.a", "upstream", "甲乙") + node("t.b", "upstream", "甲乙") +
                    "edges:\n  - {from: t.a, to: t.b, source: a}\n"),
              ::testing::ElementsAre("duplicate-term:8"));
  EXPECT_THAT(rules(kHead + node("t.a", "upstream", "甲乙") + node("t.b", "upstream", "丙丁") +
                    "edges:\n  - {from: t.a, to: t.b, source: a}\n  - {from: t.b, to: t.a, source: a}\n"),
              ::testing::ElementsAre("cycle:7"));
  EXPECT_THAT(rules("chain: ["), ::testing::ElementsAre(::testing::StartsWith("bad-yaml:")));
  EXPECT_THAT(rules(std::string(500, '[')), ::testing::ElementsAre("too-deep:1"));
}

TEST(Chain, RefusesVerbsInTerms) {
  struct Case {
    const char* term;
    Kind kind;
    const char* verb;
  };
  const std::vector<Case> cases = {
      {"变压器制造", Kind::kProduct, "制造"},   {"氢气生产", Kind::kProject, "生产"},
      {"电池销售", Kind::kService, "销售"},     {"石英砂开采", Kind::kMaterial, "开采"},
      {"储能系统集成", Kind::kProduct, "集成"}, {"光斑检测", Kind::kProduct, "检测"},
      {"储能技术服务", Kind::kProduct, "服务"}, {"生产齿轮箱", Kind::kProduct, "生产"},
      {"销售电缆", Kind::kProduct, "销售"},     {"风电运维", Kind::kService, ""},
      {"检测服务", Kind::kService, ""},         {"风电场建设", Kind::kProject, ""},
      {"铸造生铁", Kind::kMaterial, ""},        {"检测设备", Kind::kEquipment, ""},
      {"电池生产设备", Kind::kEquipment, ""},   {"生产线", Kind::kEquipment, ""},
      {"制造设备", Kind::kEquipment, ""},       {"变压器", Kind::kProduct, ""},
  };
  for (const auto& one : cases) EXPECT_EQ(verb_of_term(one.term, one.kind), one.verb) << one.term;
  const auto chain = kHead + node("t.a", "upstream", "甲乙制造, 丙丁销售, 丙丁") + node("t.b", "downstream", "戊己") +
                     "edges:\n  - {from: t.a, to: t.b, source: a}\n";
  EXPECT_THAT(rules(chain), ::testing::ElementsAre("term-verb:7", "term-verb:7"));
  // A chain that was kept from former times is loaded without them.
  std::vector<Problem> problems;
  const auto kept = read_chain(chain, "t.yaml", problems, TermVerbs::kTakeOff);
  ASSERT_TRUE(kept) << to_string(problems.front());
  EXPECT_THAT(kept->nodes[0].terms, ::testing::ElementsAre("甲乙", "丙丁"));
}

TEST(Chain, ShippedChainsHaveNoVerbsInTerms) {
  for (const auto* id : {"wind", "pv", "csp", "ess", "grid", "h2"}) {
    const auto path = std::string(LIANZHAO_SHARE_DIR "/atlas/") + id + ".yaml";
    const auto text = read_file(path, kMaxChainFileBytes);
    ASSERT_TRUE(text.ok());
    std::vector<Problem> problems;
    EXPECT_TRUE(read_chain(*text, path, problems)) << (problems.empty() ? "" : to_string(problems.front()));
  }
}

}  // namespace
}  // namespace lianzhao::atlas
