#include "store/migration.h"

#include <filesystem>
#include <thread>

#include "support/database_fixture.h"

namespace lianzhao::store {
namespace {

class Migrations : public DatabaseTest {
 protected:
  // Tables, columns, indexes and triggers as text, in order.
  std::string schema(Database& database) {
    auto rows = database.read([](Transaction& tx) {
      return tx.query(
          tx.engine() == Engine::kSqlite
              ? "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master ORDER BY 1, 2"
              : "SELECT 'c', table_name || '.' || column_name, data_type, is_nullable FROM "
                "information_schema.columns WHERE table_schema = 'public' UNION ALL SELECT 'i', indexname, "
                "tablename, indexdef FROM pg_indexes WHERE schemaname = 'public' UNION ALL SELECT 't', "
                "trigger_name, event_manipulation, action_statement FROM information_schema.triggers "
                "UNION ALL SELECT 'k', conname, contype::text, pg_get_constraintdef(oid) FROM pg_constraint "
                "WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2, 3, 4");
    });
    EXPECT_TRUE(rows) << rows.error().message;
    std::string text;
    for (const auto row : *rows) {
      for (std::size_t i = 0; i < 4; ++i) text += std::string(row.text(i)) + "|";
      text += "\n";
    }
    return text;
  }
  std::vector<Migration> own() { return *migrations_for(GetParam(), embedded_migrations()); }
};

TEST_P(Migrations, FreshEqualsUpgradedFromEveryVersion) {
  ASSERT_TRUE(migrate(*database_));
  const auto fresh = schema(*database_);
  EXPECT_NE(fresh.find("audit"), std::string::npos);
  for (int from = 1; from < static_cast<int>(own().size()); ++from) {
    const auto url = GetParam() == Engine::kSqlite ? folder_ + "/" + std::to_string(from) + ".db"
                                                   : PostgresServer::instance().new_database();
    auto database = Database::open(url);
    ASSERT_TRUE(database);
    auto first = migrate(**database, from);
    ASSERT_TRUE(first) << first.error().message;
    EXPECT_EQ(first->to, from);
    EXPECT_NE(schema(**database), fresh);
    auto rest = migrate(**database);
    ASSERT_TRUE(rest) << rest.error().message;
    EXPECT_EQ(rest->from, from);
    EXPECT_EQ(schema(**database), fresh);
  }
}

TEST_P(Migrations, TwiceIsNothing) {
  ASSERT_TRUE(migrate(*database_));
  const auto before = schema(*database_);
  auto again = migrate(*database_);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->from, again->to);
  EXPECT_EQ(schema(*database_), before);
}

TEST_P(Migrations, ANewerOrOtherDatabaseIsRefused) {
  ASSERT_TRUE(migrate(*database_));
  auto known = own();
  auto older = known;
  older.pop_back();
  auto refused = database_->write([&](Transaction& tx) { return migrate(tx, older, 0); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kVersion);
  EXPECT_NE(refused.error().message.find("this program knows versions up to"), std::string::npos);
  EXPECT_NE(refused.error().zh.find("请使用较新的程序"), std::string::npos);
  known.back().check = "0";
  auto other = database_->write([&](Transaction& tx) { return migrate(tx, known, 0); });
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().code, ErrorCode::kVersion);
  EXPECT_NE(other.error().zh.find("另一版本"), std::string::npos);
}

TEST_P(Migrations, AnUpgradeKeepsTheDatabaseAsItWas) {
  const int newest = static_cast<int>(own().size());
  ASSERT_TRUE(migrate(*database_, newest - 1));
  const auto before = schema(*database_);
  ASSERT_TRUE(migrate(*database_));
  if (GetParam() != Engine::kSqlite) return;
  const auto path = copy_before(database_->path(), newest - 1);
  ASSERT_TRUE(std::filesystem::exists(path));
  EXPECT_EQ(std::filesystem::status(path).permissions() & std::filesystem::perms::all,
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  EXPECT_FALSE(std::filesystem::exists(path + ".tmp"));
  auto copy = Database::open("sqlite:" + path);
  ASSERT_TRUE(copy) << copy.error().message;
  EXPECT_EQ(schema(**copy), before);
}

TEST_P(Migrations, AnEmptyOrNewDatabaseIsNotCopied) {
  ASSERT_TRUE(migrate(*database_));
  ASSERT_TRUE(migrate(*database_));
  if (GetParam() != Engine::kSqlite) return;
  for (const auto& file : std::filesystem::directory_iterator(folder_)) {
    EXPECT_EQ(file.path().string().find(".version-"), std::string::npos) << file.path();
  }
}

TEST_P(Migrations, AFailedOneLeavesNothing) {
  auto steps = own();
  steps.push_back({static_cast<int>(steps.size()) + 1, "bad", "CREATE TABLE half (a BIGINT); SELECT nonsense;", "x"});
  auto failed = database_->write([&](Transaction& tx) { return migrate(tx, steps, 0); });
  ASSERT_FALSE(failed);
  EXPECT_EQ(schema(*database_), "");
  ASSERT_TRUE(migrate(*database_));
}

TEST_P(Migrations, TwoAtOnceDoNotCollide) {
  auto second = Database::open(url_);
  ASSERT_TRUE(second);
  Result<Migrated> results[2] = {Error{}, Error{}};
  std::thread one([&] { results[0] = migrate(*database_); }), two([&] { results[1] = migrate(**second); });
  one.join();
  two.join();
  ASSERT_TRUE(results[0]) << results[0].error().message;
  ASSERT_TRUE(results[1]) << results[1].error().message;
  EXPECT_EQ(results[0]->from + results[1]->from, results[0]->to);  // one did it all, one nothing
}

ON_BOTH_ENGINES(Migrations);

TEST(MigrationFiles, NumbersWithoutGapsAndVariants) {
  auto both = migrations_for(Engine::kSqlite, {{"0001_a.sql", "A;"},
                                               {"0001_a.sqlite.sql", "S;"},
                                               {"0001_a.postgres.sql", "P;"},
                                               {"0002_b.postgres.sql", "B;"},
                                               {"0002_b.sqlite.sql", "C;"}});
  ASSERT_TRUE(both);
  EXPECT_EQ((*both)[0].sql, "A;S;");
  EXPECT_EQ((*both)[1].sql, "C;");
  EXPECT_FALSE(migrations_for(Engine::kSqlite, {{"0002_b.sql", ""}}));
  EXPECT_FALSE(migrations_for(Engine::kSqlite, {{"0001_a.sql", ""}, {"0001_b.sql", ""}}));
}

}  // namespace
}  // namespace lianzhao::store
