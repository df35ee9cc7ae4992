// What a connection reads: head and body of a request with their limits; what a client says that nobody listens to.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>

#include "api/http/http_connection.h"
#include "base/file.h"

namespace lianzhao::api::http {

template <class Stream>
Task<bool> HttpConnection<Stream>::fill() {
  if (begin_ == end_) {
    begin_ = end_ = 0;
  } else if (end_ == buffer_.size()) {
    std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
              buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
    end_ -= begin_;
    begin_ = 0;
  }
  if (end_ == buffer_.size()) co_return false;
  ErrorCodeOf error;
  const auto count = co_await stream_.async_read_some(asio::buffer(buffer_.data() + end_, buffer_.size() - end_),
                                                      asio::redirect_error(kAwait, error));
  end_ += count;
  co_return !error && count > 0;
}

template <class Stream>
Task<int> HttpConnection<Stream>::read_head(RequestParser& parser) {
  if (begin_ == end_) {
    idle_ = true;
    if (shared_.stopping) co_return -1;
    allow(count_ == 0 ? limits().header_time : limits().idle_time);
    const bool more = co_await fill();
    if (!more) co_return -1;
  }
  idle_ = false;
  allow(limits().header_time);  // for the whole head: single bytes do not prolong it
  started_ = Clock::now();
  for (;;) {
    const auto step = parser.feed_head(unread());
    begin_ += step.consumed;
    if (step.step == RequestParser::Step::kRefused) co_return step.refusal;
    if (step.step == RequestParser::Step::kDone) co_return 0;
    if (unread().size() >= limits().header_bytes) co_return 431;
    const bool more = co_await fill();
    if (!more) co_return late_ ? 408 : -1;
  }
}

template <class Stream>
Task<int> HttpConnection<Stream>::read_body(RequestParser& parser) {
  const auto rule = shared_.service.body_rule(request_);
  if (!parser.has_body()) co_return 0;
  if (const auto length = parser.content_length(); length && *length > rule.max_bytes) co_return 413;
  if (rule.to_file) {
    co_await call_service(true);
    if (prepared_) co_return kAnswered;
  }
  if (parser.expects_continue() && begin_ == end_) {
    const bool sent = co_await send({"HTTP/1.1 100 Continue\r\n\r\n", {}, {}});
    if (!sent) co_return -1;
  }
  int file = -1;
  if (rule.to_file) {
    auto path = shared_.options.upload_folder + "/upload-XXXXXX";
    file = ::mkostemp(path.data(), O_CLOEXEC);
    if (file < 0) co_return 507;
    request_.body_file = std::make_shared<TemporaryFile>(path);
  }
  const struct Closer {
    int descriptor;
    ~Closer() {
      if (descriptor >= 0) ::close(descriptor);
    }
  } closer{file};
  bool disk_full = false;
  std::uint64_t mark = limits().body_time_bytes;
  allow(limits().body_time);
  const RequestParser::Sink sink = [&](std::string_view piece) {
    request_.body_bytes += piece.size();
    if (request_.body_bytes > rule.max_bytes) return false;
    if (request_.body_bytes >= mark) {
      mark = request_.body_bytes + limits().body_time_bytes;
      allow(limits().body_time);
    }
    if (!rule.to_file) {
      request_.body += piece;
      return true;
    }
    while (!piece.empty()) {
      const auto written = ::write(file, piece.data(), piece.size());
      if (written < 0 && errno == EINTR) continue;
      disk_full = written < 0;
      if (disk_full) return false;
      piece.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
  };
  for (;;) {
    const auto step = parser.feed_body(unread(), sink);
    begin_ += step.consumed;
    if (step.step == RequestParser::Step::kRefused) co_return disk_full ? 507 : step.refusal;
    if (step.step == RequestParser::Step::kDone) co_return 0;
    // A chunk's head or a trailer that fills the buffer is no chunk's head.
    if (unread().size() >= limits().header_bytes) co_return 400;
    const bool more = co_await fill();
    if (!more) co_return late_ ? 408 : -1;
  }
}

// Notices that the client leaves; what it says meanwhile is not listened to.
template <class Stream>
Task<void> HttpConnection<Stream>::watch_client(std::shared_ptr<EventChannel> channel) {
  while (!channel->closed()) {
    begin_ = end_ = 0;
    const bool more = co_await fill();
    if (!more) break;
  }
  channel->close();
}

// After a refusal the client may still be sending: closing at once would reset the connection and lose the answer.
template <class Stream>
Task<void> HttpConnection<Stream>::drain() {
  ErrorCodeOf ignored;
  allow(std::chrono::seconds(2));
  if constexpr (!kTls) socket().shutdown(asio::socket_base::shutdown_send, ignored);
  for (std::size_t read = 0; read < (4u << 20);) {
    begin_ = end_ = 0;
    const bool more = co_await fill();
    if (!more) break;
    read += end_;
  }
}

}  // namespace lianzhao::api::http
