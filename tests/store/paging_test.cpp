#include "store/paging.h"

#include <gtest/gtest.h>

namespace lianzhao::store {
namespace {

TEST(Cursor, ComesBackAndIsChecked) {
  const Values key{"酒泉", -12, 0.1, Value()};
  const auto cursor = encode_cursor("-name", key);
  auto back = decode_cursor("-name", cursor, 4);
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, key);
  EXPECT_FALSE(decode_cursor("name", cursor, 4));   // another order
  EXPECT_FALSE(decode_cursor("-name", cursor, 3));  // another length
  EXPECT_FALSE(decode_cursor("-name", cursor, 5));
  EXPECT_FALSE(decode_cursor("-name", "not a cursor!", 4));
  EXPECT_FALSE(decode_cursor("-name", "", 4));
  for (std::size_t i = 0; i < cursor.size(); ++i) {  // cut or changed: refused or read, never a fault
    (void)decode_cursor("-name", cursor.substr(0, i), 4);
    auto changed = cursor;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    (void)decode_cursor("-name", changed, 4);
  }
}

TEST(Where, NumbersItsValues) {
  Where where;
  EXPECT_EQ(where.sql(), "");
  where.add("a = {}", {1});
  where.add("(b = {} OR c = {})", {"x", 2.5});
  where.add("d IS NULL");
  EXPECT_EQ(where.bind(9), "$4");
  EXPECT_EQ(where.sql(), " WHERE a = $1 AND (b = $2 OR c = $3) AND d IS NULL");
  EXPECT_EQ(where.values().size(), 4u);
  EXPECT_EQ(contains_pattern("50%_\\"), "%50\\%\\_\\\\%");
}

}  // namespace
}  // namespace lianzhao::store
