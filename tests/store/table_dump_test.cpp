// Rows as text and back, on both engines.
#include "store/table_dump.h"

#include "store/tables.h"
#include "support/database_fixture.h"

namespace lianzhao::store {
namespace {

class TableDump : public DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (!IsSkipped() && !HasFatalFailure()) ASSERT_TRUE(migrate(*database_));
  }
  Status fill(int users) {
    return database_->write([&](Transaction& tx) -> Status {
      for (int i = 0; i < users; ++i) {
        const auto id = "u" + std::to_string(i);
        auto done = tx.execute(
            "INSERT INTO users (zone, id, version, created_at, created_by, updated_at, updated_by, login, "
            "login_folded, display_name, phone, email, roles, active, must_change_password, last_sign_in_at) "
            "VALUES ('z', $1, 1, 2, 'a', 3, 'b', $1, $1, $2, '', '', '[]', 1, 0, $3)",
            {id, "名 \"字\"\t\n\x01😀", i % 2 == 0 ? Value(INT64_MAX) : Value()});
        if (!done) return done.error();
      }
      auto hash =
          tx.execute("INSERT INTO user_passwords (zone, user_id, hash, changed_at) VALUES ('z', 'u0', 'h', 5)");
      if (!hash) return hash.error();
      auto firm = tx.execute(
          "INSERT INTO local_firms (zone, id, version, created_at, created_by, updated_at, updated_by, name, brand, "
          "node, capacity, unit, status, anchor, whole_place, note, date, source, source_status) VALUES ('z', 'f', "
          "1, "
          "2, 'a', 3, 'b', 'n', '', 'x', $1, '', '', 0, 0, '', -3, '', '')",
          {0.1 + 0.2});
      return firm ? Status() : Status(firm.error());
    });
  }
  Result<std::map<std::string, std::string>> dump() {
    return database_->read([](Transaction& tx) -> Result<std::map<std::string, std::string>> {
      std::map<std::string, std::string> pieces;
      auto done = dump_tables(tx, {}, [&](const DumpPiece& piece) -> Status {
        pieces[piece.table] += piece.text;
        return {};
      });
      if (!done) return done.error();
      return pieces;
    });
  }
  Status load(const std::map<std::string, std::string>& pieces) {
    return database_->write([&](Transaction& tx) -> Status {
      if (auto begun = begin_load(tx, 4); !begun) return begun;
      for (const auto& [table, text] : pieces) {  // by name: passwords come after users, items before their lists
        if (auto rows = load_piece(tx, table, text); !rows) return rows.error();
      }
      return finish_load(tx);
    });
  }
};

TEST_P(TableDump, ComesBackToTheBit) {
  ASSERT_TRUE(fill(1201));  // more than two pages
  auto before = dump();
  ASSERT_TRUE(before) << before.error().message;
  EXPECT_EQ(std::count(before->at("users").begin(), before->at("users").end(), '\n'), 1202);
  EXPECT_NE(before->at("local_firms").find(R"({"real":"0.30000000000000004"})"), std::string::npos);
  EXPECT_FALSE(before->contains("schema_migrations"));
  auto loaded = load(*before);
  ASSERT_TRUE(loaded) << loaded.error().message;
  auto after = dump();
  ASSERT_TRUE(after);
  EXPECT_EQ(*after, *before);
  // The schema is a whole one again: keys are looked at, the log refuses changes, migrations are known.
  auto orphan = database_->write(
      [](Transaction& tx) { return tx.execute("INSERT INTO user_passwords VALUES ('z', 'nobody', 'h', 1)"); });
  ASSERT_FALSE(orphan);
  EXPECT_EQ(orphan.error().code, ErrorCode::kBadInput);
  EXPECT_TRUE(migrate(*database_));
}

TEST_P(TableDump, AFailedLoadLeavesWhatWasThere) {
  ASSERT_TRUE(fill(3));
  auto before = dump();
  ASSERT_TRUE(before);
  auto pieces = *before;
  pieces["user_passwords"] = "[\"zone\",\"user_id\",\"hash\",\"changed_at\"]\n[\"z\",\"nobody\",\"h\",1]\n";
  auto orphan = load(pieces);
  ASSERT_FALSE(orphan);
  EXPECT_EQ(orphan.error().code, ErrorCode::kCorrupt) << orphan.error().message;
  for (const auto* wrong : {"", "[]\n", "{}\n", "[\"zone\",\"x\\\"; DROP TABLE users; --\"]\n", "[\"zone\"]\n[1,2]\n",
                            "[\"zone\"]\n[{\"real\":\"x\"}]\n", "[\"zone\"]\n[true]\n"}) {
    EXPECT_FALSE(load({{"users", wrong}})) << wrong;
  }
  EXPECT_FALSE(load({{"pg_class", "[\"oid\"]\n[1]\n"}}));
  auto after = dump();
  ASSERT_TRUE(after);
  EXPECT_EQ(*after, *before);
}

TEST_P(TableDump, OtherTablesAreLeftAlone) {
  ASSERT_TRUE(database_->write([](Transaction& tx) {
    return tx.script("CREATE TABLE strangers (id BIGINT NOT NULL PRIMARY KEY); INSERT INTO strangers VALUES (1)");
  }));
  auto found = database_->write([](Transaction& tx) -> Result<bool> {
    auto empty = is_empty(tx);
    if (!empty || !*empty) return empty;
    if (auto dropped = drop_own(tx); !dropped) return dropped.error();
    auto own = own_tables(tx);
    if (!own) return own.error();
    auto stranger = tx.query("SELECT id FROM strangers");
    if (!stranger) return stranger.error();
    return own->empty() && stranger->size() == 1;
  });
  ASSERT_TRUE(found) << found.error().message;
  EXPECT_TRUE(*found);
}

// Not through transactions: pages of the file while it is in use.
TEST_P(TableDump, ACopyOfSqliteIsOneFileThatOpens) {
  const auto path = (folder_.empty() ? std::string("/tmp") : folder_) + "/copy.db";
  if (GetParam() == Engine::kPostgres) {
    EXPECT_EQ(database_->copy_to(path).error().code, ErrorCode::kBadArgument);
    return;
  }
  ASSERT_TRUE(fill(5));
  auto copied = database_->copy_to(path);
  ASSERT_TRUE(copied) << copied.error().message;
  EXPECT_FALSE(std::filesystem::exists(path + "-wal"));
  auto before = dump();
  auto opened = Database::open("sqlite:" + path);
  ASSERT_TRUE(opened);
  database_ = *std::move(opened);
  auto after = dump();
  ASSERT_TRUE(before && after);
  EXPECT_EQ(*after, *before);
  EXPECT_FALSE(database_->copy_to("/nowhere/copy.db"));
}

ON_BOTH_ENGINES(TableDump);

}  // namespace
}  // namespace lianzhao::store
