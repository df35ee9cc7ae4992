// The audit log finds what was done past it, and what was acknowledged is there after a kill.
#include <sys/wait.h>
#include <unistd.h>

#include <set>
#include <thread>

#include "support/ledger_fixture.h"

namespace lianzhao::ledger {
namespace {

class Audit : public LedgerTest {
 protected:
  void fill(int count) {
    for (int i = 0; i < count; ++i) {
      TargetList list;
      list.name = "list " + std::to_string(i);
      auto made = ledger_->lists.create(system(), list);
      ASSERT_TRUE(made) << made.error().message;
    }
  }
  AuditVerdict verdict() {
    auto found = ledger_->audit.verify(kZone);
    EXPECT_TRUE(found) << found.error().message;
    return found ? *found : AuditVerdict{};
  }
  // What an attacker with the database's password does first.
  void disarm() {
    EXPECT_EQ(
        tamper(GetParam() == store::Engine::kSqlite ? "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete"
                                                    : "DROP TRIGGER audit_no_change ON audit"),
        "");
  }
};

TEST_P(Audit, ChainsVerifyAndProgressIsTold) {
  fill(1200);
  std::vector<std::uint64_t> steps;
  auto whole = ledger_->audit.verify(kZone, [&](std::uint64_t done, std::uint64_t total) {
    EXPECT_EQ(total, 1200u);
    steps.push_back(done);
    return true;
  });
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->entries, 1200u);
  EXPECT_FALSE(whole->broken_at);
  EXPECT_EQ(steps, (std::vector<std::uint64_t>{1000, 1200}));
  EXPECT_EQ(ledger_->audit.verify(kZone, [](auto, auto) { return false; }).error().code, ErrorCode::kInterrupted);
  AuditQuery query;
  query.limit = 500;
  int seen = 0;
  for (;;) {
    auto page = ledger_->audit.page(system(), query);
    ASSERT_TRUE(page);
    seen += static_cast<int>(page->items.size());
    if (!page->next) break;
    query.cursor = *page->next;
  }
  EXPECT_EQ(seen, 1200);
}

TEST_P(Audit, TriggersRefuse) {
  fill(3);
  for (const auto* sql : {"UPDATE audit SET note = 'x'", "DELETE FROM audit"}) {
    EXPECT_NE(tamper(sql).find("append-only"), std::string::npos) << sql;
    auto refused = database_->write([&](store::Transaction& tx) { return tx.execute(sql); });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::kForbidden);
  }
  EXPECT_FALSE(verdict().broken_at);
}

TEST_P(Audit, ChangedRemovedAndForgedEntriesAreFound) {
  fill(10);
  disarm();
  EXPECT_FALSE(verdict().broken_at);
  ASSERT_EQ(tamper("UPDATE audit SET login = 'someone' WHERE seq = 4"), "");
  EXPECT_EQ(verdict().broken_at, 4);
  ASSERT_EQ(tamper("UPDATE audit SET login = 'system' WHERE seq = 4"), "");
  EXPECT_FALSE(verdict().broken_at);
  ASSERT_EQ(tamper("UPDATE audit SET after = replace(after, 'list 5', 'list X') WHERE seq = 6"), "");
  EXPECT_EQ(verdict().broken_at, 6);
  ASSERT_EQ(tamper("UPDATE audit SET after = replace(after, 'list X', 'list 5') WHERE seq = 6"), "");
  ASSERT_EQ(tamper("DELETE FROM audit WHERE seq = 10"), "");
  EXPECT_EQ(verdict().broken_at, 10);  // the head knows that there was one
  ASSERT_EQ(tamper("DELETE FROM audit WHERE seq = 3"), "");
  EXPECT_EQ(verdict().broken_at, 3);
}

