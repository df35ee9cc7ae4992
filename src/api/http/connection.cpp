// One connection: reads requests, asks the service, sends answers; limits of time by the deadline that the sweep of
// its thread watches. The only unit with coroutines.
#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <utility>

#include "api/http/connection_reading.h"
#include "api/http/connection_sending.h"
#include "api/http/http_connection.h"

namespace lianzhao::api::http {

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
      prepared = make_cached(std::exchange(response, {}), tagged, gzip);
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

namespace {

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
