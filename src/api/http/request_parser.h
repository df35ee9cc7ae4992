// Bytes of a connection to a Request: Beast's parser behind an interface that knows no socket. Strict where the
// difference between two readers could be used to smuggle a request past one of them.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "api/http/message.h"

namespace lianzhao::api::http {

class RequestParser {
 public:
  explicit RequestParser(std::size_t header_limit);
  ~RequestParser();

  enum class Step { kMore, kDone, kRefused };
  struct Progress {
    Step step = Step::kMore;
    std::size_t consumed = 0;  // of the bytes given; the rest is to be given again, with more behind it
    int refusal = 0;           // HTTP status: 400, 413, 431, 501, 505
  };

  // Until kDone, which leaves the body's bytes unconsumed.
  Progress feed_head(std::string_view bytes);
  // Once, after kDone: method, target, host, headers.
  void take_head(Request& request);
  // The parser keeps what follows of a head that was taken.
  [[nodiscard]] bool has_head() const;  // read whole, though it may be refused
  [[nodiscard]] bool has_body() const;
  [[nodiscard]] std::optional<std::uint64_t> content_length() const;
  [[nodiscard]] bool expects_continue() const { return expects_continue_; }
  [[nodiscard]] bool keep_alive() const { return keep_alive_; }
  [[nodiscard]] bool is_http_10() const { return http_10_; }

  // The body, decoded, in pieces to `sink`, which returns false to refuse more (413).
  using Sink = std::function<bool(std::string_view)>;
  Progress feed_body(std::string_view bytes, const Sink& sink);

 private:
  struct State;
  int check_head();  // 0 or the status of a refusal
  std::unique_ptr<State> state_;
  bool expects_continue_ = false, keep_alive_ = true, http_10_ = false;
};

}  // namespace lianzhao::api::http