TEST_P(Audit, DocumentsAreThoseThatWereSaved) {
  for (int i = 0; i < 60; ++i) {  // more than are read at once
    ASSERT_TRUE(ledger_->chains.save(system(), "wind", i, Json{"[" + std::to_string(i) + "]"}, ""));
  }
  ASSERT_TRUE(ledger_->weights.restore(system(), "none", 0, 1, "").error().code == ErrorCode::kNotFound);
  EXPECT_EQ(verdict().documents, 60u);
  EXPECT_FALSE(verdict().broken_at);
  ASSERT_EQ(tamper("UPDATE documents SET document = '[0]' WHERE number = 57"), "");
  EXPECT_EQ(verdict().broken_at, 57);
  ASSERT_EQ(tamper("UPDATE documents SET document = '[56]' WHERE number = 57"), "");
  ASSERT_EQ(tamper("INSERT INTO documents SELECT zone, kind, 'forged', number, document, note, restored_from, "
                   "created_at, created_by FROM documents WHERE number = 1"),
            "");
  EXPECT_EQ(verdict().broken_at, 0);
  ASSERT_EQ(tamper("DELETE FROM documents WHERE name = 'forged' OR number = 3"), "");
  EXPECT_EQ(verdict().broken_at, 3);
}

TEST_P(Audit, ManyThreadsMakeOneChain) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 6; ++t) threads.emplace_back([&] { fill(15); });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(verdict().entries, 90u);
  EXPECT_FALSE(verdict().broken_at);
}

TEST_P(Audit, AFailedChangeLeavesNoEntry) {
  TargetList bad;
  bad.name = "x";
  bad.state = "no such state";
  EXPECT_FALSE(ledger_->lists.create(system(), bad));
  bad.state = "open";
  bad.group_id = "no such group";
  auto missing = ledger_->lists.create(system(), bad);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kBadInput) << missing.error().message;
  EXPECT_EQ(verdict().entries, 0u);
}

// A child writes and tells each acknowledged id through a pipe; it is killed without warning; everything told is
// there.
TEST_P(Audit, WhatWasAcknowledgedSurvivesAKill) {
  std::set<std::string> told;
  for (int round = 0; round < 3; ++round) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      ::close(ends[0]);
      auto own = store::Database::open(url_);  // the parent's connections are not the child's to use
      if (!own) ::_exit(1);
      auto* writer = new Ledger(**own, clock_, random_, options());
      const auto write = [&] {
        for (;;) {
          TargetList list;
          list.name = "durable";
          auto made = writer->lists.create(system(), list);
          if (!made || ::write(ends[1], made->id.data(), 36) != 36) ::_exit(2);
        }
      };
      std::thread other(write);
      write();
    }
    ::close(ends[1]);
    char id[36];
    std::size_t got = 0, count = 0;
    for (;;) {
      const auto more = ::read(ends[0], id + got, sizeof id - got);
      if (more <= 0) break;
      got += static_cast<std::size_t>(more);
      if (got < sizeof id) continue;
      got = 0;
      told.emplace(id, sizeof id);
      if (++count == 40) ::kill(child, SIGKILL);
    }
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended by itself with " << WEXITSTATUS(status);
    ASSERT_GE(count, 40u);
  }
  auto reopened = store::Database::open(url_);
  ASSERT_TRUE(reopened);
  auto rows = (*reopened)->read([](store::Transaction& tx) { return tx.query("SELECT id FROM target_lists"); });
  ASSERT_TRUE(rows);
  std::set<std::string> kept;
  for (const auto row : *rows) kept.emplace(row.text(0));
  for (const auto& id : told) EXPECT_TRUE(kept.contains(id)) << id;
  auto whole = AuditLog(**reopened).verify(kZone);
  ASSERT_TRUE(whole);
  EXPECT_FALSE(whole->broken_at) << whole->reason;
  EXPECT_EQ(whole->entries, kept.size());
}

ON_BOTH_ENGINES(Audit);

TEST(CanonicalJson, IsOneForm) {
  auto parsed = parse_json(R"({"b": 1.50, "a": [true, null, "酒\"泉"], "c": {"z": 2.0, "y": -0.1}})");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->text, R"({"a":[true,null,"酒\"泉"],"b":1.5,"c":{"y":-0.1,"z":2}})");
  EXPECT_FALSE(parse_json("{"));
}

}  // namespace
}  // namespace lianzhao::ledger
