// The table of laws: read and checked, and what of it is in force on a day.
#include "planning/landing/laws.h"

#include <gmock/gmock.h>

#include "world.h"

namespace lianzhao::planning {
namespace {

using testing::HasSubstr;

TEST(Laws, ArticlesAreNumbersInWords) {
  const std::vector<std::pair<std::vector<int>, std::pair<std::string, std::string>>> cases = {
      {{8}, {"第八条", "Art. 8"}},           {{10}, {"第十条", "Art. 10"}},
      {{18}, {"第十八条", "Art. 18"}},       {{20}, {"第二十条", "Art. 20"}},
      {{102}, {"第一百零二条", "Art. 102"}}, {{110}, {"第一百一十条", "Art. 110"}},
      {{1095}, {"第一千零九十五条", "Art. 1095"}}, {{1002}, {"第一千零二条", "Art. 1002"}},
      {{46, 47}, {"第四十六条、第四十七条", "Arts. 46, 47"}}, {{}, {"", ""}}};
  for (const auto& [numbers, words] : cases) {
    EXPECT_EQ(article_in_words(numbers).zh, words.first);
    EXPECT_EQ(article_in_words(numbers).en, words.second);
  }
}

const std::string kChain =
    "laws:\n"
    "  old: {zh: 旧法, en: Old, from: 2003-09-01, until: 2026-08-15, replaced_by: code, source: secondary}\n"
    "  code: {zh: 法典, en: Code, from: 2026-08-15, source: secondary}\n"
    "provisions:\n"
    "  old-22: {law: old, article: 22, days: 30, source: general, replaced_by: code-102}\n"
    "  code-102: {law: code, article: 102, days: 30, source: secondary}\n";

TEST(Laws, AChainIsFollowedToTheDay) {
  const auto book = LawBook::parse(kChain, "laws.yaml");
  ASSERT_TRUE(book) << book.error().message;
  EXPECT_EQ(book->in_force("old-22", day("2003-08-31")), nullptr);
  EXPECT_EQ(book->in_force("old-22", day("2003-09-01"))->id, "old-22");
  EXPECT_EQ(book->in_force("old-22", day("2026-08-14"))->id, "old-22");
  EXPECT_EQ(book->in_force("old-22", day("2026-08-15"))->id, "code-102");
  EXPECT_EQ(book->in_force("code-102", day("2026-08-14")), nullptr);
  EXPECT_TRUE(book->law_in_force("old", day("2026-08-14")));
  EXPECT_FALSE(book->law_in_force("old", day("2026-08-15")));
  EXPECT_EQ(words_of(book->cite(*book->provision("code-102"))).zh, "《法典》第一百零二条");
}

std::string complaint(const std::string& text) {
  const auto book = LawBook::parse(text, "laws.yaml");
  return book ? "" : book.error().message;
}

TEST(Laws, WhatIsUnsoundIsRefusedWithItsLine) {
  const std::string law = "laws:\n  a: {zh: 甲, en: A, source: read}\nprovisions:\n";
  EXPECT_EQ(complaint(law + "  p: {law: a, source: read}\n"), "");
  EXPECT_THAT(complaint(law + "  p: {law: b, source: read}\n"), HasSubstr("laws.yaml:4: p: there is no law 'b'"));
  EXPECT_THAT(complaint(law + "  p: {law: a}\n"), HasSubstr("'source' is missing"));
  EXPECT_THAT(complaint(law + "  p: {law: a, source: certain}\n"), HasSubstr("read, secondary or general"));
  EXPECT_THAT(complaint(law + "  p: {law: a, source: read, article: 0}\n"), HasSubstr("an article is a number"));
  EXPECT_THAT(complaint(law + "  p: {law: a, source: read, days: -1}\n"), HasSubstr("days lie within"));
  EXPECT_THAT(complaint(law + "  p: {law: a, source: read, kind: lunar}\n"), HasSubstr("calendar or working"));
  EXPECT_THAT(complaint(law + "  p: {law: a, source: read, from: 2026-13-01}\n"), HasSubstr("a date like"));
  EXPECT_THAT(complaint(law + "  p: {law: a, source: read, from: 2026-02-01, until: 2026-02-01}\n"),
              HasSubstr("'until' must come after 'from'"));
  EXPECT_THAT(complaint(law + "  p: {law: a, source: read, until: 2026-02-01, replaced_by: q}\n"),
              HasSubstr("'q', which is not in the table"));
  EXPECT_THAT(complaint(law + "  p: {law: a, source: read, replaced_by: p}\n"), HasSubstr("needs 'until'"));
  EXPECT_THAT(complaint(law + "  p: {law: a, source: read, until: 2026-02-01, replaced_by: q}\n"
                              "  q: {law: a, source: read, from: 2026-03-01}\n"),
              HasSubstr("must be in force from 2026-02-01"));
  EXPECT_THAT(complaint(law + "  p: {law: a, source: read}\n  p: {law: a, source: read}\n"),
              HasSubstr("in the table already"));
  EXPECT_THAT(complaint("laws:\n  a: {zh: 甲, en: A, until: 2026-01-01, source: read}\n"
                        "provisions:\n  p: {law: a, until: 2027-01-01, source: read}\n"),
              HasSubstr("longer than its law"));
  EXPECT_THAT(complaint("rules: 1\n"), HasSubstr("'rules' is no field"));
  EXPECT_THAT(complaint("laws: [a"), HasSubstr("laws.yaml:"));
}

// What ships: each provision says how well it is known, and nothing of the Code claims to be read in the text itself.
TEST(Laws, TheTableThatShips) {
  const auto book = LawBook::load(LIANZHAO_SHARE_DIR "/landing/laws.yaml");
  ASSERT_TRUE(book) << book.error().message;
  const auto at = [&](const std::string& id, const std::string& on) -> std::string {
    const auto* found = book->in_force(id, day(on));
    return found ? words_of(book->cite(*found)).zh + " " + std::to_string(found->days.value_or(-1)) + " " +
                       std::string(name_of(found->kind)) + " " + std::string(name_of(found->degree))
                 : "none";
  };
  EXPECT_EQ(at("eia-22-report", "2026-08-14"), "《环境影响评价法》第二十二条 60 calendar secondary");
  EXPECT_EQ(at("eia-22-report", "2026-08-15"), "《生态环境法典》第一百零二条 60 calendar secondary");
  EXPECT_EQ(at("eia-25", "2026-08-15"), "《生态环境法典》第一百零七条 -1 calendar secondary");
  EXPECT_EQ(at("eia-31", "2026-08-15"), "《生态环境法典》第一千零九十五条 -1 calendar secondary");
  EXPECT_EQ(at("land-regulation-28", "2024-01-01"), "《土地管理法实施条例》第二十八条 30 calendar read");
  EXPECT_EQ(at("registration-20", "2024-01-01"), "《不动产登记暂行条例》第二十条 30 working read");
  EXPECT_EQ(at("building-8-1998", "2024-01-01"), "《建筑法》第八条 7 calendar read");
  EXPECT_EQ(at("licence-42", "2024-01-01"), "《行政许可法》第四十二条、第八十二条 20 working read");
  EXPECT_EQ(at("energy-2016-start", "2025-08-31"), "《固定资产投资项目节能审查办法（2023年）》 -1 calendar general");
  EXPECT_EQ(at("energy-2016-start", "2025-09-01"), "《固定资产投资项目节能审查和碳排放评价办法》 -1 calendar read");
  EXPECT_EQ(at("soil-report", "2022-01-01"), "none");
  EXPECT_EQ(at("soil-report", "2024-01-01"), "《生产建设项目水土保持方案管理办法》 10 working secondary");
  for (const auto& [id, each] : book->provisions()) {
    EXPECT_FALSE(each.note.zh.empty()) << id;
    EXPECT_FALSE(each.note.en.empty()) << id;
    if (each.law == "ecology-code") EXPECT_EQ(each.degree, Degree::kSecondary) << id;
  }
}

}  // namespace
}  // namespace lianzhao::planning
