#include "atlas/demand.h"

#include <gtest/gtest.h>

#include "atlas/picture.h"

namespace lianzhao::atlas {
namespace {

// plate -> tower -> farm, blade -> turbine -> farm, bolt -> tower without a quantity.
Chain small_chain() {
  Chain chain;
  chain.id = "t";
  for (const auto* name : {"plate", "tower", "blade", "turbine", "farm", "bolt"}) {
    Node node;
    node.id = std::string("t.") + name;
    node.name = {name, name};
    node.stage = Stage::kMidstream;
    chain.nodes.push_back(node);
  }
  const auto edge = [&](std::size_t from, std::size_t to, std::optional<double> c) {
    chain.edges.push_back({from, to, c ? std::optional(Figure{*c, *c, 0}) : std::nullopt, 0, {}});
  };
  edge(0, 1, 340);
  edge(1, 4, 0.16);
  edge(2, 3, 3);
  edge(3, 4, 0.16);
  edge(5, 1, std::nullopt);
  chain.order = {0, 2, 5, 1, 3, 4};
  return chain;
}

TEST(Demand, RunsUpTheChainFromThePlans) {
  const auto chain = small_chain();
  std::vector<NodeInput> inputs(6);
  inputs[4].plan = 1000;
  const auto demand = propagate_demand(chain, inputs);
  EXPECT_DOUBLE_EQ(demand[4].total, 1000);
  EXPECT_DOUBLE_EQ(demand[1].total, 160);
  EXPECT_DOUBLE_EQ(demand[0].total, 160 * 340);
  EXPECT_DOUBLE_EQ(demand[0].in_place, 0);  // there is no tower maker yet who would buy the plate
  EXPECT_DOUBLE_EQ(demand[3].in_place, 160);
  EXPECT_DOUBLE_EQ(demand[5].total, 0);  // an edge without a coefficient carries no quantity
  ASSERT_EQ(demand[2].terms.size(), 1u);
  EXPECT_DOUBLE_EQ(demand[2].terms[0].quantity(), 480);
}

TEST(Demand, AMakerInPlaceAsksForItsInputsBeyondLocalDemand) {
  const auto chain = small_chain();
  std::vector<NodeInput> inputs(6);
  inputs[4].plan = 1000;
  inputs[3].capacity = 2600;
  const auto demand = propagate_demand(chain, inputs);
  EXPECT_DOUBLE_EQ(demand[3].total, 160);
  EXPECT_DOUBLE_EQ(demand[2].total, 7800);
  EXPECT_DOUBLE_EQ(demand[2].in_place, 7800);
}

TEST(Picture, ShowsEveryNodeAndEscapesWhatItPrints) {
  auto chain = small_chain();
  chain.name = {"链 <甲> & 乙", "Chain"};
  const auto svg = draw_chain(chain, {});
  ASSERT_TRUE(svg.ok()) << svg.error().message;
  for (const auto& node : chain.nodes) EXPECT_NE(svg->find("id=\"" + node.id + "\""), std::string::npos);
  EXPECT_NE(svg->find("链 &lt;甲&gt; &amp; 乙"), std::string::npos);
  std::size_t lines = 0;
  for (std::size_t at = svg->find("marker-end"); at != std::string::npos; at = svg->find("marker-end", at + 1))
    ++lines;
  EXPECT_EQ(lines, chain.edges.size());
}

// The chains that come with the program.
TEST(ShippedChains, AreGoodAndLargeEnough) {
  const auto atlas = load_atlas({LIANZHAO_SHARE_DIR "/atlas"});
  ASSERT_TRUE(atlas.ok()) << atlas.error().message;
  ASSERT_EQ(atlas->chains().size(), 6u);
  for (const auto& chain : atlas->chains()) {
    const bool large = chain.id == "wind" || chain.id == "pv";
    EXPECT_GE(chain.nodes.size(), large ? 50u : 35u) << chain.id;
    std::size_t quantities = 0, strong = 0;
    for (const auto& edge : chain.edges) quantities += edge.coefficient.has_value();
    for (const auto& node : chain.nodes) strong += node.terms.size() >= 3;
    EXPECT_GT(quantities * 10, chain.edges.size() * 7) << chain.id;
    EXPECT_EQ(strong, chain.nodes.size()) << chain.id << ": a node with fewer than three terms";
    EXPECT_TRUE(draw_chain(chain, {}).ok());
  }
  const auto& wind = *atlas->find_chain("wind");
  std::vector<NodeInput> inputs(wind.nodes.size());
  const auto farm = atlas->find_node("wind.farm")->node, blade = atlas->find_node("wind.blade")->node;
  inputs[farm].plan = 6.25;  // one machine
  EXPECT_NEAR(propagate_demand(wind, inputs)[blade].total, 3, 1e-9);
}

}  // namespace
}  // namespace lianzhao::atlas
