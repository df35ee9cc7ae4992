#include <gtest/gtest.h>

#include "base/credit_code.h"
#include "base/day.h"
#include "base/folding.h"
#include "base/places.h"

namespace lianzhao {
namespace {

TEST(CreditCode, ChecksAndPacks) {
  const std::string code = "91220201MA13XBHD6K";
  EXPECT_EQ(check_credit_code(code), CodeFault::kNone);
  EXPECT_EQ(check_credit_code("91220201MA13XBHD6A"), CodeFault::kCheck);
  EXPECT_EQ(check_credit_code("9122"), CodeFault::kLength);
  EXPECT_EQ(check_credit_code("9122020IMA13XBHD6K"), CodeFault::kCharacter);
  EXPECT_EQ(check_credit_code("N/A"), CodeFault::kAbsent);
  EXPECT_EQ(unpack_credit_code(*pack_credit_code(code)), code);
}

TEST(CreditCode, IsReadAsPeopleAndProgramsWriteIt) {
  const std::string code = "91110000710925462X";
  for (const auto* text : {"91110000710925462X",
                           "91110000710925462x",
                           "9111 0000 7109 2546 2X",
                           "9111-0000-7109-25462X",
                           "9111.0000.7109.25462X",
                           "'91110000710925462X",
                           "=\"91110000710925462X\"",
                           "\"91110000710925462X\"",
                           "９１１１００００７１０９２５４６２Ｘ",
                           "91110000710925462X\xE2\x80\x8B",
                           "9111\xC2\xA0"
                           "0000710925462X",
                           "统一社会信用代码：91110000710925462X",
                           "统一社会信用代码:91110000710925462X",
                           "统一社会信用代码 91110000710925462X",
                           "USCC: 91110000710925462X",
                           "91110000710925462X（1-1）",
                           "（91110000710925462X",
                           "91110000710925462X。",
                           "9111OOOO71O925462X",
                           "91110000-7109-25462-X",
                           "9111—0000—710925462X",
                           "91 110000 71092546-2 X"}) {
    const auto read = read_credit_code(text);
    EXPECT_EQ(read.fault, CodeFault::kNone) << text;
    EXPECT_EQ(read.code, code) << text;
  }
  for (const auto* text : {"", "-", "NULL", "暂无", "000000000000000000", "111111111111111111"}) {
    EXPECT_EQ(read_credit_code(text).fault, CodeFault::kAbsent) << text;
  }
  EXPECT_EQ(read_credit_code("9111 0000 7109 2546 3X").fault, CodeFault::kCheck);
  EXPECT_EQ(read_credit_code("620900200012345").fault, CodeFault::kLength);
  EXPECT_EQ(read_credit_code("9.11100007109E+17").fault, CodeFault::kLength);
  EXPECT_EQ(read_credit_code("91110000710925462X、91220201MA13XBHD6K").fault, CodeFault::kLength);
  EXPECT_EQ(read_credit_code("9111000071****462X").fault, CodeFault::kCharacter);
  EXPECT_EQ(read_credit_code("甲9111000071乙0925462X").code, "");
}

TEST(Day, RefusesDaysThatAreNot) {
  EXPECT_FALSE(parse_iso_day("2019-02-30"));
  EXPECT_EQ(to_string(*parse_iso_day("2020-02-29")), "2020-02-29");
}

TEST(Folding, FoldsWidthAndCase) {
  const FoldTable table;
  EXPECT_EQ(to_utf8(fold(table, "ＥＶＡ胶膜（Ａ）")), "eva胶膜(a)");
  EXPECT_FALSE(is_valid_utf8("\xE9\xBD"));
}

class PlacesTest : public ::testing::Test {
 protected:
  Places places = *Places::load(LIANZHAO_SHARE_DIR "/places.tsv");
};

TEST_F(PlacesTest, DistancesAreThoseOfTheMap) {
  const auto jiuquan = places.find({620900})->location, nanjing = places.find({320100})->location;
  EXPECT_NEAR(distance_km(jiuquan, nanjing), 2020, 80);
}

}  // namespace
}  // namespace lianzhao
