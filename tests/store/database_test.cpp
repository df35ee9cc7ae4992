#include "store/database.h"

#include <atomic>
#include <thread>

#include "support/database_fixture.h"

namespace lianzhao::store {
namespace {

class Store : public DatabaseTest {
 protected:
  void table() {
    auto made = database_->write([](Transaction& tx) {
      return tx.script(
          "CREATE TABLE things (id BIGINT NOT NULL PRIMARY KEY, name TEXT, share DOUBLE PRECISION, "
          "raw BYTEA, CHECK (id >= 0))");
    });
    ASSERT_TRUE(made) << made.error().message;
  }
  Status insert(std::int64_t id, const Value& name = "x") {
    return database_->write([&](Transaction& tx) -> Status {
      auto done = tx.execute("INSERT INTO things (id, name) VALUES ($1, $2)", {id, name});
      if (!done) return done.error();
      return {};
    });
  }
  std::int64_t count() {
    auto counted = database_->read([](Transaction& tx) -> Result<std::int64_t> {
      auto rows = tx.query("SELECT count(*) AS n FROM things");
      if (!rows) return rows.error();
      return (*rows)[0].integer("n");
    });
    return counted ? *counted : -1;
  }
};

TEST_P(Store, ValuesComeBackAsTheyWent) {
  table();
  const std::string bytes("\0\x01\xff'", 4);
  auto done = database_->write([&](Transaction& tx) -> Status {
    auto inserted = tx.execute("INSERT INTO things (share, id, raw, name) VALUES ($3, $1, $4, $2)",
                               {INT64_MAX, "酒泉 'x' 😀", 0.1 + 0.2, Blob{bytes}});
    if (!inserted) return inserted.error();
    EXPECT_EQ(*inserted, 1);
    auto nulls = tx.execute("INSERT INTO things (id, name, share, raw) VALUES ($1, $2, $3, $4)",
                            {1, std::nullopt, std::nullopt, std::nullopt});
    if (!nulls) return nulls.error();
    return {};
  });
  ASSERT_TRUE(done) << done.error().message;
  auto rows = database_->read([](Transaction& tx) {
    return tx.query("SELECT id, name, share, raw FROM things WHERE id >= $2 OR name = $1 ORDER BY id", {"none", 0});
  });
  ASSERT_TRUE(rows) << rows.error().message;
  ASSERT_EQ(rows->size(), 2u);
  EXPECT_TRUE((*rows)[0].is_null("name") && (*rows)[0].is_null("share") && (*rows)[0].is_null("raw"));
  EXPECT_EQ((*rows)[1].integer("id"), INT64_MAX);
  EXPECT_EQ((*rows)[1].text("name"), "酒泉 'x' 😀");
  EXPECT_EQ((*rows)[1].real("share"), 0.1 + 0.2);
  EXPECT_EQ((*rows)[1].text("raw"), bytes);
}

TEST_P(Store, ErrorsAreOfTheCatalogue) {
  table();
  ASSERT_TRUE(insert(1));
  EXPECT_EQ(insert(1).error().code, ErrorCode::kExists);
  EXPECT_EQ(insert(-1).error().code, ErrorCode::kBadInput);
  EXPECT_EQ(insert(2, std::string("a\0b", 3)).error().code, ErrorCode::kBadInput);
  EXPECT_EQ(insert(2, "\xff\xfe").error().code, ErrorCode::kBadInput);
  auto wrong = database_->read([](Transaction& tx) { return tx.query("SELECT nothing FROM nowhere"); });
  EXPECT_EQ(wrong.error().code, ErrorCode::kInternal);
  EXPECT_EQ(count(), 1);
  EXPECT_EQ(Database::open("mysql://x").error().code, ErrorCode::kBadArgument);
}

TEST_P(Store, AWriteIsAllOrNothing) {
  table();
  auto failed = database_->write([](Transaction& tx) -> Status {
    auto done = tx.execute("INSERT INTO things (id) VALUES (7)");
    if (!done) return done.error();
    return Error{ErrorCode::kConflict, "no"};
  });
  EXPECT_EQ(failed.error().code, ErrorCode::kConflict);
  EXPECT_THROW((void)database_->write([](Transaction& tx) -> Status {
    (void)tx.execute("INSERT INTO things (id) VALUES (8)");
    throw std::runtime_error("bug");
  }),
               std::runtime_error);
  EXPECT_EQ(count(), 0);
  ASSERT_TRUE(insert(9));  // the connection is usable again
  EXPECT_EQ(count(), 1);
}

TEST_P(Store, AReadSeesOneMoment) {
  table();
  ASSERT_TRUE(insert(1));
  auto seen = database_->read([&](Transaction& tx) -> Result<std::int64_t> {
    auto before = tx.query("SELECT count(*) FROM things");
    if (!before) return before.error();
    EXPECT_TRUE(insert(2));
    auto after = tx.query("SELECT count(*) FROM things WHERE id > $1", {0});
    if (!after) return after.error();
    EXPECT_EQ((*before)[0].integer(0), (*after)[0].integer(0));
    return (*after)[0].integer(0);
  });
  ASSERT_TRUE(seen) << seen.error().message;
  EXPECT_EQ(*seen, 1);
  EXPECT_EQ(count(), 2);
  auto written = database_->read([](Transaction& tx) { return tx.execute("INSERT INTO things (id) VALUES (3)"); });
  EXPECT_FALSE(written);
}

TEST_P(Store, ManyWritersAtOnce) {
  table();
  constexpr int kThreads = 8, kEach = 25;
  std::atomic<int> refused = 0, done = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) {
        const bool fails = i % 5 == 0;  // a failing member of a group takes none of the others with it
        auto written = database_->write([&](Transaction& tx) -> Status {
          auto inserted = tx.execute("INSERT INTO things (id) VALUES ($1)", {t * kEach + i});
          if (!inserted) return inserted.error();
          if (fails) return Error{ErrorCode::kForbidden, "no"};
          return {};
        });
        ++(written ? done : refused);
        EXPECT_EQ(written.ok(), !fails);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(refused, kThreads * kEach / 5);
  EXPECT_EQ(count(), done);
}

TEST_P(Store, CountersDoNotLoseUpdates) {
  table();
  ASSERT_TRUE(
      database_->write([](Transaction& tx) { return tx.script("INSERT INTO things (id, share) VALUES (1, 0)"); }));
  std::vector<std::thread> threads;
  for (int t = 0; t < 6; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 20; ++i) {
        auto done = database_->write(
            [](Transaction& tx) { return tx.execute("UPDATE things SET share = share + 1 WHERE id = 1"); });
        EXPECT_TRUE(done);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  auto rows = database_->read([](Transaction& tx) { return tx.query("SELECT share FROM things"); });
  ASSERT_TRUE(rows);
  EXPECT_EQ((*rows)[0].real(0), 120);
}

ON_BOTH_ENGINES(Store);

TEST(Sqlite, IsFullySynchronisedInWal) {
  char pattern[] = "/tmp/lianzhao-store-XXXXXX";
  const std::string folder = ::mkdtemp(pattern);
  {
    auto database = Database::open(folder + "/a.db");
    ASSERT_TRUE(database);
    auto settings = (*database)->write([](Transaction& tx) -> Result<std::string> {
      auto journal = tx.query("PRAGMA journal_mode"), sync = tx.query("PRAGMA synchronous"),
           keys = tx.query("PRAGMA foreign_keys");
      if (!journal || !sync || !keys) return Error{ErrorCode::kInternal, "pragma"};
      return std::string((*journal)[0].text(0)) + std::to_string((*sync)[0].integer(0)) +
             std::to_string((*keys)[0].integer(0));
    });
    ASSERT_TRUE(settings);
    EXPECT_EQ(*settings, "wal21");
  }
  EXPECT_EQ(Database::open("sqlite:" + folder + "/none/a.db").error().code, ErrorCode::kNotFound);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace lianzhao::store
