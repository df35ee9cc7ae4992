#include "store/database.h"

#include <fmt/format.h>

#include "base/folding.h"
#include "store/driver.h"

namespace lianzhao::store {
namespace {

// Both engines are given the same texts: PostgreSQL keeps no NUL and no broken UTF-8, so SQLite does not either.
Status check_texts(const Values& values) {
  for (const auto& value : values) {
    const auto* text = std::get_if<std::string>(&value.variant());
    if (!text) continue;
    if (text->find('\0') != std::string::npos || !is_valid_utf8(*text)) {
      return told(ErrorCode::kBadInput, "文字不是有效的 UTF-8，或含有空字符。",
                  "the text is not UTF-8, or has a NUL character in it");
    }
  }
  return {};
}

// postgresql://user:secret@host/name -> postgresql://user@host/name
std::string without_password(const std::string& url) {
  const auto begin = url.find("://");
  const auto at = url.find('@', begin);
  const auto colon = url.find(':', begin + 3);
  auto shown = at != std::string::npos && colon < at ? url.substr(0, colon) + url.substr(at) : url;
  if (const auto query = shown.find('?'); query != std::string::npos) shown.resize(query);
  return shown;
}

}  // namespace

Result<Rows> Transaction::query(std::string_view sql, const Values& values) {
  if (auto good = check_texts(values); !good) return good.error();
  return connection_.run(sql, values);
}

Result<std::int64_t> Transaction::execute(std::string_view sql, const Values& values) {
  auto rows = query(sql, values);
  if (!rows) return rows.error();
  return rows->affected();
}

Status Transaction::script(const std::string& sql) {
  return connection_.script(sql);
}

Engine Transaction::engine() const {
  return connection_.engine();
}

Result<std::unique_ptr<Database>> Database::open(const std::string& url, const DatabaseOptions& options) {
  const bool postgres = url.starts_with("postgresql://") || url.starts_with("postgres://");
  auto path = url.starts_with("sqlite:") ? url.substr(7) : url;
  if (!postgres && (path.empty() || path.find("://") != std::string::npos)) {
    return Error{ErrorCode::kBadArgument,
                 fmt::format("'{}' is no database: write sqlite:PATH or postgresql://USER@HOST/NAME", url)};
  }
  auto driver = postgres ? open_postgres(url, options) : open_sqlite(path, options);
  if (!driver) return driver.error();
  return std::unique_ptr<Database>(new Database(*std::move(driver), postgres ? std::string() : path,
                                                postgres ? without_password(url) : "sqlite:" + path));
}

Database::Database(std::unique_ptr<Driver> driver, std::string path, std::string shown)
    : driver_(std::move(driver)), path_(std::move(path)), shown_(std::move(shown)) {}
Database::~Database() = default;

Engine Database::engine() const {
  return driver_->engine();
}

Status Database::copy_to(const std::string& path) {
  return driver_->copy_to(path);
}

Status Database::run_read(const Body& body) {
  return driver_->read([&](Connection& connection) {
    Transaction tx(connection);
    return body(tx);
  });
}

Status Database::run_write(const Body& body) {
  return driver_->write([&](Connection& connection) {
    Transaction tx(connection);
    return body(tx);
  });
}

}  // namespace lianzhao::store
