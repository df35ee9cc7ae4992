// One connection to a SQLite file, with its prepared statements. For one thread at a time.
#pragma once

#include <sqlite3.h>

#include <memory>
#include <string>
#include <unordered_map>

#include "store/driver.h"

namespace lianzhao::store {

class SqliteConnection : public Connection {
 public:
  enum class Use : std::uint8_t { kWrite, kRead };
  static Result<std::unique_ptr<SqliteConnection>> open(const std::string& path, Use use,
                                                        const DatabaseOptions& options);
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;
  ~SqliteConnection() override;

  Result<Rows> run(std::string_view sql, std::span<const Value> values) override;
  Status script(const std::string& sql) override;
  [[nodiscard]] Engine engine() const override { return Engine::kSqlite; }

  [[nodiscard]] bool in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }
  [[nodiscard]] bool usable() const { return !in_transaction(); }
  [[nodiscard]] sqlite3* handle() const { return handle_; }

 private:
  explicit SqliteConnection(sqlite3* handle) : handle_(handle) {}
  struct Statement {
    sqlite3_stmt* handle;
    std::vector<std::size_t> parameters;  // for each place in the SQL the number of its value, from 0
  };
  Result<Statement*> prepare(std::string_view sql);
  void forget_statements();
  [[nodiscard]] Error error(std::string_view sql) const;

  sqlite3* handle_;
  std::unordered_map<std::string, Statement> statements_;
};

}  // namespace lianzhao::store
