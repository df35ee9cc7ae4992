#include "base/characters.h"

#include <gtest/gtest.h>

#include "base/folding.h"

namespace lianzhao {
namespace {

TEST(Characters, AreNeverCut) {
  struct Case {
    std::string_view text, first_two, last_two;
    std::size_t count;
  };
  for (const auto& one :
       {Case{"", "", "", 0}, Case{"a", "a", "a", 1}, Case{"转801", "转8", "01", 4}, Case{"１３号", "１３", "３号", 3},
        Case{"e\xCC\x81t", "e\xCC\x81t", "e\xCC\x81t", 2},
        Case{"葛\xF3\xA0\x84\x81某某", "葛\xF3\xA0\x84\x81某", "某某", 3},  // a chosen form of 葛
        Case{"👩\xE2\x80\x8D👧👍🏽x", "👩\xE2\x80\x8D👧👍🏽", "👍🏽x", 3}, Case{"𠮷野家", "𠮷野", "野家", 3}}) {
    EXPECT_EQ(character_count(one.text), one.count) << one.text;
    EXPECT_EQ(first_characters(one.text, 2), one.first_two) << one.text;
    EXPECT_EQ(last_characters(one.text, 2), one.last_two) << one.text;
  }
}

TEST(Characters, OfWhatIsNoUtf8EveryByteIsOne) {
  EXPECT_EQ(character_count("\xE4\xBD"), 2u);
  EXPECT_EQ(character_count("\xFF\x80好"), 3u);
  EXPECT_EQ(last_characters("\xE4\xBD好", 1), "好");
}

TEST(Characters, AnyCutOfATextIsAText) {
  const std::string_view text = "0937-2612345转801（微信同号）王é𠮷👩‍👧";
  for (std::size_t n = 0; n <= character_count(text) + 1; ++n) {
    EXPECT_TRUE(is_valid_utf8(first_characters(text, n))) << n;
    EXPECT_TRUE(is_valid_utf8(last_characters(text, n))) << n;
  }
}

}  // namespace
}  // namespace lianzhao
