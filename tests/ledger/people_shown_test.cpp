// How people are shown: masks of any text are texts, and nobody is left out because of how a name or phone is written
// or how it is stored.
#include "base/folding.h"
#include "ledger/masks.h"
#include "ledger/unreadable.h"
#include "support/ledger_fixture.h"

namespace lianzhao::ledger {
namespace {

TEST(Masks, OfPhones) {
  for (const auto& [phone, shown] : std::initializer_list<std::pair<std::string_view, std::string_view>>{
           {"", ""},
           {"1380", "****"},
           {"１２３", "***"},
           {"转某某", "***"},
           {"13800005678", "138****5678"},
           {"+86 138 0000 5678", "+86****5678"},
           {"0937-1234567转801", "093*****801"},
           {"0937-2612345转8", "093****45*8"},
           {"１３８００１３８０００", "１３８****８０００"},
           {"13800138000（微信同号）", "138********"},
           {"13900001111王经理", "139****1***"},
           {"王经理13900001111", "*******1111"},
           {"０９３７－１２３４５６７", "０９３****４５６７"}}) {
    EXPECT_EQ(mask_phone(phone), shown) << phone;
  }
}

TEST(Masks, OfNamesAndAddresses) {
  EXPECT_EQ(mask_name("王试"), "王**");
  EXPECT_EQ(mask_name("葛\xF3\xA0\x84\x81某"), "葛\xF3\xA0\x84\x81**");
  EXPECT_EQ(mask_name("𠮷某"), "𠮷**");
  EXPECT_EQ(mask_name(""), "");
  EXPECT_EQ(mask_email("zhang@example.com"), "z***@example.com");
  EXPECT_EQ(mask_email("张某@例子.中国"), "张***@例子.中国");
  EXPECT_EQ(mask_email("zhang@example.com（王经理）"), "z***@example.com***");
  EXPECT_EQ(mask_email("zhang@example.com 13800005678"), "z***@example.com***");
  EXPECT_EQ(mask_email("微信 zhang_1"), "***");
}

TEST(Masks, AreTextsWhereverANumberEnds) {
  const std::string_view tail = "转分机（微信同号）王é𠮷１２";
  for (std::size_t digits = 0; digits < 12; ++digits) {
    for (std::size_t bytes = 0; bytes <= tail.size(); ++bytes) {
      const auto text = std::string(digits, '7') + std::string(cut_at_character(tail, bytes));
      EXPECT_TRUE(is_valid_utf8(mask_phone(text))) << text;
      EXPECT_TRUE(is_valid_utf8(mask_name(text))) << text;
      EXPECT_TRUE(is_valid_utf8(mask_email(text + "@" + text))) << text;
    }
  }
}

class PeopleShown : public TwoGroupsTest {
 protected:
  Result<Visits::Logged> log(const std::vector<PersonMet>& people, int number = 1) {
    Visit draft;
    draft.id = id(number);
    draft.on_day = *make_day(2026, 11, 1);
    draft.firm_name = "酒泉虚构设备有限公司";
    draft.group_id = wind_;
    draft.people = people_json(people);
    return ledger_->visits.log(system(), draft, {}, "测试");
  }
  static std::string id(int number) { return fmt::format("5f0c0c3e-0000-4000-8000-{:012}", number); }
  // What was shown is sent back, something else was changed.
  Status send_back(const std::vector<PersonMet>& shown, int number = 1) {
    const auto now = ledger_->visits.get(system(), id(number));
    if (!now) return now.error();
    const auto edited = ledger_->visits.edit(
        system(), id(number), now->version,
        [&](Visit& visit) -> Status {
          auto people = unmasked(shown, people_of(visit.people));
          if (!people) return people.error();
          visit.people = people_json(*people);
          visit.topics += "，再谈";
          return {};
        },
        std::nullopt, "测试");
    return edited ? Status() : Status(edited.error());
  }
  std::string stored(const std::string& column, int number = 1) {
    const auto rows = database_->read([&](store::Transaction& tx) {
      return tx.query(fmt::format("SELECT {} FROM visits WHERE id = $1", column), {id(number)});
    });
    return rows && !rows->empty() ? std::string((*rows)[0].text(0)) : "?";
  }
};

TEST_P(PeopleShown, NobodyVanishesHoweverAPhoneEnds) {
  int number = 0;
  for (const std::string phone :
       {"0937-1234567转801", "0937-2612345转8", "１３８００１３８０００", "13800138000（微信同号）",
        "13900001111王经理", "139000011转", "王13900001", "0937-12345 67转８０１号"}) {
    const auto logged = log({{"王试", "经理", phone}, {"李试", "厂长", "13900000000"}}, ++number);
    ASSERT_TRUE(logged) << phone << ": " << logged.error().message;
    const auto shown = people_of(logged->visit.people);
    ASSERT_EQ(shown.size(), 2u) << phone;
    EXPECT_EQ(shown[0].name, "王**");
    EXPECT_EQ(shown[1].phone, "139****0000");
    EXPECT_NE(shown[0].phone, phone);
    ASSERT_TRUE(send_back(shown, number)) << phone;
    EXPECT_EQ(stored("people", number), people_json({{"王试", "经理", phone}, {"李试", "厂长", "13900000000"}}).text);
  }
}

TEST_P(PeopleShown, ContactsAndUsersAreKeptAndAudited) {
  for (const std::string phone : {"0937-1234567转801", "１３９００００００００", "13800138000（微信同号）"}) {
    FirmContact contact;
    contact.firm_key = "k1";
    contact.name = "试";
    contact.phone = phone;
    contact.email = "试验者@例子.中国（王经理）";
    const auto made = ledger_->contacts.create(system(), contact);
    ASSERT_TRUE(made) << phone << ": " << made.error().message;
    EXPECT_TRUE(is_valid_utf8(made->phone) && is_valid_utf8(made->email));
    NewUser user;
    user.login = "shi" + std::to_string(phone.size());
    user.roles = {"member"};
    user.phone = phone;
    const auto added = ledger_->users.add(system(), user);
    ASSERT_TRUE(added) << phone << ": " << added.error().message;
  }
}

// Stored by hand, or by another version of the program.
TEST_P(PeopleShown, WhatCannotBeReadIsShownAsSuchAndStays) {
  ASSERT_TRUE(log({{"王试", "经理", "13900000000"}}));
  for (const auto& [damaged, people] : std::initializer_list<std::pair<std::string, std::size_t>>{
           {R"([{"name":"王试","phone":)", 1},
           {R"({"name":"王试"})", 1},
           {R"(["王试",{"name":"李试","phone":13900000000}])", 2}}) {
    ASSERT_EQ(tamper("UPDATE visits SET people = '" + damaged + "'"), "");
    const auto visit = ledger_->visits.get(system(), id(1));
    ASSERT_TRUE(visit);
    const auto shown = people_of(visit->people);
    ASSERT_EQ(shown.size(), people) << damaged;
    EXPECT_TRUE(is_unreadable(shown[0].name)) << shown[0].name;
    EXPECT_EQ(shown[0].name.find("王试"), std::string::npos);  // masked still
    ASSERT_TRUE(send_back(shown)) << damaged;
    EXPECT_NE(stored("people").find("王试"), std::string::npos) << damaged;
    if (people == 2) EXPECT_NE(stored("people").find("13900000000"), std::string::npos);
  }
}

TEST_P(PeopleShown, DamagedListsAreShownInTheirRowAndStay) {
  const auto member = user("wang", "member", {wind_});
  for (const std::string damaged : {R"(["member")", R"({"role":"member"})", R"("member")"}) {
    ASSERT_EQ(tamper("UPDATE users SET roles = '" + damaged + "' WHERE login_folded = 'wang'"), "");
    const auto page = ledger_->users.page(system(), {});
    ASSERT_TRUE(page);
    ASSERT_EQ(page->items.size(), 1u);
    const auto& shown = page->items[0];
    ASSERT_EQ(shown.roles.size(), 1u) << damaged;
    EXPECT_EQ(shown.roles[0], unreadable(damaged));
    // No role is read from it, and no other edit throws it away.
    const auto edited = ledger_->users.update(system(), shown.id, shown.version, [](User& one) {
      one.display_name = "改";
      return Status();
    });
    ASSERT_FALSE(edited);
    EXPECT_NE(edited.error().zh.find("无法读取"), std::string::npos);
    EXPECT_NE(edited.error().message.find("unreadable"), std::string::npos);
  }
}

ON_BOTH_ENGINES(PeopleShown);

}  // namespace
}  // namespace lianzhao::ledger
