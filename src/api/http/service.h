// What the transport asks of whoever answers. Functions named "on the I/O thread" must not block.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "api/http/cached_answer.h"
#include "api/http/message.h"

namespace lianzhao::api::http {

// What may follow the header of a request.
struct BodyRule {
  std::uint64_t max_bytes = 1u << 20;
  bool to_file = false;  // streamed into a file of the upload folder, once admit() has let it in
};

// A finished exchange, for log and metrics.
struct Exchange {
  const Request* request = nullptr;
  int status = 0;
  std::uint64_t sent_bytes = 0;  // of the body
  std::chrono::nanoseconds took{};
  bool from_cache = false;
};

class Service {
 public:
  virtual ~Service() = default;
  // On the I/O thread, once the header is read; may set Request::route and max_body.
  virtual BodyRule body_rule(Request& head) = 0;
  // On the I/O thread, for GET and HEAD: an answer ready to be sent, or null.
  virtual std::shared_ptr<const CachedAnswer> cached(const Request& request) = 0;
  // On a thread of the pool, before a body that is to be stored: an answer refuses it unread.
  virtual std::optional<Response> admit(Request&) { return std::nullopt; }
  // On a thread of the pool. Must not throw; the transport answers 500 if it does.
  virtual Response handle(Request& request) = 0;
  // Words for what the transport itself refuses: 400, 408, 413, 414, 431, 501, 503.
  virtual Response refuse(int status, const Request& head) = 0;
  // On the I/O thread.
  virtual void finished(const Exchange& exchange) = 0;
};

}  // namespace lianzhao::api::http
