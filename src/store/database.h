// The database: one facade over SQLite and PostgreSQL. Thread-safe. Statements have parameters $1, $2 ... and are
// prepared once a connection.
//
//   auto database = Database::open("sqlite:/path/to/lianzhao.db");      // or a path, or postgresql://...
//   auto count = (*database)->read([&](Transaction& tx) -> Result<std::int64_t> {
//     auto rows = tx.query("SELECT count(*) FROM users WHERE zone = $1", {zone});
//     if (!rows) return rows.error();
//     return (*rows)[0].integer(0);
//   });
//
// read: a consistent view. write: all or nothing, and on disk when it returns without error. The function may run
// more than once (PostgreSQL reports a clash of transactions, which are tried again), so it must not change anything
// outside.
//
// SQLite: WAL, full synchronisation, one writer at a time and a pool of readers; writers that wait share one
// synchronisation of the disk (group commit). PostgreSQL: a pool of connections, READ COMMITTED; reads REPEATABLE
// READ.
//
// Errors: kExists (unique key), kBadInput (other constraint), kForbidden (a trigger refuses), kUnavailable (busy,
// gone), kNoSpace, kIo, kCorrupt, kInternal (wrong SQL).
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/result.h"
#include "store/rows.h"
#include "store/value.h"

namespace lianzhao::store {

enum class Engine : std::uint8_t { kSqlite, kPostgres };

class Connection;  // driver.h
class Driver;

class Transaction {
 public:
  explicit Transaction(Connection& connection) : connection_(connection) {}
  Result<Rows> query(std::string_view sql, const Values& values = {});
  Result<std::int64_t> execute(std::string_view sql, const Values& values = {});  // rows changed
  Status script(const std::string& sql);                                          // several statements, no parameters
  [[nodiscard]] Engine engine() const;

 private:
  Connection& connection_;
};

struct DatabaseOptions {
  int connections = 8;     // readers (SQLite), all (PostgreSQL)
  int busy_millis = 5000;  // how long to wait for a lock or a free connection
  bool create = true;      // SQLite: make the file where there is none
};

class Database {
 public:
  // Errors: kBadArgument (not a URL of these), kNotFound, kUnavailable, kForbidden (password), kCorrupt, kIo.
  static Result<std::unique_ptr<Database>> open(const std::string& url, const DatabaseOptions& options = {});
  ~Database();

  [[nodiscard]] Engine engine() const;
  [[nodiscard]] const std::string& path() const { return path_; }    // of the SQLite file; "" for PostgreSQL
  [[nodiscard]] const std::string& shown() const { return shown_; }  // the URL without its password

  template <class F>
  auto read(F&& function) -> std::invoke_result_t<F, Transaction&> {
    return run(std::forward<F>(function), &Database::run_read);
  }
  template <class F>
  auto write(F&& function) -> std::invoke_result_t<F, Transaction&> {
    return run(std::forward<F>(function), &Database::run_write);
  }

  // A consistent copy of a SQLite database while it is in use. kBadArgument for PostgreSQL.
  Status copy_to(const std::string& path);

 private:
  explicit Database(std::unique_ptr<Driver> driver, std::string path, std::string shown);
  using Body = std::function<Status(Transaction&)>;
  Status run_read(const Body& body);
  Status run_write(const Body& body);

  template <class F>
  auto run(F&& function, Status (Database::*how)(const Body&)) -> std::invoke_result_t<F, Transaction&> {
    using R = std::invoke_result_t<F, Transaction&>;
    if constexpr (std::is_same_v<R, Status>) {
      return (this->*how)(Body(std::ref(function)));
    } else {
      std::optional<R> result;
      auto status = (this->*how)([&](Transaction& tx) -> Status {
        result.emplace(function(tx));
        if (!*result) return result->error();
        return {};
      });
      if (!status) return status.error();
      return *std::move(result);
    }
  }

  std::unique_ptr<Driver> driver_;
  std::string path_, shown_;
};

}  // namespace lianzhao::store
