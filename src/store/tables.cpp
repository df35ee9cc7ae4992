#include "store/tables.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "store/migration.h"

namespace lianzhao::store {
namespace {

// Names after `words` in the SQL of all migrations: "CREATE TABLE users (" has "users".
Result<std::set<std::string>> names_after(Engine engine, std::string_view words) {
  auto migrations = migrations_for(engine, embedded_migrations());
  if (!migrations) return migrations.error();
  std::set<std::string> names;
  for (const auto& migration : *migrations) {
    const std::string_view sql = migration.sql;
    for (auto at = sql.find(words); at != std::string_view::npos; at = sql.find(words, at)) {
      at += words.size();
      auto rest = sql.substr(at);
      constexpr std::string_view kMaybe = "IF NOT EXISTS ";
      if (rest.starts_with(kMaybe)) rest.remove_prefix(kMaybe.size());
      const auto end = rest.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789");
      names.emplace(rest.substr(0, end));
    }
  }
  names.erase("");
  return names;
}

Result<std::vector<std::string>> texts(Transaction& tx, std::string_view sql, const Values& values = {}) {
  auto rows = tx.query(sql, values);
  if (!rows) return rows.error();
  std::vector<std::string> found;
  for (const auto row : *rows) found.emplace_back(row.text(0));
  return found;
}

Result<std::vector<std::string>> existing_names(Transaction& tx) {
  auto made = names_after(tx.engine(), "CREATE TABLE ");
  if (!made) return made.error();
  auto renamed = names_after(tx.engine(), "RENAME TO ");
  if (!renamed) return renamed.error();
  made->merge(*renamed);
  auto names =
      texts(tx, tx.engine() == Engine::kSqlite
                    ? "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
                    : "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename");
  if (!names) return names.error();
  std::erase_if(*names, [&](const std::string& name) { return !made->contains(name); });
  return names;
}

// Foreign keys of our tables in PostgreSQL: table, name.
Result<Rows> postgres_keys(Transaction& tx) {
  return tx.query(
      "SELECT c.relname, k.conname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid "
      "WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace ORDER BY c.relname, k.conname");
}

Status alter_keys(Transaction& tx, std::string_view how) {
  auto own = existing_names(tx);
  if (!own) return own.error();
  auto keys = postgres_keys(tx);
  if (!keys) return keys.error();
  std::string script;
  for (const auto key : *keys) {
    if (std::find(own->begin(), own->end(), key.text(0)) == own->end()) continue;
    script += fmt::format("ALTER TABLE \"{}\" ALTER CONSTRAINT \"{}\" {};", key.text(0), key.text(1), how);
  }
  return tx.script(script);
}

}  // namespace

Result<std::vector<Table>> own_tables(Transaction& tx) {
  auto names = existing_names(tx);
  if (!names) return names.error();
  std::vector<Table> tables;
  for (auto& name : *names) {
    Table table{std::move(name), {}, {}};
    auto empty = tx.query(fmt::format("SELECT * FROM \"{}\" WHERE 1 = 0", table.name));
    if (!empty) return empty.error();
    table.columns = empty->columns();
    auto key =
        tx.engine() == Engine::kSqlite
            ? texts(tx, "SELECT name FROM pragma_table_info($1) WHERE pk > 0 ORDER BY pk", {table.name})
            : texts(tx,
                    "SELECT a.attname FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid "
                    "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey) "
                    "WHERE c.relname = $1 AND c.relnamespace = current_schema()::regnamespace AND i.indisprimary "
                    "ORDER BY array_position(i.indkey::int2[], a.attnum)",
                    {table.name});
    if (!key) return key.error();
    if (key->empty()) return Error{ErrorCode::kInternal, fmt::format("table {} has no primary key", table.name)};
    table.key = *std::move(key);
    tables.push_back(std::move(table));
  }
  return tables;
}

Result<bool> is_empty(Transaction& tx) {
  auto names = existing_names(tx);
  if (!names) return names.error();
  for (const auto& name : *names) {
    auto row = tx.query(fmt::format("SELECT 1 FROM \"{}\" LIMIT 1", name));
    if (!row) return row.error();
    if (!row->empty()) return false;
  }
  return true;
}

Status drop_own(Transaction& tx) {
  auto names = existing_names(tx);
  if (!names) return names.error();
  names->emplace_back("schema_migrations");
  std::string script;
  if (tx.engine() == Engine::kSqlite) {
    // Dropping a table deletes its rows, to which others refer until they are dropped as well.
    script = "PRAGMA defer_foreign_keys = ON;";
    for (const auto& name : *names) script += fmt::format("DROP TABLE IF EXISTS \"{}\";", name);
  } else {
    for (const auto& name : *names) script += fmt::format("DROP TABLE IF EXISTS \"{}\" CASCADE;", name);
    auto functions = names_after(tx.engine(), "CREATE FUNCTION ");
    if (!functions) return functions.error();
    for (const auto& name : *functions) script += fmt::format("DROP FUNCTION IF EXISTS \"{}\";", name);
  }
  return tx.script(script);
}

Status defer_keys(Transaction& tx) {
  if (tx.engine() == Engine::kSqlite) return tx.script("PRAGMA defer_foreign_keys = ON");
  return alter_keys(tx, "DEFERRABLE INITIALLY DEFERRED");
}

Status check_keys(Transaction& tx) {
  if (tx.engine() == Engine::kSqlite) {
    auto wrong = tx.query("SELECT \"table\", parent FROM pragma_foreign_key_check LIMIT 1");
    if (!wrong) return wrong.error();
    if (!wrong->empty()) {
      return Error{ErrorCode::kCorrupt, fmt::format("a row of {} refers to one of {} that is missing",
                                                    (*wrong)[0].text(0), (*wrong)[0].text(1))};
    }
    return tx.script("PRAGMA defer_foreign_keys = OFF");
  }
  if (auto checked = tx.script("SET CONSTRAINTS ALL IMMEDIATE"); !checked) {
    return Error{ErrorCode::kCorrupt, checked.error().message};
  }
  return alter_keys(tx, "NOT DEFERRABLE");
}

}  // namespace lianzhao::store
