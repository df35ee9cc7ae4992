#include "store/migration.h"

#include <fmt/format.h>
#include <openssl/sha.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <map>

#include "base/identifiers.h"

namespace lianzhao::store {
namespace {

std::string sha256_of(std::string_view text) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest);
  return to_hex(digest);
}

// Any number will do that no other program takes on the same database: "lz" and "mig".
constexpr std::int64_t kLock = 0x6c7a6d6967;

// The copy under its name, whole or not at all. Another program may have brought the database up to date meanwhile:
// what was copied then is not of `version`, and that program has made the copy.
Status keep_copy(Database& database, int version) {
  namespace fs = std::filesystem;
  const auto path = copy_before(database.path(), version), temporary = path + ".tmp";
  std::error_code failed;
  fs::remove(temporary, failed);
  if (auto copied = database.copy_to(temporary); !copied) return copied;
  fs::permissions(temporary, fs::perms::owner_read | fs::perms::owner_write, failed);
  if (failed) return io_error("cannot set the rights of " + temporary, failed.value());
  DatabaseOptions options;
  options.create = false;
  auto copy = Database::open("sqlite:" + temporary, options);
  if (!copy) return copy.error();
  const auto copied = (*copy)->read(schema_version);
  copy->reset();
  if (!copied) return copied.error();
  if (*copied == version) {
    fs::rename(temporary, path, failed);
  } else {
    fs::remove(temporary, failed);
  }
  return failed ? Status(io_error("cannot write " + path, failed.value())) : Status();
}

}  // namespace

Result<std::vector<Migration>> migrations_for(Engine engine, const std::vector<MigrationFile>& files) {
  const std::string_view own = engine == Engine::kSqlite ? ".sqlite.sql" : ".postgres.sql";
  const std::string_view other = engine == Engine::kSqlite ? ".postgres.sql" : ".sqlite.sql";
  std::map<int, Migration> found;
  for (const bool variants : {false, true}) {  // what is common comes first
    for (const auto& file : files) {
      if (file.name.ends_with(other) || file.name.ends_with(own) != variants) continue;
      int number = 0;
      const auto *begin = file.name.data(), *end = begin + file.name.size();
      const auto parsed = std::from_chars(begin, end, number);
      if (parsed.ec != std::errc() || parsed.ptr == end || *parsed.ptr != '_') {
        return Error{ErrorCode::kInternal, fmt::format("{} is no name of a migration", file.name)};
      }
      auto& migration = found[number];
      if (!variants && migration.number != 0) {
        return Error{ErrorCode::kInternal, fmt::format("there are two migrations {}", number)};
      }
      migration.number = number;
      const std::string_view rest(parsed.ptr + 1, end);
      migration.name = rest.substr(0, rest.find('.'));
      migration.sql += file.sql;
    }
  }
  std::vector<Migration> migrations;
  for (auto& [number, migration] : found) {
    if (number != static_cast<int>(migrations.size()) + 1) {
      return Error{ErrorCode::kInternal, fmt::format("migration {} is missing", migrations.size() + 1)};
    }
    migration.check = sha256_of(migration.sql);
    migrations.push_back(std::move(migration));
  }
  return migrations;
}

Result<int> schema_version(Transaction& tx) {
  auto table = tx.query(tx.engine() == Engine::kSqlite
                            ? "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations'"
                            : "SELECT count(*) FROM pg_tables WHERE tablename = 'schema_migrations' AND schemaname = "
                              "current_schema()");
  if (!table) return table.error();
  if ((*table)[0].integer(0) == 0) return 0;
  auto newest = tx.query("SELECT coalesce(max(number), 0) FROM schema_migrations");
  if (!newest) return newest.error();
  return static_cast<int>((*newest)[0].integer(0));
}

Result<Migrated> migrate(Transaction& tx, const std::vector<Migration>& migrations, int target) {
  if (tx.engine() == Engine::kPostgres) {
    if (auto locked = tx.query("SELECT pg_advisory_xact_lock($1)", {kLock}); !locked) return locked.error();
  }
  if (auto made = tx.script("CREATE TABLE IF NOT EXISTS schema_migrations "
                            "(number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL)");
      !made) {
    return made.error();
  }
  auto applied = tx.query("SELECT number, name, checksum FROM schema_migrations ORDER BY number");
  if (!applied) return applied.error();
  const int newest = static_cast<int>(migrations.size());
  if (applied->size() > migrations.size()) {
    return told(ErrorCode::kVersion,
                fmt::format("数据库的版本为 {}，本程序只认识到 {}：请使用较新的程序，或恢复用本程序所做的备份",
                            applied->size(), newest),
                fmt::format("the database has version {}, this program knows versions up to {}: use the newer "
                            "program, or restore a backup that was made with this one",
                            applied->size(), newest));
  }
  for (std::size_t i = 0; i < applied->size(); ++i) {
    const auto row = (*applied)[i];
    if (row.integer("number") != migrations[i].number || row.text("checksum") != migrations[i].check) {
      return told(ErrorCode::kVersion,
                  fmt::format("数据库的第 {} 步升级（{}）与本程序所知的不同：它由另一版本的程序建立",
                              row.integer("number"), row.text("name")),
                  fmt::format("step {} ({}) of the database's history is not the one this program knows: it was made "
                              "by another build",
                              row.integer("number"), row.text("name")));
    }
  }
  const int from = static_cast<int>(applied->size()), to = target == 0 ? newest : std::min(target, newest);
  for (int i = from; i < to; ++i) {
    const auto& migration = migrations[static_cast<std::size_t>(i)];
    if (auto done = tx.script(migration.sql); !done) {
      return done.error().in(fmt::format("migration {} ({})", migration.number, migration.name));
    }
    auto noted = tx.execute("INSERT INTO schema_migrations (number, name, checksum) VALUES ($1, $2, $3)",
                            {migration.number, migration.name, migration.check});
    if (!noted) return noted.error();
  }
  return Migrated{from, std::max(from, to)};
}

std::string copy_before(const std::string& path, int version) {
  return fmt::format("{}.version-{}", path, version);
}

Result<Migrated> migrate(Database& database, int target) {
  auto migrations = migrations_for(database.engine(), embedded_migrations());
  if (!migrations) return migrations.error();
  if (database.engine() == Engine::kSqlite) {
    const auto before = database.read(schema_version);
    if (!before) return before.error();
    const int newest = target == 0 ? static_cast<int>(migrations->size()) : target;
    if (*before > 0 && *before < newest) {
      if (auto kept = keep_copy(database, *before); !kept) return kept.error().in("a copy before the upgrade");
    }
  }
  return database.write([&](Transaction& tx) { return migrate(tx, *migrations, target); });
}

}  // namespace lianzhao::store
