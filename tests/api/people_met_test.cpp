// People met as one cell of a workbook names them.
#include "api/sheets/people_met.h"

#include <gtest/gtest.h>

namespace lianzhao::api::sheets {
namespace {

TEST(PeopleMet, ANumberIsANumberWhateverStandsBehindIt) {
  for (const std::string phone :
       {"13800005678", "+86-13800005678", "(0937)2612345", "0937-2612345转801", "１３８００００５６７８",
        "13800005678（微信同号）", "＋８６１３８００００５６７８"}) {
    const auto people = people_met("赵某某 总经理 " + phone + "；钱某 厂长 13900001111");
    ASSERT_TRUE(people) << phone;
    ASSERT_EQ(people->size(), 2u) << phone;
    EXPECT_EQ((*people)[0].phone, phone);
    EXPECT_EQ((*people)[0].title, "总经理");  // which is shown in clear
  }
  const auto titled = people_met("赵某某 3车间12345班长");
  ASSERT_TRUE(titled);
  EXPECT_EQ((*titled)[0].name, "赵某某");
}

TEST(PeopleMet, LengthsAreCountedInCharacters) {
  std::string name;
  for (int i = 0; i < 60; ++i) name += "𠮷";
  EXPECT_TRUE(people_met(name));
  EXPECT_FALSE(people_met(name + "某"));
  std::string phone;
  for (int i = 0; i < 30; ++i) phone += "１";
  EXPECT_TRUE(people_met("赵某 " + phone));
  EXPECT_FALSE(people_met("赵某 " + phone + "１"));
}

}  // namespace
}  // namespace lianzhao::api::sheets
