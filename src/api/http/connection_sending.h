// What a connection sends: answers prepared and cached, files, event streams, refusals.
#pragma once

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>

#include "api/http/http_connection.h"

namespace lianzhao::api::http {

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

}  // namespace lianzhao::api::http
