// Tests that run on both engines: TEST_P(..., ) with a fresh database each. Where there is no PostgreSQL they say so
// and are skipped.
#pragma once

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <memory>
#include <string>

#include "store/database.h"
#include "store/migration.h"
#include "support/postgres_server.h"

namespace lianzhao {

class DatabaseTest : public ::testing::TestWithParam<store::Engine> {
 protected:
  void SetUp() override {
    if (GetParam() == store::Engine::kPostgres) {
      auto& server = PostgresServer::instance();
      if (!server.missing().empty()) GTEST_SKIP() << "not on PostgreSQL: " << server.missing();
      url_ = server.new_database();
    } else {
      char pattern[] = "/tmp/lianzhao-store-XXXXXX";
      folder_ = ::mkdtemp(pattern);
      url_ = "sqlite:" + folder_ + "/test.db";
    }
    auto opened = store::Database::open(url_);
    ASSERT_TRUE(opened) << opened.error().message;
    database_ = *std::move(opened);
  }
  void TearDown() override {
    database_.reset();
    std::error_code ignored;
    if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
  }
  // SQL past the program, as somebody with access to the database would run it; "" or the error.
  std::string tamper(const std::string& sql) {
    if (GetParam() == store::Engine::kPostgres) return PostgresServer::run(url_, sql);
    sqlite3* handle = nullptr;
    sqlite3_open(database_->path().c_str(), &handle);
    sqlite3_busy_timeout(handle, 5000);
    char* message = nullptr;
    sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, &message);
    std::string text = message ? message : "";
    sqlite3_free(message);
    sqlite3_close(handle);
    return text;
  }

  std::string url_, folder_;
  std::unique_ptr<store::Database> database_;
};

inline std::string engine_name(const ::testing::TestParamInfo<store::Engine>& info) {
  return info.param == store::Engine::kSqlite ? "sqlite" : "postgres";
}
#define ON_BOTH_ENGINES(suite)                                                                                     \
  INSTANTIATE_TEST_SUITE_P(                                                                                        \
      Engines, suite, ::testing::Values(::lianzhao::store::Engine::kSqlite, ::lianzhao::store::Engine::kPostgres), \
      ::lianzhao::engine_name)

}  // namespace lianzhao
