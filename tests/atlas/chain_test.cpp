#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "atlas/atlas.h"

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

}  // namespace
}  // namespace lianzhao::atlas
