// What an engine provides; only database.cpp and the engines use it.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>

#include "base/result.h"
#include "store/database.h"

namespace lianzhao::store {

class Connection {
 public:
  virtual ~Connection() = default;
  virtual Result<Rows> run(std::string_view sql, std::span<const Value> values) = 0;
  virtual Status script(const std::string& sql) = 0;
  [[nodiscard]] virtual Engine engine() const = 0;
};

class Driver {
 public:
  using Body = std::function<Status(Connection&)>;
  virtual ~Driver() = default;
  virtual Status read(const Body& body) = 0;
  virtual Status write(const Body& body) = 0;
  virtual Status copy_to(const std::string& path) = 0;
  [[nodiscard]] virtual Engine engine() const = 0;
};

Result<std::unique_ptr<Driver>> open_sqlite(const std::string& path, const DatabaseOptions& options);
Result<std::unique_ptr<Driver>> open_postgres(const std::string& url, const DatabaseOptions& options);

}  // namespace lianzhao::store
