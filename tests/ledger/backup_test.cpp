// What was acknowledged before a backup began is in it; a restore gives all of it back or changes nothing.
#include "ledger/backup.h"

#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <thread>

#include "base/file.h"
#include "store/archive.h"
#include "store/table_dump.h"
#include "support/ledger_fixture.h"

namespace lianzhao::ledger {
namespace {

namespace fs = std::filesystem;

class Backup : public LedgerTest {
 protected:
  void SetUp() override {
    LedgerTest::SetUp();
    char pattern[] = "/tmp/lianzhao-backup-XXXXXX";
    root_ = ::mkdtemp(pattern);
    home_ = root_ + "/home";
    archive_ = root_ + "/b.tar.zst";
    for (const auto& [name, content] : files_) put(name, content);
    put("lianzhao.db-wal", "not this");
    put("tmp/upload", "nor this");
    put("snapshot.lzs.tmp", "nor this");
  }
  void TearDown() override {
    LedgerTest::TearDown();
    std::error_code ignored;
    fs::remove_all(root_, ignored);
  }
  void put(const std::string& name, const std::string& content) const {
    fs::create_directories(fs::path(home_ + "/" + name).parent_path());
    ASSERT_TRUE(write_file_atomically(home_ + "/" + name, content));
  }
  std::string at(const std::string& name) const {
    auto content = read_file(home_ + "/" + name, 1 << 24);
    return content ? *content : "-";
  }
  void fill(int lists) {
    for (int i = 0; i < lists; ++i) {
      TargetList list;
      list.name = "名单 " + std::to_string(i);
      auto made = ledger_->lists.create(system(), list);
      ASSERT_TRUE(made) << made.error().message;
    }
  }
  Result<BackupReport> back_up(const BackupStep& step = {}) {
    return make_backup(*database_, clock_, {archive_, home_, "0.1.0", step});
  }
  Result<RestoreReport> restore(store::Database& to, bool force, const BackupStep& step = {}) {
    return restore_backup(to, clock_, {archive_, home_, force, step});
  }
  // Everything but the log, in which a restore is noted.
  static std::map<std::string, std::string> rows_of(store::Database& database) {
    std::map<std::string, std::string> rows;
    constexpr std::string_view kWithout[] = {"audit", "audit_head", "sessions", "login_throttle"};
    auto done = database.read([&](store::Transaction& tx) {
      return store::dump_tables(tx, kWithout, [&](const store::DumpPiece& piece) -> Status {
        rows[piece.table] += piece.text;
        return {};
      });
    });
    EXPECT_TRUE(done) << done.error().message;
    return rows;
  }
  // A database of the other engine, so that every test crosses over where it restores into a new one.
  std::unique_ptr<store::Database> other() {
    auto url = "sqlite:" + root_ + "/other.db";
    if (GetParam() == store::Engine::kSqlite) {
      auto& server = PostgresServer::instance();
      if (server.missing().empty()) url = server.new_database();
    }
    auto opened = store::Database::open(url);
    EXPECT_TRUE(opened) << opened.error().message;
    return opened ? *std::move(opened) : nullptr;
  }

