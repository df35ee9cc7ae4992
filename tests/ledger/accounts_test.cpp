// Logins, sessions, throttle, passwords, the last administrator, the groups of the case.
#include "support/ledger_fixture.h"

namespace lianzhao::ledger {
namespace {

class Accounts : public LedgerTest {
 protected:
  Result<SignedIn> sign_in(std::string_view login, std::string_view password, const std::string& from = "192.0.2.9") {
    return ledger_->sessions.sign_in(kZone, login, password, from, "test agent");
  }
};

TEST_P(Accounts, ASessionCarriesRolesAndGroups) {
  const auto wind = group("wind");
  user("Wang.San", "member", {wind});
  auto in = sign_in("ｗang.SAN", kPassword);  // full-width and capital letters are the same login
  ASSERT_TRUE(in) << in.error().message;
  EXPECT_EQ(in->token.size(), 43u);
  auto session = ledger_->sessions.authenticate(in->token);
  ASSERT_TRUE(session) << session.error().message;
  EXPECT_EQ(session->actor.roles, Strings{"member"});
  EXPECT_EQ(session->actor.groups, Strings{wind});
  EXPECT_EQ(session->csrf, in->csrf);
  EXPECT_NE(session->csrf, in->token);
  EXPECT_TRUE(session->must_change_password);
  auto stored = database_->read([](store::Transaction& tx) { return tx.query("SELECT token_hash FROM sessions"); });
  EXPECT_EQ((*stored)[0].text(0), sha256_hex(in->token));  // never the token itself
  EXPECT_FALSE(ledger_->sessions.authenticate(in->token.substr(1) + "A"));
  EXPECT_FALSE(ledger_->sessions.authenticate(""));
  EXPECT_EQ(ledger_->users.add(system(), {"WANG.san", "x", "", "", {}, kPassword, false}).error().code,
            ErrorCode::kExists);
}

TEST_P(Accounts, SessionsEndByIdleTimeByAgeAndByHand) {
  const auto actor = user("li", "member");
  auto in = sign_in("li", kPassword), other = sign_in("li", kPassword);
  ASSERT_TRUE(in && other);
  clock_.pass(hours(7));
  EXPECT_TRUE(ledger_->sessions.authenticate(in->token));
  clock_.pass(hours(7));
  EXPECT_TRUE(ledger_->sessions.authenticate(in->token));
  EXPECT_FALSE(ledger_->sessions.authenticate(other->token));  // 14 hours idle
  for (int i = 0; i < 30; ++i) {
    clock_.pass(hours(6));
    (void)ledger_->sessions.authenticate(in->token);
  }
  EXPECT_FALSE(ledger_->sessions.authenticate(in->token));  // older than a week
  auto third = sign_in("li", kPassword), fourth = sign_in("li", kPassword);
  ASSERT_TRUE(third && fourth);
  auto own = ledger_->sessions.own(actor);
  ASSERT_EQ(own->size(), 2u);
  const auto third_id = ledger_->sessions.authenticate(third->token)->id;
  EXPECT_FALSE(ledger_->sessions.revoke_own(user("zhao", "member"), third_id));
  ASSERT_TRUE(ledger_->sessions.revoke_own(actor, third_id));
  EXPECT_FALSE(ledger_->sessions.authenticate(third->token));
  ASSERT_TRUE(ledger_->sessions.sign_out(fourth->token));
  EXPECT_FALSE(ledger_->sessions.authenticate(fourth->token));
}

TEST_P(Accounts, LockingAUserEndsSessions) {
  user("admin", "administrator");
  const auto actor = user("li", "member");
  auto in = sign_in("li", kPassword);
  ASSERT_TRUE(in);
  auto locked = ledger_->users.update(system(), actor.user, 1, [](User& user) -> Status {
    user.active = false;
    return {};
  });
  ASSERT_TRUE(locked) << locked.error().message;
  EXPECT_EQ(locked->phone, "138****5678");
  EXPECT_FALSE(ledger_->sessions.authenticate(in->token));
  EXPECT_EQ(sign_in("li", kPassword).error().code, ErrorCode::kUnauthenticated);
  EXPECT_EQ(sign_in("nobody", kPassword).error().message, sign_in("li", kPassword).error().message);
}

TEST_P(Accounts, TheLastAdministratorStays) {
  const auto first = user("admin", "administrator");
  const auto lock = [](User& user) -> Status {
    user.active = false;
    return {};
  };
  EXPECT_EQ(ledger_->users.update(system(), first.user, 1, lock).error().code, ErrorCode::kForbidden);
  user("admin2", "administrator");
  EXPECT_TRUE(ledger_->users.update(system(), first.user, 1, lock));
}

TEST_P(Accounts, ThrottleGrowsIsToldAndOutlivesARestart) {
  user("li", "member");
  const ThrottleLimits limits;
  for (int i = 0; i < limits.free_login; ++i)
    EXPECT_EQ(sign_in("li", "wrong password").error().code, ErrorCode::kUnauthenticated);
  auto throttled = sign_in("li", kPassword);  // even the right one has to wait
  ASSERT_FALSE(throttled);
  EXPECT_EQ(throttled.error().code, ErrorCode::kThrottled);
  EXPECT_NE(throttled.error().message.find("5 seconds"), std::string::npos) << throttled.error().message;
  EXPECT_EQ(throttled.error().data, R"({"retry_after":5})");
  ledger_ = std::make_unique<Ledger>(*database_, clock_, random_, options());
  EXPECT_EQ(sign_in("li", kPassword).error().code, ErrorCode::kThrottled);
  clock_.pass(seconds(5));
  EXPECT_EQ(sign_in("li", "wrong password").error().code, ErrorCode::kUnauthenticated);
  EXPECT_EQ(sign_in("li", kPassword).error().data, R"({"retry_after":10})");
  clock_.pass(seconds(10));
  EXPECT_TRUE(sign_in("li", kPassword));
  EXPECT_EQ(sign_in("li", "wrong password").error().code, ErrorCode::kUnauthenticated);  // counted anew
  EXPECT_TRUE(sign_in("li", kPassword));
  EXPECT_EQ(ledger_->throttle.wait_after(1000, 5), limits.longest);
}

TEST_P(Accounts, ThrottleCountsAddressesOverManyLogins) {
  const ThrottleLimits limits;
  for (int i = 0; i < limits.free_address; ++i) {
    EXPECT_EQ(sign_in("u" + std::to_string(i), "wrong password").error().code, ErrorCode::kUnauthenticated);
  }
  EXPECT_EQ(sign_in("another", "wrong password").error().code, ErrorCode::kThrottled);
  EXPECT_EQ(sign_in("another", "wrong password", "192.0.2.10").error().code, ErrorCode::kUnauthenticated);
}

TEST_P(Accounts, PasswordsAreChangedByTheRules) {
  const auto actor = user("zhangsan", "member");
  auto in = sign_in("zhangsan", kPassword), other = sign_in("zhangsan", kPassword);
  ASSERT_TRUE(in && other);
  const auto id = ledger_->sessions.authenticate(in->token)->id;
  const auto set = [&](std::string_view old_one, std::string_view new_one) {
    return ledger_->users.change_password(actor, old_one, new_one, id);
  };
  EXPECT_EQ(set("wrong", "another good 1").error().code, ErrorCode::kForbidden);
  for (const auto* bad : {"short", "1234567890", "my-ZhangSan-1", "aaaaaaaaaaaa", "Password123"}) {
    EXPECT_EQ(set(kPassword, bad).error().code, ErrorCode::kBadInput) << bad;
  }
  ASSERT_TRUE(set(kPassword, "另一个足够长的好密码"));
  EXPECT_FALSE(ledger_->sessions.authenticate(other->token));
  auto session = ledger_->sessions.authenticate(in->token);
  ASSERT_TRUE(session);
  EXPECT_FALSE(session->must_change_password);
  EXPECT_FALSE(sign_in("zhangsan", kPassword));
  auto reset = ledger_->users.reset_password(system(), actor.user);
  ASSERT_TRUE(reset) << reset.error().message;
  EXPECT_EQ(reset->size(), 19u);
  EXPECT_FALSE(ledger_->sessions.authenticate(in->token));
  EXPECT_TRUE(sign_in("zhangsan", *reset));
  auto hash = database_->read([](store::Transaction& tx) { return tx.query("SELECT hash FROM user_passwords"); });
  EXPECT_TRUE((*hash)[0].text(0).starts_with("$argon2id$"));
}

TEST_P(Accounts, OneselfIsEditedWithinLimits) {
  const auto actor = user("li", "member");
  auto edited = ledger_->users.edit_own(actor, 1, [](User& user) -> Status {
    user.display_name = "新名";
    user.phone = "13911112222";
    user.roles = {"administrator"};
    return {};
  });
  ASSERT_TRUE(edited) << edited.error().message;
  EXPECT_EQ(edited->phone, "13911112222");
  EXPECT_EQ(edited->roles, Strings{"member"});
}

TEST_P(Accounts, GroupsOfTheCaseCoverItsChains) {
  const auto file = std::string(LIANZHAO_SHARE_DIR) + "/case/jiuquan/groups.yaml";
  auto added = seed_groups(ledger_->tools, kZone, file);
  ASSERT_TRUE(added) << added.error().message;
  EXPECT_EQ(*seed_groups(ledger_->tools, kZone, file), 0);
  ListQuery query;
  query.limit = 100;
  auto groups = ledger_->groups.page(system(), query);
  std::map<std::string, int> kinds;
  std::set<std::string> chains, regions;
  for (const auto& group : groups->items) {
    ++kinds[group.kind];
    chains.insert(group.chains.begin(), group.chains.end());
    regions.insert(group.regions.begin(), group.regions.end());
    EXPECT_FALSE(group.name_en.empty() || group.lead_title.empty()) << group.slug;
  }
  EXPECT_EQ(kinds["industry"], 5);
  EXPECT_EQ(kinds["dedicated"], 2);
  EXPECT_EQ(kinds["department"], 9);
  EXPECT_EQ(chains, (std::set<std::string>{"wind", "pv", "csp", "ess", "h2", "grid"}));
  EXPECT_TRUE(regions.contains("jing-jin-ji") && regions.contains("yangtze-delta") &&
              regions.contains("pearl-delta"));
}

ON_BOTH_ENGINES(Accounts);

}  // namespace
}  // namespace lianzhao::ledger
