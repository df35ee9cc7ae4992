// One I/O thread: its context, its connections, the time it tells them, and the sweep that cuts those past their
// deadline. Everything here belongs to that thread, but where it says otherwise. Only server.cpp and
// http_connection.h include this.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <unordered_map>

#include "api/http/metrics.h"
#include "api/http/server.h"
#include "api/http/service.h"

namespace lianzhao::api::http {

namespace asio = boost::asio;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using Timer =
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>;
using TimePoint = std::chrono::steady_clock::time_point;

// What all connections share; made before them and outliving them.
struct Shared {
  const ServerOptions& options;
  Service& service;
  Metrics& metrics;
  asio::thread_pool& pool;
  asio::ssl::context* tls;  // null without TLS
  std::atomic<bool> stopping{false};
};

// Connections by address of the client. Thread-safe.
class ClientCounts {
 public:
  explicit ClientCounts(std::size_t most) : most_(most) {}
  bool enter(const std::string& client);  // false: at the limit
  void leave(const std::string& client);

 private:
  std::size_t most_;
  std::mutex mutex_;
  std::unordered_map<std::string, std::size_t> counts_;
};

// A connection as its thread sees it.
class Connection {
 public:
  virtual ~Connection() = default;
  TimePoint deadline = TimePoint::max();
  virtual void cut() = 0;   // past its deadline: ends what it waits for
  virtual void stop() = 0;  // the server stops: ends when idle or streaming events, else after its answer
};

struct IoThread {
  asio::io_context context{1};
  Timer sweep{context};
  std::set<Connection*> connections;
  TimePoint now = std::chrono::steady_clock::now();  // as of the last sweep
  std::string date;                                  // "Date: ...\r\n"
  TimePoint forced_end = TimePoint::max();           // of all connections, once the server stops

  void start_sweeping(const Shared& shared);

 private:
  void tick(const Shared& shared);
};

// Serves a connection until it ends. `on_end` is called on the thread of `io`.
void serve_connection(Socket socket, std::string client, IoThread& io, Shared& shared, std::function<void()> on_end);

}  // namespace lianzhao::api::http
