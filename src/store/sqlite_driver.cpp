// SQLite: one writer, a pool of readers. Writers that wait share a transaction, each within a savepoint of its own,
// and with it one synchronisation of the disk; nobody is told "done" before it.
#include <fmt/format.h>

#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>

#include "store/pool.h"
#include "store/sqlite_connection.h"

namespace lianzhao::store {
namespace {

constexpr int kMostInGroup = 64;

class SqliteDriver : public Driver {
 public:
  SqliteDriver(std::string path, const DatabaseOptions& options, std::unique_ptr<SqliteConnection> writer)
      : path_(std::move(path)),
        writer_(std::move(writer)),
        readers_([this, options] { return SqliteConnection::open(path_, SqliteConnection::Use::kRead, options); },
                 options.connections, options.busy_millis) {}

  [[nodiscard]] Engine engine() const override { return Engine::kSqlite; }

  Status read(const Body& body) override {
    auto reader = readers_.take();
    if (!reader) return reader.error();
    if (auto begun = (*reader)->script("BEGIN"); !begun) return begun;
    struct End {  // an exception leaves no transaction open either
      SqliteConnection& connection;
      ~End() { (void)connection.script("ROLLBACK"); }
    } end{**reader};
    return body(**reader);
  }

  Status write(const Body& body) override {
    ++waiting_;
    std::unique_lock lock(mutex_);
    --waiting_;
    if (!group_) {
      if (auto begun = run("BEGIN IMMEDIATE"); !begun) return begun;
      group_ = std::make_shared<Group>();
    }
    const auto group = group_;
    std::exception_ptr thrown;
    const auto status = in_savepoint(body, thrown);
    if (!writer_->in_transaction()) {  // SQLite gave the whole transaction up: a full disk, a failed read
      finish(status.ok() ? Status(Error{ErrorCode::kInternal, "the transaction was ended from within"}) : status);
    } else if (++group->members >= kMostInGroup || waiting_ == 0) {
      finish(run("COMMIT"));
    } else if (status.ok()) {  // somebody is at the door, who will commit
      group->done.wait(lock, [&] { return group->finished; });
    }
    if (thrown) std::rethrow_exception(thrown);
    return status.ok() ? group->status : status;
  }

  Status copy_to(const std::string& path) override {
    auto reader = readers_.take();
    if (!reader) return reader.error();
    sqlite3* target = nullptr;
    const int opened = sqlite3_open_v2(path.c_str(), &target,
                                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    int code = opened;
    if (opened == SQLITE_OK) {
      auto* backup = sqlite3_backup_init(target, "main", (*reader)->handle(), "main");
      code = backup ? sqlite3_backup_step(backup, -1) : sqlite3_errcode(target);
      if (backup) sqlite3_backup_finish(backup);
      // One file, without a write-ahead log beside it.
      if (code == SQLITE_DONE) code = sqlite3_exec(target, "PRAGMA journal_mode=DELETE", nullptr, nullptr, nullptr);
    }
    sqlite3_close(target);
    if (code == SQLITE_OK) return {};
    return Error{code == SQLITE_FULL ? ErrorCode::kNoSpace : ErrorCode::kIo,
                 fmt::format("cannot copy the database to {}: {}", path, sqlite3_errstr(code))};
  }

 private:
  struct Group {
    int members = 0;
    bool finished = false;
    Status status;
    std::condition_variable done;
  };

  // Prepared, unlike a script.
  Status run(const char* sql) {
    auto done = writer_->run(sql, {});
    return done ? Status() : Status(done.error());
  }

  Status in_savepoint(const Body& body, std::exception_ptr& thrown) {
    if (auto saved = run("SAVEPOINT one"); !saved) return saved;
    Status status;
    try {
      status = body(*writer_);
    } catch (...) {
      thrown = std::current_exception();
      status = Error{ErrorCode::kInternal, "exception in a transaction"};
    }
    if (!writer_->in_transaction()) return status;
    if (!status) (void)writer_->script("ROLLBACK TO one");
    if (auto released = run("RELEASE one"); !released && status) return released;
    return status;
  }

  void finish(Status status) {
    if (!status && writer_->in_transaction()) (void)writer_->script("ROLLBACK");
    group_->status = std::move(status);
    group_->finished = true;
    group_->done.notify_all();
    group_.reset();
  }

  std::string path_;
  std::mutex mutex_;
  std::atomic<int> waiting_ = 0;
  std::shared_ptr<Group> group_;  // the transaction under way
  std::unique_ptr<SqliteConnection> writer_;
  Pool<SqliteConnection> readers_;
};

}  // namespace

Result<std::unique_ptr<Driver>> open_sqlite(const std::string& path, const DatabaseOptions& options) {
  auto writer = SqliteConnection::open(path, SqliteConnection::Use::kWrite, options);
  if (!writer) return writer.error();
  return std::unique_ptr<Driver>(new SqliteDriver(path, options, *std::move(writer)));
}

}  // namespace lianzhao::store
