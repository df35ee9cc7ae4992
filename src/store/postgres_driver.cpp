// PostgreSQL: a pool of connections; clashes of transactions (serialization failures, deadlocks) are tried again.
#include <chrono>
#include <thread>

#include "store/pool.h"
#include "store/postgres_connection.h"

namespace lianzhao::store {
namespace {

constexpr int kTries = 6;

class PostgresDriver : public Driver {
 public:
  PostgresDriver(std::string url, const DatabaseOptions& options)
      : pool_([url = std::move(url), options] { return PostgresConnection::open(url, options); }, options.connections,
              options.busy_millis) {}

  [[nodiscard]] Engine engine() const override { return Engine::kPostgres; }

  // Opens one connection, so that a wrong URL is told at once.
  Status probe() {
    auto connection = pool_.take();
    if (!connection) return connection.error();
    return {};
  }

  Status read(const Body& body) override { return run(body, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"); }
  Status write(const Body& body) override { return run(body, "BEGIN ISOLATION LEVEL READ COMMITTED"); }

  Status copy_to(const std::string&) override {
    return Error{ErrorCode::kBadArgument, "a PostgreSQL database cannot be copied to a file"};
  }

 private:
  Status run(const Body& body, const char* begin) {
    for (int attempt = 1;; ++attempt) {
      auto connection = pool_.take();
      if (!connection) return connection.error();
      (*connection)->forget_clash();
      if (auto begun = (*connection)->command(begin); !begun) {
        // The server was restarted while the connection lay idle: nothing has been done yet, so take another.
        if (!(*connection)->connected() && attempt < kTries) continue;
        return begun;
      }
      auto status = once(**connection, body);
      if (status.ok() || !(*connection)->clashed() || attempt == kTries) return status;
      std::this_thread::sleep_for(std::chrono::milliseconds(1 << attempt));
    }
  }

  static Status once(PostgresConnection& connection, const Body& body) {
    struct End {
      PostgresConnection& connection;
      bool open = true;
      ~End() {
        if (open) connection.roll_back();
      }
    } end{connection};
    if (auto status = body(connection); !status) return status;
    end.open = false;
    return connection.commit();
  }

  Pool<PostgresConnection> pool_;
};

}  // namespace

Result<std::unique_ptr<Driver>> open_postgres(const std::string& url, const DatabaseOptions& options) {
  auto driver = std::make_unique<PostgresDriver>(url, options);
  if (auto reached = driver->probe(); !reached) return reached.error();
  return std::unique_ptr<Driver>(std::move(driver));
}

}  // namespace lianzhao::store
