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
