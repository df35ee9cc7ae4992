// A ledger on a fresh database: a clock that is set by hand, cheap password hashes; with two groups where wanted.
#pragma once

#include <atomic>
#include <map>
#include <set>

#include "ledger/ledger.h"
#include "support/database_fixture.h"

namespace lianzhao::ledger {

class HandClock : public InstantClock {
 public:
  [[nodiscard]] Instant now() const override { return {at.load()}; }
  void pass(Span span) { at += span.micros; }
  std::atomic<std::int64_t> at = 1'795'000'000'000'000;
};

class LedgerTest : public DatabaseTest {
 protected:
  static constexpr auto kZone = "test";
  static LedgerOptions options() {
    LedgerOptions made;
    made.password_cost = {1, 8192};  // the least that libsodium allows
    return made;
  }
  void SetUp() override {
    DatabaseTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    auto migrated = store::migrate(*database_);
    ASSERT_TRUE(migrated) << migrated.error().message;
    ledger_ = std::make_unique<Ledger>(*database_, clock_, random_, options());
  }
  void TearDown() override {
    ledger_.reset();
    DatabaseTest::TearDown();
  }
  std::string group(const std::string& slug, const std::string& kind = "industry") {
    Group draft;
    draft.slug = draft.name_zh = slug;
    draft.kind = kind;
    auto made = ledger_->groups.create(system(), draft);
    EXPECT_TRUE(made) << made.error().message;
    return made ? made->id : "";
  }
  // A user with the role, in the groups.
  Actor user(const std::string& login, const std::string& role, const std::vector<std::string>& groups = {}) {
    NewUser draft;
    draft.login = login;
    draft.display_name = login;
    draft.roles = {role};
    draft.password = kPassword;
    draft.phone = "13800005678";
    draft.email = login + "@example.com";
    auto made = ledger_->users.add(system(), draft);
    EXPECT_TRUE(made) << made.error().message;
    for (const auto& id : groups) {
      auto put = ledger_->groups.put_member(system(), id, made->user.id, "member");
      EXPECT_TRUE(put) << put.error().message;
    }
    return {kZone, made->user.id, login, {role}, groups, "", "192.0.2.1"};
  }
  static Access system() { return Access::system(kZone); }
  static Access access(const Actor& actor, Permission permission) {
    auto found = Access::of(actor, permission);
    return found ? *found : Access{actor, Reach::kNone};
  }

  static constexpr auto kPassword = "correct horse 7";
  HandClock clock_;
  SystemRandomBytes random_;
  std::unique_ptr<Ledger> ledger_;
};

class TwoGroupsTest : public LedgerTest {
 protected:
  void SetUp() override {
    LedgerTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    wind_ = group("wind");
    solar_ = group("solar");
  }
  std::string wind_, solar_;
};

}  // namespace lianzhao::ledger