  const std::map<std::string, std::string> files_ = {{"snapshot.lzs", std::string(600'000, 's')},
                                                     {"terms/own.txt", "齿轮箱\n"},
                                                     {"case/zone.yaml", "zone: test\n"},
                                                     {"rejects/empty.csv", ""}};
  std::string root_, home_, archive_;
};

TEST_P(Backup, GoesIntoTheOtherEngineAndBack) {
  const auto industry = group("wind");
  const auto member = user("li", "member", {industry});
  ASSERT_TRUE(ledger_->chains.save(system(), "wind", 0, Json{R"({"nodes": [1.5]})"}, "first"));
  fill(30);
  auto made = back_up();
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(made->files, files_.size());
  const auto before = rows_of(*database_);

  fs::rename(home_, root_ + "/old-home");
  fs::create_directories(home_ + "/terms");  // an empty one, as init makes it
  auto second = other();
  ASSERT_TRUE(second);
  auto restored = restore(*second, false);
  ASSERT_TRUE(restored) << restored.error().message;
  EXPECT_EQ(rows_of(*second), before);
  for (const auto& [name, content] : files_) EXPECT_EQ(at(name), content) << name;
  EXPECT_EQ(restored->header.engine, GetParam() == store::Engine::kSqlite ? "sqlite" : "postgresql");
  ASSERT_EQ(restored->audit.size(), 1u);
  EXPECT_FALSE(restored->audit[0].second.broken_at) << restored->audit[0].second.reason;
  EXPECT_EQ(restored->audit[0].second.documents, 1u);

  // It works on: the chain goes on, and the restore is in it.
  Ledger there(*second, clock_, random_, options());
  TargetList list;
  list.name = "after";
  ASSERT_TRUE(there.lists.create(system(), list));
  auto page = there.audit.page(system(), {});
  ASSERT_TRUE(page);
  EXPECT_EQ(page->items[1].action, "restore");
  auto verdict = there.audit.verify(kZone);
  ASSERT_TRUE(verdict);
  EXPECT_FALSE(verdict->broken_at) << verdict->reason;

  // And back over what is in the first one.
  auto again = make_backup(*second, clock_, {archive_, home_, "0.1.0", {}});
  ASSERT_TRUE(again) << again.error().message;
  const auto now = rows_of(*second);
  EXPECT_EQ(restore(*database_, false).error().code, ErrorCode::kExists);
  auto back = restore(*database_, true);
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(rows_of(*database_), now);
  fill(1);
  EXPECT_FALSE(ledger_->audit.verify(kZone)->broken_at);
}

TEST_P(Backup, WhileOthersWriteItIsOneMoment) {
  fill(20);
  std::atomic<bool> stop = false;
  std::atomic<int> acknowledged = 20;
  std::vector<std::thread> writers;
  for (int i = 0; i < 3; ++i) {
    writers.emplace_back([&] {
      while (!stop) {
        TargetList list;
        list.name = "during";
        if (ledger_->lists.create(system(), list)) ++acknowledged;
      }
    });
  }
  while (acknowledged < 60) std::this_thread::yield();
  const int before = acknowledged;
  auto made = back_up([](const BackupProgress&) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return true;
  });
  const int after = acknowledged;
  stop = true;
  for (auto& writer : writers) writer.join();
  ASSERT_TRUE(made) << made.error().message;
  auto second = other();
  ASSERT_TRUE(second);
  auto restored = restore(*second, true);
  ASSERT_TRUE(restored) << restored.error().message;
  auto lists = second->read([](store::Transaction& tx) { return tx.query("SELECT count(*) FROM target_lists"); });
  ASSERT_TRUE(lists);
  EXPECT_GE((*lists)[0].integer(0), before);
  EXPECT_LE((*lists)[0].integer(0), after + 3);
  // As many entries as records, and a whole chain: the tables are of the same moment.
  EXPECT_EQ(restored->audit.at(0).second.entries, static_cast<std::uint64_t>((*lists)[0].integer(0)));
  EXPECT_FALSE(restored->audit.at(0).second.broken_at) << restored->audit.at(0).second.reason;
}

TEST_P(Backup, WhateverFailsLeavesTheOldState) {
  fill(40);
  ASSERT_TRUE(back_up());
  const auto whole = *read_file(archive_, 1 << 26);
  fill(2);  // the state that must stay
  put("terms/own.txt", "newer");
  put("score.yaml", "of later");
  const auto rows = rows_of(*database_);
  const auto unchanged = [&](const char* when) {
    EXPECT_EQ(rows_of(*database_), rows) << when;
    EXPECT_EQ(at("terms/own.txt"), "newer") << when;
    EXPECT_EQ(at("score.yaml"), "of later") << when;
    for (const auto& entry : fs::directory_iterator(home_)) {
      EXPECT_FALSE(entry.path().filename().string().starts_with(".restore")) << when;
    }
  };
  for (const auto at : {whole.size() / 3, whole.size() / 2, whole.size() - 5}) {
    auto damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x40);
    ASSERT_TRUE(write_file_atomically(archive_, damaged));
    auto refused = restore(*database_, true);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::kCorrupt) << refused.error().message;
    ASSERT_TRUE(write_file_atomically(archive_, std::string_view(whole).substr(0, at)));
    EXPECT_EQ(restore(*database_, true).error().code, ErrorCode::kCorrupt);
  }
  unchanged("damaged");

