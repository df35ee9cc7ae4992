#include "base/identifiers.h"

#include <gtest/gtest.h>

#include <set>

namespace lianzhao {
namespace {

class StillClock : public InstantClock {
 public:
  Instant at{1'764'000'000'000'000};
  [[nodiscard]] Instant now() const override { return at; }
};

TEST(Ids, AreUuidsOfVersion7InOrder) {
  StillClock clock;
  SystemRandomBytes random;
  IdSource ids(clock, random);
  std::string last;
  for (int i = 0; i < 10'000; ++i) {  // more than one millisecond holds
    const auto id = ids.next();
    EXPECT_TRUE(is_uuid(id)) << id;
    EXPECT_EQ(id[14], '7');
    EXPECT_TRUE(id[19] == '8' || id[19] == '9' || id[19] == 'a' || id[19] == 'b') << id;
    EXPECT_LT(last, id);
    last = id;
  }
  EXPECT_EQ(last.substr(0, 8), "019ab697");
  EXPECT_FALSE(is_uuid("019AB6FE-0000-7000-8000-000000000000"));
  EXPECT_FALSE(is_uuid("x"));
}

TEST(Base64Url, ComesBack) {
  for (const std::string bytes : {"", "f", "fo", "foo", "foob", "\xff\xfe\xfd"}) {
    std::string back;
    EXPECT_TRUE(from_base64url(base64url(bytes), back));
    EXPECT_EQ(back, bytes);
  }
  std::string back;
  EXPECT_FALSE(from_base64url("Zg=", back));
  EXPECT_FALSE(from_base64url("Z", back));
  EXPECT_FALSE(from_base64url("Zh", back));  // bits beyond the last byte
}

TEST(Instants, AreReadAndWritten) {
  EXPECT_EQ(to_rfc3339({0}), "1970-01-01T00:00:00Z");
  EXPECT_EQ(to_rfc3339({-1}), "1969-12-31T23:59:59.999999Z");
  EXPECT_EQ(parse_rfc3339("2026-11-24T08:30:00.5+08:00"), parse_rfc3339("2026-11-24T00:30:00.500000Z"));
  for (const auto* bad : {"2026-11-24", "2026-11-24T08:30:00", "2026-02-30T08:30:00Z", "2026-11-24T24:00:00Z",
                          "2026-11-24T08:30:00.Z", "2026-11-24T08:30:00+0800"}) {
    EXPECT_FALSE(parse_rfc3339(bad)) << bad;
  }
}

}  // namespace
}  // namespace lianzhao
