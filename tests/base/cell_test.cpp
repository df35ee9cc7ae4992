#include "base/cell.h"

#include <gtest/gtest.h>

#include "base/plain_text.h"

namespace lianzhao {
namespace {

TEST(Cell, LosesBlanksOfAnyScriptAndWrappings) {
  for (const auto* text :
       {"无", " 无 ", "\xC2\xA0无\xC2\xA0", "\xE3\x80\x80无\xE3\x80\x80", "\xE2\x80\x8B无\xE2\x80\x8B",
        "\xEF\xBB\xBF无", "=\"无\"", "\t无\r\n", " \xC2\xA0 无\xE3\x80\x80\xC2\xA0"}) {
    EXPECT_EQ(trim_cell(text), "无") << text;
  }
  for (const auto* text : {"", " ", "\xC2\xA0", "\xE3\x80\x80\xE3\x80\x80", "=\"\""})
    EXPECT_EQ(trim_cell(text), "") << text;
  EXPECT_EQ(trim_cell("〇〇店"), "〇〇店");
  EXPECT_EQ(trim_cell("="), "=");
  EXPECT_EQ(trim_cell("甲（中国）"), "甲（中国）");
}

TEST(Cell, KnowsTheWordsForNothing) {
  for (const auto* text : {"",
                           "-",
                           "--",
                           "—",
                           "——",
                           "－",
                           "/",
                           "\\",
                           "\\N",
                           "*",
                           "***",
                           "…",
                           "?",
                           ".",
                           "NULL",
                           "null",
                           "(null)",
                           "<NULL>",
                           "None",
                           "none",
                           "nan",
                           "NaN",
                           "NaT",
                           "N/A",
                           "n/a",
                           "NA",
                           "#N/A",
                           "#REF!",
                           "#VALUE!",
                           "#NAME?",
                           "#DIV/0!",
                           "ＮＵＬＬ",
                           "undefined",
                           "unknown",
                           "无",
                           "（无）",
                           "無",
                           "暂无",
                           "暫無",
                           "没有",
                           "未知",
                           "未公开",
                           "未公示",
                           "不详",
                           "空",
                           "暂无数据",
                           "企业选择不公示",
                           "【暂无】"}) {
    EXPECT_TRUE(says_nothing(text)) << text;
  }
  for (const auto* text : {"0", "否", "√", "是", "A", "N", "无锡", "无锡市", "未来路1号", "空港路", "不锈钢管",
                           "江苏", "nan jing", "待业", "500", "无锡市暂无有限公司", "Name", "#1", "\xFF"}) {
    EXPECT_FALSE(says_nothing(text)) << text;
  }
}

TEST(Cell, ReadsYesAndNo) {
  for (const auto* text : {"是", "Yes", "TRUE", "1", "y", "√", "有", "对", " 是 "}) {
    EXPECT_EQ(read_yes_no(text), std::optional(true)) << text;
  }
  for (const auto* text : {"否", "No", "FALSE", "0", "n", "×", "无", "没有"}) {
    EXPECT_EQ(read_yes_no(text), std::optional(false)) << text;
  }
  for (const auto* text : {"", "也许", "2", "-"}) EXPECT_FALSE(read_yes_no(text)) << text;
}

TEST(PlainText, IsBoundedAndRefusesWhatIsNotUtf8) {
  EXPECT_EQ(PlainText("ＡＢＣ　１２３萬\xE2\x80\x8B【】").view(), u"abc 123万()");
  EXPECT_TRUE(PlainText(std::string(PlainText::kMost, 'a')).whole());
  EXPECT_FALSE(PlainText(std::string(PlainText::kMost + 1, 'a')).whole());
  for (const auto* text : {"\xE4\xB8", "\xFF", "\xC2", "a\x80"}) EXPECT_FALSE(PlainText(text).whole());
}

}  // namespace
}  // namespace lianzhao
