// The transport: HTTP/1.1 with keep-alive and pipelining over TCP or TLS, limits, graceful stop. Coroutines live
// behind this header only. Each I/O thread owns its connections; what a Service computes runs on a pool of threads.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "api/http/metrics.h"
#include "api/http/service.h"
#include "base/result.h"

namespace lianzhao::api::http {

struct Limits {
  std::size_t header_bytes = 16 * 1024;           // request line and fields: 431
  std::size_t connections = 4096;                 // of all clients: 503
  std::size_t connections_per_client = 1024;      // of one address: 503
  std::size_t queue = 1024;                       // requests that wait for a thread of the pool: 503
  std::chrono::milliseconds header_time{10'000};  // from the first byte to the end of the header: 408
  std::chrono::milliseconds body_time{20'000};    // for a body, and for each further `body_time_bytes` of it: 408
  std::uint64_t body_time_bytes = 1u << 20;
  std::chrono::milliseconds idle_time{60'000};   // between requests: closed
  std::chrono::milliseconds write_time{20'000};  // for each piece of an answer that the client must take: closed
  std::chrono::milliseconds heartbeat{15'000};   // comment into a quiet event stream
  std::chrono::milliseconds stop_time{10'000};   // for what runs when the server stops
};

struct ServerOptions {
  std::string address = "127.0.0.1";  // numeric
  std::uint16_t port = 8080;          // 0: any free one, see Server::port
  std::string tls_certificate;        // PEM chain; both or none
  std::string tls_key;
  std::string upload_folder;                 // for bodies streamed to files; it exists
  std::vector<std::string> trusted_proxies;  // addresses whose X-Forwarded-For and -Proto are believed
  unsigned io_threads = 0;                   // 0: half of the processors, at least one
  unsigned threads = 0;                      // of the pool; 0: one more than processors, at least four
  Limits limits;
};

class Server {
 public:
  // Binds and listens. `service` and `metrics` outlive the server. Errors: kBadArgument (address, certificate), kIo.
  static Result<std::unique_ptr<Server>> open(const ServerOptions& options, Service& service, Metrics& metrics);
  virtual ~Server() = default;

  [[nodiscard]] virtual std::uint16_t port() const = 0;
  // Serves until stop(), then until everything that ran has ended or `stop_time` is over.
  virtual void run() = 0;
  // From any thread, also more than once: accepts no more, ends idle connections and event streams, finishes what
  // runs.
  virtual void stop() = 0;
  // As stop(), when the process gets SIGINT or SIGTERM. Call before run().
  virtual void stop_on_signals() = 0;
};

}  // namespace lianzhao::api::http
