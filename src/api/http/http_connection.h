// The connection as a class; its coroutines are in connection_reading.h, connection_sending.h and connection.cpp,
// which alone includes these three: one unit to compile, for coroutines are dear.
#pragma once

#include <fmt/format.h>

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <random>

#include "api/http/conditional.h"
#include "api/http/io_thread.h"
#include "api/http/request_parser.h"

namespace lianzhao::api::http {

template <class T>
using Task = asio::awaitable<T, Executor>;
inline constexpr asio::use_awaitable_t<Executor> kAwait{};
using TlsStream = asio::ssl::stream<Socket>;
using ErrorCodeOf = boost::system::error_code;
using Clock = std::chrono::steady_clock;

inline constexpr int kAnswered = -2;  // of read_body: the service refused what was to be stored; its answer is ready
inline constexpr std::size_t kSendMark = 64 * 1024;  // the client must take as much before `write_time` begins anew

// What is to be sent, as pieces that follow one another.
using Pieces = std::array<std::string_view, 3>;

template <class Stream>
class HttpConnection final : public Connection, public std::enable_shared_from_this<HttpConnection<Stream>> {
 public:
  HttpConnection(Stream stream, std::string client, IoThread& io, Shared& shared, std::function<void()> on_end)
      : stream_(std::move(stream)),
        wake_(io.context),
        client_(std::move(client)),
        io_(io),
        shared_(shared),
        on_end_(std::move(on_end)) {
    buffer_.resize(shared.options.limits.header_bytes + 4096);
    id_ = fmt::format("{:08x}", std::random_device{}());
    io_.connections.insert(this);
  }

  ~HttpConnection() override {
    io_.connections.erase(this);
    on_end_();
  }
  HttpConnection(const HttpConnection&) = delete;
  HttpConnection& operator=(const HttpConnection&) = delete;

  void cut() override {
    if (late_ || Clock::now() > io_.forced_end) {  // the second time around, or there is no more time to be polite
      close();
      return;
    }
    late_ = true;
    if (!idle_) ++shared_.metrics.timed_out;
    deadline = Clock::now() + std::chrono::seconds(1);
    ErrorCodeOf ignored;
    socket().cancel(ignored);
  }

  void stop() override {
    if (idle_) {
      deadline = TimePoint::min();
      cut();
    } else if (channel_) {
      channel_->push({"", "server-stop", "{}"});
      channel_->close();
    }
  }

  Task<void> run();

 private:
  static constexpr bool kTls = std::is_same_v<Stream, TlsStream>;
  Socket& socket() {
    if constexpr (kTls) {
      return stream_.next_layer();
    } else {
      return stream_;
    }
  }
  [[nodiscard]] const Limits& limits() const { return shared_.options.limits; }
  [[nodiscard]] std::string_view unread() const { return {buffer_.data() + begin_, end_ - begin_}; }
  void close() {
    ErrorCodeOf ignored;
    socket().close(ignored);
    wake_.cancel();
  }
  void allow(std::chrono::milliseconds time) { deadline = Clock::now() + time; }
  void forget_deadline() { deadline = TimePoint::max(); }

  Task<bool> fill();  // false: the client has gone, or is late
  Task<bool> serve_one();
  Task<int> read_head(RequestParser& parser);  // 0 or the status of a refusal, -1 to end silently
  Task<int> read_body(RequestParser& parser);  // as read_head, or kAnswered
  void complete_request();
  Task<void> call_service(bool only_admit);
  Task<bool> send(Pieces pieces);
  Task<bool> refuse(int status, bool counted_as_request);
  Task<bool> send_answer(const CachedAnswer& answer, bool from_cache);
  Task<bool> send_file(FileBody file, Response& response);
  Task<bool> send_events(std::shared_ptr<EventChannel> channel, Response& response);
  Task<void> watch_client(std::shared_ptr<EventChannel> channel);
  Task<void> drain();
  void finished(int status, std::uint64_t bytes, bool from_cache);
  // The rest of the head: what changes from one answer to the next.
  std::string_view tail();

  Stream stream_;
  Timer wake_;  // never expires; cancelled when there is something to do
  std::string client_;
  IoThread& io_;
  Shared& shared_;
  std::function<void()> on_end_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0, end_ = 0;  // bytes read and not yet used
  bool idle_ = true, late_ = false, keep_ = true;
  std::string id_, tail_;
  std::uint32_t count_ = 0;  // requests so far
  Request request_;
  TimePoint started_{};
  std::shared_ptr<const CachedAnswer> prepared_;
  Response response_;
  bool answered_ = false;
  std::shared_ptr<EventChannel> channel_;
};

}  // namespace lianzhao::api::http
