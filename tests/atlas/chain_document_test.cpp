// Chains as JSON documents: there and back, faults with their pointers, differences in words.
#include "atlas/chain_document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <boost/json.hpp>
#include <thread>

#include "atlas/chain_picture_pdf.h"
#include "atlas/picture.h"

namespace lianzhao::atlas {
namespace {

using ::testing::HasSubstr;
namespace json = boost::json;

class ChainDocument : public ::testing::Test {
 protected:
  Atlas atlas = *load_atlas({LIANZHAO_SHARE_DIR "/atlas"});
  json::object document = json::parse(document_of(*atlas.find_chain("wind"))).as_object();

  std::vector<std::string> faults() const {
    std::vector<std::string> out;
    for (const auto& p : read_document(json::serialize(document), "wind").problems)
      out.push_back(p.pointer + " " + p.rule);
    return out;
  }
};

TEST_F(ChainDocument, EveryShippedChainReadsBackTheSame) {
  for (const auto& chain : atlas.chains()) {
    const auto read = read_document(document_of(chain), chain.id);
    ASSERT_TRUE(read.chain.has_value()) << chain.id << ": " << read.problems.front().message;
    EXPECT_TRUE(changes_between(chain, *read.chain).empty()) << chain.id;
    EXPECT_EQ(document_of(*read.chain), document_of(chain));
    EXPECT_EQ(read.chain->order.size(), chain.nodes.size());
  }
}

TEST_F(ChainDocument, FaultsArePointedAt) {
  auto& nodes = document["nodes"].as_array();
  nodes[3].as_object()["price"].as_object()["source"] = "nobody";
  nodes[4].as_object()["kind"] = "dream";
  nodes[5].as_object()["colour"] = "red";
  document["edges"].as_array()[2].as_object()["coefficient"] = -1;
  EXPECT_THAT(faults(), ::testing::UnorderedElementsAre("/nodes/3/price unknown-source", "/nodes/4 bad-kind",
                                                        "/nodes/5/colour unknown-field", "/edges/2 bad-coefficient"));
}

TEST_F(ChainDocument, BrokenDocumentsAreFaultsNotFailures) {
  EXPECT_EQ(read_document("{", "x").problems.front().rule, "bad-json");
  for (const auto* text : {"{}", "[]", "1", "null", "\"x\"", R"({"nodes":5,"edges":{}})", R"({"nodes":[1,[2]]})"}) {
    const auto read = read_document(text, "x");
    EXPECT_FALSE(read.chain.has_value()) << text;
    EXPECT_FALSE(read.problems.empty()) << text;
  }
}

TEST_F(ChainDocument, TextsOfAnyKindSurvive) {
  document["nodes"].as_array()[0].as_object()["en"] = "a \"quoted\": #text\n\\ {x} 'y' \t😀 / é";
  const auto read = read_document(json::serialize(document), "wind");
  ASSERT_TRUE(read.chain.has_value()) << read.problems.front().message;
  EXPECT_EQ(read.chain->nodes[0].name.en, "a \"quoted\": #text\n\\ {x} 'y' \t😀 / é");
}

TEST_F(ChainDocument, ChangesAreToldInWords) {
  const auto& before = *atlas.find_chain("wind");
  auto after = before;
  after.nodes[0].terms.push_back("虚构词");
  after.edges[0].coefficient = Figure{7, 7, 0};
  after.edges[0].source = 0;
  after.edges.pop_back();
  const auto changes = changes_between(before, after);
  ASSERT_EQ(changes.size(), 3u);
  EXPECT_EQ(changes[0].id, before.nodes[0].id);
  EXPECT_THAT(changes[0].words.zh, HasSubstr("词条加 虚构词"));
  EXPECT_THAT(changes[0].words.en, HasSubstr("terms added: 虚构词"));
  EXPECT_EQ(changes[1].kind, ChainChange::Kind::kChanged);
  EXPECT_THAT(changes[1].words.zh, HasSubstr("→ 7"));
  EXPECT_EQ(changes[2].kind, ChainChange::Kind::kRemoved);
}

TEST_F(ChainDocument, ThePictureBecomesAPdf) {
  const auto svg = draw_chain(*atlas.find_chain("wind"), {});
  ASSERT_TRUE(svg.ok());
  const auto pdf = picture_to_pdf(*svg);
  ASSERT_TRUE(pdf.ok()) << pdf.error().message;
  EXPECT_TRUE(pdf->starts_with("%PDF-"));
  EXPECT_GT(pdf->size(), 10'000u);
  EXPECT_FALSE(picture_to_pdf("no picture").ok());
}

// The server draws for whoever asks, on several threads.
TEST_F(ChainDocument, PicturesDrawnAtOnceAreThoseDrawnAlone) {
  constexpr std::size_t kThreads = 4, kRounds = 5;
  std::vector<std::string> alone;
  for (const auto& chain : atlas.chains()) alone.push_back(*draw_chain(chain, {}));
  std::array<std::size_t, kThreads> equal{};
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (std::size_t i = 0; i < kRounds * alone.size(); ++i) {
        const auto at = (i + t) % alone.size();
        const auto svg = draw_chain(atlas.chains()[at], {});
        equal[t] += svg && *svg == alone[at];
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_THAT(equal, ::testing::Each(kRounds * alone.size()));
}

}  // namespace
}  // namespace lianzhao::atlas
