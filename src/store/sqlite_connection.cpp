#include "store/sqlite_connection.h"

#include <fmt/format.h>

#include <charconv>

#include "base/folding.h"

namespace lianzhao::store {
namespace {

constexpr std::size_t kMostStatements = 400;

ErrorCode code_of(int extended) {
  switch (extended) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
      return ErrorCode::kExists;
    case SQLITE_CONSTRAINT_TRIGGER:
      return ErrorCode::kForbidden;
    default:
      break;
  }
  switch (extended & 0xff) {
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
      return ErrorCode::kBadInput;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return ErrorCode::kUnavailable;
    case SQLITE_FULL:
      return ErrorCode::kNoSpace;
    case SQLITE_TOOBIG:
      return ErrorCode::kTooLarge;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return ErrorCode::kCorrupt;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return ErrorCode::kIo;
    default:
      return ErrorCode::kInternal;
  }
}

int bind(sqlite3_stmt* statement, int at, const Value& value) {
  struct {
    sqlite3_stmt* statement;
    int at;
    int operator()(std::monostate) const { return sqlite3_bind_null(statement, at); }
    int operator()(std::int64_t number) const { return sqlite3_bind_int64(statement, at, number); }
    int operator()(double number) const { return sqlite3_bind_double(statement, at, number); }
    int operator()(const std::string& text) const {
      return sqlite3_bind_text64(statement, at, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
    }
    int operator()(const Blob& blob) const {
      return sqlite3_bind_blob64(statement, at, blob.bytes.data(), blob.bytes.size(), SQLITE_STATIC);
    }
  } visitor{statement, at};
  return std::visit(visitor, value.variant());
}

void add_cell(Rows& rows, sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
      return rows.add_integer(sqlite3_column_int64(statement, column));
    case SQLITE_FLOAT:
      return rows.add_real(sqlite3_column_double(statement, column));
    case SQLITE_NULL:
      return rows.add_null();
    case SQLITE_TEXT: {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
      return rows.add_bytes(Rows::Kind::kText,
                            {text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column))});
    }
    default: {
      const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
      return rows.add_bytes(Rows::Kind::kBlob,
                            {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement, column))});
    }
  }
}

}  // namespace

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::open(const std::string& path, Use use,
                                                                 const DatabaseOptions& options) {
  sqlite3* handle = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                    (options.create && use == Use::kWrite ? SQLITE_OPEN_CREATE : 0);
  const int opened = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
  std::unique_ptr<SqliteConnection> connection(new SqliteConnection(handle));
  if (opened != SQLITE_OK) {
    return Error{opened == SQLITE_CANTOPEN ? ErrorCode::kNotFound : code_of(opened),
                 fmt::format("cannot open the database {}: {}", path, sqlite3_errstr(opened))};
  }
  sqlite3_busy_timeout(handle, options.busy_millis);
  // Full synchronisation: what was acknowledged is on disk after a crash of the machine too.
  const auto* settings = use == Use::kWrite
                             ? "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                               // A log of 16 MB: fewer checkpoints, each of which synchronises twice.
                               "PRAGMA wal_autocheckpoint=4000;"
                             : "PRAGMA query_only=ON;";
  if (auto set = connection->script(settings); !set) {
    return set.error().in(fmt::format("cannot open the database {}", path));
  }
  return connection;
}

SqliteConnection::~SqliteConnection() {
  forget_statements();
  sqlite3_close(handle_);
}

void SqliteConnection::forget_statements() {
  for (auto& [sql, statement] : statements_) sqlite3_finalize(statement.handle);
  statements_.clear();
}

Error SqliteConnection::error(std::string_view sql) const {
  const int code = sqlite3_extended_errcode(handle_);
  const auto kind = code_of(code);
  // The statement is for those who mend the program, not for users.
  return {kind, kind == ErrorCode::kInternal ? fmt::format("{} in: {}", sqlite3_errmsg(handle_), sql)
                                             : std::string(sqlite3_errmsg(handle_))};
}

Result<SqliteConnection::Statement*> SqliteConnection::prepare(std::string_view sql) {
  std::string key(sql);
  if (const auto found = statements_.find(key); found != statements_.end()) return &found->second;
  if (statements_.size() >= kMostStatements) forget_statements();
  Statement statement{};
  if (sqlite3_prepare_v3(handle_, key.c_str(), static_cast<int>(key.size() + 1), SQLITE_PREPARE_PERSISTENT,
                         &statement.handle, nullptr) != SQLITE_OK) {
    return error(sql);
  }
  // To SQLite $2 is a name; names are numbered in the order in which they come.
  for (int i = 1; i <= sqlite3_bind_parameter_count(statement.handle); ++i) {
    const std::string_view name = sqlite3_bind_parameter_name(statement.handle, i);
    std::size_t number = 0;
    std::from_chars(name.data() + 1, name.data() + name.size(), number);
    statement.parameters.push_back(number - 1);
  }
  return &statements_.emplace(std::move(key), std::move(statement)).first->second;
}

Result<Rows> SqliteConnection::run(std::string_view sql, std::span<const Value> values) {
  auto prepared = prepare(sql);
  if (!prepared) return prepared.error();
  auto* statement = (*prepared)->handle;
  struct Reset {
    sqlite3_stmt* statement;
    ~Reset() {
      sqlite3_reset(statement);
      sqlite3_clear_bindings(statement);
    }
  } reset{statement};
  const auto& parameters = (*prepared)->parameters;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (parameters[i] >= values.size()) {
      return Error{ErrorCode::kInternal, fmt::format("no value for ${} in: {}", parameters[i] + 1, sql)};
    }
    if (bind(statement, static_cast<int>(i) + 1, values[parameters[i]]) != SQLITE_OK) return error(sql);
  }
  Rows rows;
  const int columns = sqlite3_column_count(statement);
  for (int i = 0; i < columns; ++i) rows.add_column(sqlite3_column_name(statement, i));
  const auto changes_before = sqlite3_total_changes64(handle_);
  for (;;) {
    const int step = sqlite3_step(statement);
    if (step == SQLITE_DONE) break;
    if (step != SQLITE_ROW) return error(sql);
    for (int i = 0; i < columns; ++i) add_cell(rows, statement, i);
  }
  if (sqlite3_total_changes64(handle_) != changes_before) rows.set_affected(sqlite3_changes64(handle_));
  return rows;
}

Status SqliteConnection::script(const std::string& sql) {
  if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    return error(std::string(cut_at_character(sql, 200)));
  return {};
}

}  // namespace lianzhao::store
