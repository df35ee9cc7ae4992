// Golden cases: business scopes and firm names in the styles of real registries, written for this test, with the
// reading that a person would give. Rows marked `known` are known to be read wrongly; they are counted apart and
// reported as soon as they pass, so that the list stays true.
#include <gtest/gtest.h>

#include <cstdlib>

#include "base/tsv.h"
#include "registry/name/name_parser.h"
#include "registry/scope/scope_reader.h"

namespace lianzhao::registry {
namespace {

struct Tally {
  std::size_t rows = 0, known = 0;
};

// Compares one row; with LIANZHAO_GOLDEN_DUMP set prints what the program says instead.
void compare(Tally& tally, const TsvTable& table, std::size_t row, std::string_view text, std::string_view expected,
             const std::string& actual) {
  if (std::getenv("LIANZHAO_GOLDEN_DUMP")) {
    std::printf("%s%s\t%s\n", actual == expected ? "" : "*", std::string(text).c_str(), actual.c_str());
    return;
  }
  const bool known = table.at(row, table.column("status")) == "known";
  ++tally.rows;
  tally.known += known;
  if (known) {
    EXPECT_NE(actual, expected) << table.where(row) << ": this is read rightly now, take the mark away";
  } else {
    EXPECT_EQ(actual, expected) << table.where(row) << ": " << text;
  }
}

// "齿轮箱[make+sell]; 联轴器[]; 危险化学品[!]"
std::string notation(const ScopeReader& reader, std::string_view scope) {
  ScopeReading reading;
  reader.read(scope, reading);
  std::string out;
  for (const auto& phrase : reading.phrases) {
    if (!out.empty()) out += "; ";
    out += scope.substr(phrase.begin, phrase.end - phrase.begin);
    out += phrase.negated                   ? "[!]"
           : phrase.activities == kUnstated ? "[]"
                                            : "[" + describe_activities(phrase.activities) + "]";
  }
  return out;
}

TEST(Golden, Scopes) {
  const FoldTable fold_table;
  Vocabulary vocabulary(fold_table);
  const auto reader = ScopeReader::create(vocabulary);
  ASSERT_TRUE(reader.ok());
  const auto table = TsvTable::load(LIANZHAO_TEST_DATA "/scopes.tsv", {"style", "status", "scope", "expected"});
  ASSERT_TRUE(table.ok()) << table.error().message;
  Tally tally;
  std::size_t fresh = 0;
  for (std::size_t i = 0; i < table->rows(); ++i) {
    const auto scope = table->at(i, table->column("scope"));
    fresh += table->at(i, table->column("style")) == "2021";
    compare(tally, *table, i, scope, table->at(i, table->column("expected")), notation(*reader, scope));
  }
  EXPECT_GE(table->rows(), 150u);
  EXPECT_GE(fresh, 50u) << "cases in the standardised style in use since 2021";
  EXPECT_LE(tally.known * 10, tally.rows) << "more than a tenth is known to be wrong";
}

TEST(Golden, Names) {
  const auto places = Places::load(LIANZHAO_SHARE_DIR "/places.tsv");
  ASSERT_TRUE(places.ok());
  const auto parser = NameParser::load(*places, LIANZHAO_SHARE_DIR "/registry/industry-words.txt");
  ASSERT_TRUE(parser.ok());
  const auto table = TsvTable::load(LIANZHAO_TEST_DATA "/names.tsv", {"status", "name", "expected"});
  ASSERT_TRUE(table.ok()) << table.error().message;
  Tally tally;
  for (std::size_t i = 0; i < table->rows(); ++i) {
    const auto name = table->at(i, table->column("name"));
    const auto parts = parser->parse(name);
    std::string actual;
    for (const auto part : {parts.place, parts.brand, parts.industry, parts.form}) {
      actual += (actual.empty() ? "" : "|") + std::string(part.empty() ? "-" : part);
    }
    if (parts.is_branch) actual += "|branch";
    compare(tally, *table, i, name, table->at(i, table->column("expected")), actual);
  }
  EXPECT_GE(table->rows(), 300u);
  EXPECT_LE(tally.known * 10, tally.rows) << "more than a tenth is known to be wrong";
}

}  // namespace
}  // namespace lianzhao::registry
