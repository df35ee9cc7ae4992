// One connection to PostgreSQL, with its prepared statements; values and cells go as text. For one thread at a time.
#pragma once

#include <libpq-fe.h>

#include <memory>
#include <string>
#include <unordered_map>

#include "store/driver.h"

namespace lianzhao::store {

class PostgresConnection : public Connection {
 public:
  static Result<std::unique_ptr<PostgresConnection>> open(const std::string& url, const DatabaseOptions& options);
  PostgresConnection(const PostgresConnection&) = delete;
  PostgresConnection& operator=(const PostgresConnection&) = delete;
  ~PostgresConnection() override;

  Result<Rows> run(std::string_view sql, std::span<const Value> values) override;
  // A script may change tables, and plans of statements prepared before are of the old ones: they are forgotten.
  Status script(const std::string& sql) override;
  Status command(const std::string& sql);  // BEGIN and the like
  void roll_back();
  Status commit();
  [[nodiscard]] Engine engine() const override { return Engine::kPostgres; }
  [[nodiscard]] bool usable() const {
    return PQstatus(handle_) == CONNECTION_OK && PQtransactionStatus(handle_) == PQTRANS_IDLE;
  }
  [[nodiscard]] bool connected() const { return PQstatus(handle_) == CONNECTION_OK; }
  // The last error was a clash of transactions: the same again may succeed.
  [[nodiscard]] bool clashed() const { return clashed_; }
  void forget_clash() { clashed_ = false; }

 private:
  explicit PostgresConnection(PGconn* handle) : handle_(handle) {}
  Error error(const PGresult* result, std::string_view sql);
  Result<std::string> prepare(std::string_view sql);
  Status forget_statements();

  PGconn* handle_;
  bool clashed_ = false;
  std::unordered_map<std::string, std::string> statements_;  // SQL -> name
  int next_statement_ = 0;
  bool scripted_ = false;  // in the transaction under way
};

}  // namespace lianzhao::store
