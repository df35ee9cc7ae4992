// Migrations: numbered append-only SQL files, embedded in the program. NNNN_name.sql runs on both engines;
// NNNN_name.sqlite.sql and NNNN_name.postgres.sql after it on one, where the SQL must differ. Version and checksum
// are written in the transaction that applies them; two programs that start at once wait for each other.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"

namespace lianzhao::store {

struct MigrationFile {
  std::string_view name, sql;
};
std::vector<MigrationFile> embedded_migrations();

struct Migration {
  int number = 0;
  std::string name;   // "accounts"
  std::string sql;    // all for the engine
  std::string check;  // SHA-256 of the SQL
};
// In order. Errors: kInternal where numbers are missing or twice.
Result<std::vector<Migration>> migrations_for(Engine engine, const std::vector<MigrationFile>& files);

struct Migrated {
  int from = 0, to = 0;  // versions; 0: an empty database
};
// Brings the schema to `target` (0: the newest). A SQLite database that is not empty is first copied as it is to
// copy_before(its path, its version), readable by its owner alone: who must go back to the program of before puts the
// copy in its place. PostgreSQL is left to its own tools. Errors: kVersion where the database is newer than this
// program or was made by other migrations; kIo, kNoSpace where the copy cannot be made (nothing is changed then);
// what the database reports.
Result<Migrated> migrate(Database& database, int target = 0);
std::string copy_before(const std::string& path, int version);  // "lianzhao.db.version-12"
// The same with given files, inside a transaction of the caller.
Result<Migrated> migrate(Transaction& tx, const std::vector<Migration>& migrations, int target);

Result<int> schema_version(Transaction& tx);  // 0: none yet

}  // namespace lianzhao::store
