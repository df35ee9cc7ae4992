// One connection: reads requests, asks the service, sends answers; limits of time by the deadline that the sweep of
// its thread watches. The only file with coroutines.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <random>

#include "api/http/conditional.h"
#include "api/http/io_thread.h"
#include "api/http/request_parser.h"
#include "base/file.h"

namespace lianzhao::api::http {
namespace {

template <class T>
using Task = asio::awaitable<T, Executor>;
constexpr asio::use_awaitable_t<Executor> kAwait{};
using TlsStream = asio::ssl::stream<Socket>;
using ErrorCodeOf = boost::system::error_code;
using Clock = std::chrono::steady_clock;

constexpr int kAnswered = -2;  // of read_body: the service refused what was to be stored; its answer is ready
constexpr std::size_t kSendMark = 64 * 1024;  // the client must take as much before `write_time` begins anew

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

template <class Stream>
void HttpConnection<Stream>::complete_request() {
  request_.client = client_;
  request_.secure = kTls;
  const auto& proxies = shared_.options.trusted_proxies;
  if (!proxies.empty() && std::find(proxies.begin(), proxies.end(), client_) != proxies.end()) {
    // The last address is the one that the proxy itself saw.
    auto named = request_.headers.get("X-Forwarded-For");
    if (const auto comma = named.rfind(','); comma != std::string_view::npos) named = named.substr(comma + 1);
    while (named.starts_with(' ')) named.remove_prefix(1);
    if (!named.empty() && named.size() <= 45) request_.client = named;
    if (request_.headers.get("X-Forwarded-Proto") == "https") request_.secure = true;
  }
}

template <class Stream>
std::string_view HttpConnection<Stream>::tail() {
  tail_.assign(io_.date);
  tail_ += "X-Request-Id: ";
  tail_ += request_.id;
  tail_ += keep_ ? "\r\n\r\n" : "\r\nConnection: close\r\n\r\n";
  return tail_;
}

template <class Stream>
Task<bool> HttpConnection<Stream>::send(Pieces pieces) {
  std::size_t total = 0, since_mark = 0;
  for (const auto piece : pieces) total += piece.size();
  std::string joined;
  if constexpr (kTls) {
    // A record for each write: small pieces go together.
    if (total <= kSendMark) {
      for (const auto piece : pieces) joined += piece;
      pieces = {joined, {}, {}};
    }
  }
  allow(limits().write_time);
  while (total > 0) {
    std::array<asio::const_buffer, 3> buffers;
    for (std::size_t i = 0; i < pieces.size(); ++i) buffers[i] = asio::buffer(pieces[i].data(), pieces[i].size());
    ErrorCodeOf error;
    std::size_t written = 0;
    if constexpr (!kTls) written = stream_.write_some(buffers, error);
    if (kTls || error == asio::error::would_block) {
      error.clear();
      if constexpr (kTls) {
        // The stream takes one buffer a write, and none that is empty.
        const auto next = std::find_if(pieces.begin(), pieces.end(), [](auto piece) { return !piece.empty(); });
        const auto buffer = asio::buffer(next->data(), next->size());
        written = co_await stream_.async_write_some(buffer, asio::redirect_error(kAwait, error));
      } else {
        written = co_await stream_.async_write_some(buffers, asio::redirect_error(kAwait, error));
      }
    }
    if (error) co_return false;
    total -= written;
    since_mark += written;
    if (since_mark >= kSendMark) {
      since_mark = 0;
      allow(limits().write_time);
    }
    for (auto& piece : pieces) {
      const auto taken = std::min(written, piece.size());
      piece.remove_prefix(taken);
      written -= taken;
    }
  }
  forget_deadline();
  co_return true;
}

template <class Stream>
void HttpConnection<Stream>::finished(int status, std::uint64_t bytes, bool from_cache) {
  shared_.service.finished({&request_, status, bytes, Clock::now() - started_, from_cache});
}

template <class Stream>
Task<bool> HttpConnection<Stream>::refuse(int status, bool counted_as_request) {
  keep_ = false;
  auto response = shared_.service.refuse(status, request_);
  const auto answer = make_cached(std::move(response), false, false);
  const bool head_only = request_.method == Method::kHead;
  late_ = false;
  const bool sent = co_await send({answer->head, tail(), head_only ? std::string_view() : answer->body});
  if (counted_as_request) finished(status, answer->body.size(), false);
  co_return sent;
}

template <class Stream>
Task<void> HttpConnection<Stream>::call_service(bool only_admit) {
  answered_ = false;
  prepared_.reset();
  forget_deadline();
  if (shared_.metrics.queued.load() >= static_cast<std::int64_t>(limits().queue)) {
    response_ = shared_.service.refuse(503, request_);
    prepared_ = make_cached(std::move(response_), false, false);
    co_return;
  }
  ++shared_.metrics.queued;
  const bool gzip = accepts_gzip(request_.headers.get("Accept-Encoding"));
  asio::post(shared_.pool, [self = this->shared_from_this(), gzip, only_admit]() mutable {
    --self->shared_.metrics.queued;
    Response response;
    bool refused = true;
    try {
      if (only_admit) {
        auto refusal = self->shared_.service.admit(self->request_);
        refused = refusal.has_value();
        if (refused) response = *std::move(refusal);
      } else {
        response = self->shared_.service.handle(self->request_);
      }
    } catch (const std::exception&) {
      response = self->shared_.service.refuse(500, self->request_);
    }
    std::shared_ptr<const CachedAnswer> prepared;
    if (!refused) {
      // Let in: there is no answer yet.
    } else if (std::holds_alternative<std::string>(response.body)) {
      const bool tagged = is_safe(self->request_.method) && response.status == 200 &&
                          response.headers.get("Cache-Control") != "no-store";
      prepared = make_cached(std::move(response), tagged, gzip);
    } else if (auto* ready = std::get_if<std::shared_ptr<const CachedAnswer>>(&response.body)) {
      prepared = std::move(*ready);
    }
    auto& context = self->io_.context;
    asio::post(context, [me = std::move(self), answer = std::move(prepared), out = std::move(response)]() mutable {
      me->prepared_ = std::move(answer);
      me->response_ = std::move(out);
      me->answered_ = true;
      me->wake_.cancel();
    });
  });
  while (!answered_) {
    ErrorCodeOf ignored;
    wake_.expires_at(TimePoint::max());
    co_await wake_.async_wait(asio::redirect_error(kAwait, ignored));
  }
}

template <class Stream>
Task<bool> HttpConnection<Stream>::send_answer(const CachedAnswer& answer, bool from_cache) {
  const bool head_only = request_.method == Method::kHead;
  const auto& headers = request_.headers;
  if (answer.status == 200 && (head_only || request_.method == Method::kGet)) {
    const auto seen = headers.get("If-None-Match");
    if (!seen.empty() && matches_any(seen, answer.etag)) {
      const bool sent = co_await send({answer.not_modified_head, tail(), {}});
      finished(304, 0, from_cache);
      co_return sent;
    }
    const auto range = answer.ranges ? headers.get("Range") : std::string_view();
    if (!range.empty()) {
      const auto part = range_of(range, headers.get("If-Range"), answer.etag, answer.body.size());
      if (part.kind != ByteRange::Kind::kWhole) {
        const bool good = part.kind == ByteRange::Kind::kPart;
        Headers fields;
        fields.add("ETag", answer.etag);
        fields.add("Content-Range",
                   good ? fmt::format("bytes {}-{}/{}", part.first, part.first + part.count - 1, answer.body.size())
                        : fmt::format("bytes */{}", answer.body.size()));
        fields.add("Content-Length", std::to_string(part.count));
        if (good) fields.add("Content-Type", answer.content_type);
        const int status = good ? 206 : 416;
        const auto head = head_text(status, fields);
        const auto body = head_only ? std::string_view() : answer.body.substr(part.first, part.count);
        const bool sent = co_await send({head, tail(), body});
        finished(status, body.size(), from_cache);
        co_return sent;
      }
    }
  }
  const bool gzip = !answer.gzip.empty() && accepts_gzip(headers.get("Accept-Encoding"));
  const auto body = head_only ? std::string_view() : gzip ? answer.gzip : answer.body;
  const bool sent = co_await send({gzip ? answer.gzip_head : answer.head, tail(), body});
  finished(answer.status, body.size(), from_cache);
  co_return sent;
}

template <class Stream>
Task<bool> HttpConnection<Stream>::send_file(FileBody file, Response& response) {
  const int descriptor = ::open(file.path.c_str(), O_RDONLY | O_CLOEXEC);
  const struct Closer {
    int descriptor;
    ~Closer() {
      if (descriptor >= 0) ::close(descriptor);
    }
  } closer{descriptor};
  struct stat status{};
  if (descriptor < 0 || ::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
    const bool refused = co_await refuse(500, true);
    co_return refused;
  }
  const auto size = static_cast<std::uint64_t>(status.st_size);
  auto& headers = response.headers;
  if (headers.get("ETag").empty() && !file.keep) {
    headers.set("ETag", fmt::format("\"{:x}-{:x}-{:x}\"", status.st_ino, size,
                                    status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec));
  }
  const std::string etag(headers.get("ETag"));
  const auto seen = request_.headers.get("If-None-Match");
  if (response.status == 200 && !seen.empty() && matches_any(seen, etag)) {
    Headers fields;
    fields.add("ETag", etag);
    const auto head = head_text(304, fields);
    const bool sent = co_await send({head, tail(), {}});
    finished(304, 0, false);
    co_return sent;
  }
  auto part = range_of(request_.headers.get("Range"), request_.headers.get("If-Range"), etag, size);
  if (response.status != 200 || part.kind == ByteRange::Kind::kWhole) part = {ByteRange::Kind::kWhole, 0, size};
  if (part.kind == ByteRange::Kind::kPart) {
    response.status = 206;
    headers.set("Content-Range", fmt::format("bytes {}-{}/{}", part.first, part.first + part.count - 1, size));
  } else if (part.kind == ByteRange::Kind::kUnsatisfiable) {
    response.status = 416;
    headers.set("Content-Range", fmt::format("bytes */{}", size));
  }
  headers.set("Accept-Ranges", "bytes");
  headers.set("Content-Length", std::to_string(part.count));
  const auto head = head_text(response.status, headers);
  bool sent = co_await send({head, tail(), {}});
  std::uint64_t left = request_.method == Method::kHead ? 0 : part.count, offset = part.first;
  std::vector<char> piece(std::min<std::uint64_t>(left, 256 * 1024));
  while (sent && left > 0) {
    const auto count =
        ::pread(descriptor, piece.data(), std::min<std::uint64_t>(left, piece.size()), static_cast<off_t>(offset));
    if (count <= 0) {  // cut short under us: the length promised cannot be kept
      keep_ = false;
      sent = false;
      break;
    }
    offset += static_cast<std::uint64_t>(count);
    left -= static_cast<std::uint64_t>(count);
    sent = co_await send({std::string_view(piece.data(), static_cast<std::size_t>(count)), {}, {}});
  }
  finished(response.status, offset - part.first, false);
  co_return sent;
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

template <class Stream>
Task<bool> HttpConnection<Stream>::send_events(std::shared_ptr<EventChannel> channel, Response& response) {
  keep_ = false;
  channel_ = channel;
  ++shared_.metrics.event_streams;
  auto& context = io_.context;
  channel->set_wake([weak = this->weak_from_this(), &context] {
    if (const auto self = weak.lock()) asio::post(context, [self] { self->wake_.cancel(); });
  });
  asio::co_spawn(
      context, [self = this->shared_from_this(), channel] { return self->watch_client(channel); }, asio::detached);
  if (shared_.stopping) channel->close();
  const auto head = head_text(response.status, response.headers);
  bool sent = co_await send({head, tail(), "retry: 3000\n\n"});
  std::uint64_t bytes = 0;
  while (sent) {
    const bool closing = channel->closed();  // before taking: what was pushed before closing is still sent
    std::string text;
    for (const auto& event : channel->take()) text += to_wire(event);
    if (!text.empty()) {
      bytes += text.size();
      sent = co_await send({text, {}, {}});
      continue;
    }
    if (closing) break;
    ErrorCodeOf woken;
    wake_.expires_after(limits().heartbeat);
    co_await wake_.async_wait(asio::redirect_error(kAwait, woken));
    if (!woken) sent = co_await send({": \n\n", {}, {}});
  }
  channel->set_wake(nullptr);
  channel->close();
  channel_.reset();
  --shared_.metrics.event_streams;
  finished(response.status, bytes, false);
  co_return false;
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

template <class Stream>
Task<bool> HttpConnection<Stream>::serve_one() {
  RequestParser parser(limits().header_bytes);
  request_ = Request{};
  const int refusal = co_await read_head(parser);
  if (refusal < 0) co_return false;
  request_.id = fmt::format("{}-{:x}", id_, ++count_);
  if (refusal == 0 || parser.has_head()) parser.take_head(request_);
  complete_request();
  if (refusal > 0) {
    co_await refuse(refusal, true);
    co_await drain();
    co_return false;
  }
  keep_ = parser.keep_alive() && !shared_.stopping;
  const int body_refusal = co_await read_body(parser);
  if (body_refusal == kAnswered) {
    keep_ = false;
    const auto answer = std::move(prepared_);
    co_await send_answer(*answer, false);
    co_await drain();
    co_return false;
  }
  if (body_refusal < 0) co_return false;
  if (body_refusal > 0) {
    co_await refuse(body_refusal, true);
    co_await drain();
    co_return false;
  }
  if (request_.method == Method::kGet || request_.method == Method::kHead) {
    const auto ready = shared_.service.cached(request_);
    if (ready) {
      const bool sent = co_await send_answer(*ready, true);
      co_return sent&& keep_;
    }
  }
  co_await call_service(false);
  if (shared_.stopping) keep_ = false;
  bool sent = false;
  if (prepared_) {
    const auto answer = std::move(prepared_);
    sent = co_await send_answer(*answer, false);
  } else {
    Response response = std::move(response_);
    if (auto* file = std::get_if<FileBody>(&response.body)) {
      FileBody body = std::move(*file);
      sent = co_await send_file(std::move(body), response);
    } else if (auto* channel = std::get_if<std::shared_ptr<EventChannel>>(&response.body)) {
      auto events = std::move(*channel);
      sent = co_await send_events(std::move(events), response);
    }
  }
  co_return sent&& keep_;
}

template <class Stream>
Task<void> HttpConnection<Stream>::run() {
  ErrorCodeOf error;
  if (shared_.stopping) co_return;
  if constexpr (kTls) {
    allow(limits().header_time);
    co_await stream_.async_handshake(asio::ssl::stream_base::server, asio::redirect_error(kAwait, error));
  }
  if (!error) {
    for (bool more = true; more;) more = co_await serve_one();
    if constexpr (kTls) {
      if (!late_) {
        allow(std::chrono::seconds(2));
        co_await stream_.async_shutdown(asio::redirect_error(kAwait, error));
      }
    }
  }
  close();
}

template <class Stream, class... Made>
void start(IoThread& io, Made&&... made) {
  auto connection = std::make_shared<HttpConnection<Stream>>(std::forward<Made>(made)...);
  // The function object, and with it the connection, lives as long as its coroutine.
  asio::co_spawn(io.context, [connection] { return connection->run(); }, asio::detached);
}

}  // namespace

void serve_connection(Socket socket, std::string client, IoThread& io, Shared& shared, std::function<void()> on_end) {
  if (shared.tls) {
    start<TlsStream>(io, TlsStream(std::move(socket), *shared.tls), std::move(client), io, shared, std::move(on_end));
  } else {
    start<Socket>(io, std::move(socket), std::move(client), io, shared, std::move(on_end));
  }
}

}  // namespace lianzhao::api::http
