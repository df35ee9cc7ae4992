#include <gtest/gtest.h>

#include "registry/query/evidence.h"

namespace lianzhao::registry {
namespace {

std::string marked(const FirmTexts& texts, const EvidenceMark& mark) {
  return texts[mark.field].substr(mark.term_begin, mark.term_end - mark.term_begin);
}

TEST(FindWords, MarksEveryPlaceWhateverItsForm) {
  const FoldTable table;
  FirmTexts texts;
  texts.details[static_cast<std::size_t>(Detail::kProducts)] = "油浸式变压器、ＩＧＢＴ模块";
  texts.details[static_cast<std::size_t>(Detail::kScope)] = "变压器、变压器油的销售";
  const auto marks = find_words(table, texts, {"变压器", "igbt"});
  ASSERT_EQ(marks.size(), 4u);
  EXPECT_EQ(marked(texts, marks[0]), "变压器");
  EXPECT_EQ(marks[0].field, Detail::kProducts);
  EXPECT_EQ(marked(texts, marks[1]), "ＩＧＢＴ");
  EXPECT_EQ(marks[2].field, Detail::kScope);
  EXPECT_EQ(marks[3].term_begin, std::string("变压器、").size());
  EXPECT_EQ(marks[3].node, kNoNode);
}

TEST(FindWords, IsBoundedAndTakesNothingForNothing) {
  const FoldTable table;
  FirmTexts texts;
  for (int i = 0; i < 1000; ++i) texts.details[static_cast<std::size_t>(Detail::kScope)] += "电";
  EXPECT_EQ(find_words(table, texts, {"电"}).size(), kMostTextMarks);
  EXPECT_TRUE(find_words(table, texts, {"", "风"}).empty());
}

}  // namespace
}  // namespace lianzhao::registry