  ASSERT_TRUE(write_file_atomically(archive_, whole));
  for (const auto stage :
       {BackupProgress::Stage::kVerify, BackupProgress::Stage::kTables, BackupProgress::Stage::kAudit}) {
    auto stopped = restore(*database_, true, [&](const BackupProgress& p) { return p.stage != stage; });
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code, ErrorCode::kInterrupted);
  }
  unchanged("stopped");

  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  auto less = before;
  less.rlim_cur = 100'000;
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &less), 0);
  auto full = restore(*database_, true);
  ::setrlimit(RLIMIT_FSIZE, &before);
  ASSERT_FALSE(full);
  EXPECT_EQ(full.error().code, ErrorCode::kNoSpace) << full.error().message;
  unchanged("disk full");

  auto restored = restore(*database_, true);
  ASSERT_TRUE(restored) << restored.error().message;
  EXPECT_NE(rows_of(*database_), rows);
  EXPECT_EQ(at("score.yaml"), "-");
  EXPECT_EQ(at("terms/own.txt"), "齿轮箱\n");
}

TEST_P(Backup, AStoppedBackupLeavesTheOneBefore) {
  ASSERT_TRUE(write_file_atomically(archive_, "before"));
  fill(1);
  EXPECT_EQ(back_up([](const BackupProgress& p) { return p.stage != BackupProgress::Stage::kFiles; }).error().code,
            ErrorCode::kInterrupted);
  EXPECT_EQ(*read_file(archive_, 100), "before");
  EXPECT_FALSE(fs::exists(archive_ + ".tmp"));
}

TEST_P(Backup, OtherVersionsAreRefused) {
  const auto with = [&](const std::string& header) {
    auto writer = store::ArchiveWriter::create(archive_, {0});
    EXPECT_TRUE(writer && writer->add("backup.json", header) && writer->finish());
    return restore(*database_, true);
  };
  EXPECT_EQ(with(R"({"format":"lianzhao-backup","version":2,"program":"9.0"})").error().code, ErrorCode::kVersion);
  EXPECT_EQ(with(R"({"format":"lianzhao-backup","version":1,"program":"0.1.0","migrations":["other"]})").error().code,
            ErrorCode::kVersion);
  EXPECT_EQ(with(R"({"format":"something"})").error().code, ErrorCode::kBadInput);
  EXPECT_EQ(with("nothing").error().code, ErrorCode::kBadInput);
}

TEST_P(Backup, OfAnOlderSchemaIsBroughtUpToDate) {
  auto writer = store::ArchiveWriter::create(archive_, {0});
  ASSERT_TRUE(writer);
  ASSERT_TRUE(
      writer->add("backup.json", to_text({"0.0.9", "2026-01-01T00:00:00Z", "sqlite", {"accounts", "audit"}})));
  ASSERT_TRUE(
      writer->add("tables/groups/000001.jsonl",
                  "[\"zone\",\"id\",\"version\",\"created_at\",\"created_by\",\"updated_at\",\"updated_by\","
                  "\"slug\",\"kind\",\"name_zh\",\"name_en\",\"chains\",\"regions\",\"lead_title\","
                  "\"position\",\"active\"]\n"
                  "[\"test\",\"g\",1,2,\"x\",3,\"x\",\"wind\",\"industry\",\"风电\",\"\",\"[]\",\"[]\",\"\",1,1]\n"));
  ASSERT_TRUE(writer->finish());
  auto restored = restore(*database_, true);
  ASSERT_TRUE(restored) << restored.error().message;
  EXPECT_EQ(restored->rows, 1);
  auto page = ledger_->groups.page(system(), {});
  ASSERT_TRUE(page);
  EXPECT_EQ(page->items.size(), 1u);
  fill(1);  // tables of later migrations are there
}

ON_BOTH_ENGINES(Backup);

}  // namespace
}  // namespace lianzhao::ledger
