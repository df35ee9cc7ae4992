#include "api/http/cached_answer.h"

#include <fmt/format.h>
#include <xxhash.h>
#include <zlib.h>

#include "api/http/message.h"

namespace lianzhao::api::http {
namespace {

std::string content_tag(std::string_view bytes) {
  const auto hash = XXH3_128bits(bytes.data(), bytes.size());
  return fmt::format("\"{:016x}{:08x}\"", hash.high64, static_cast<std::uint32_t>(hash.low64));
}

bool has_body(int status) {
  return status >= 200 && status != 204 && status != 304;
}

// The three heads. An entity tag of the content names the plain form; the gzip form has it as a weak one.
void write_heads(CachedAnswer& answer, const Headers& given, bool hashed) {
  Headers headers = given;
  if (!answer.etag.empty()) headers.set("ETag", answer.etag);
  Headers unchanged;
  for (const auto* name : {"ETag", "Cache-Control", "Vary", "Content-Security-Policy"}) {
    if (const auto value = headers.get(name); !value.empty()) unchanged.add(name, std::string(value));
  }
  answer.not_modified_head = head_text(304, unchanged);
  if (!answer.gzip.empty()) {
    Headers packed = headers;
    packed.add("Content-Encoding", "gzip");
    packed.add("Content-Length", std::to_string(answer.gzip.size()));
    if (hashed) packed.set("ETag", "W/" + answer.etag);
    answer.gzip_head = head_text(answer.status, packed);
  }
  if (has_body(answer.status)) headers.add("Content-Length", std::to_string(answer.body.size()));
  answer.head = head_text(answer.status, headers);
}

void add_vary(Headers& headers, std::string_view name) {
  const auto vary = headers.get("Vary");
  headers.set("Vary", vary.empty() ? std::string(name) : fmt::format("{}, {}", vary, name));
}

}  // namespace

bool is_compressible(std::string_view type) {
  type = type.substr(0, type.find(';'));
  return type.starts_with("text/") || type.ends_with("json") || type.ends_with("xml") ||
         type.ends_with("javascript") || type == "application/wasm";
}

std::string gzipped(std::string_view bytes, int level) {
  z_stream stream{};
  constexpr int kGzip = 15 + 16;
  if (deflateInit2(&stream, level, Z_DEFLATED, kGzip, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int end = deflate(&stream, Z_FINISH);
  out.resize(end == Z_STREAM_END ? stream.total_out : 0);
  deflateEnd(&stream);
  return out;
}

std::string head_text(int status, const Headers& headers) {
  std::string out = fmt::format("HTTP/1.1 {} {}\r\n", status, reason_of(status));
  for (const auto& [name, value] : headers.all()) {
    out += name;
    out += ": ";
    // A value with a line break would begin a field of its own.
    for (const char c : value) out += c == '\r' || c == '\n' || c == '\0' ? ' ' : c;
    out += "\r\n";
  }
  return out;
}

std::shared_ptr<const CachedAnswer> make_cached(Response response, bool hash_etag, bool compress) {
  auto answer = std::make_shared<CachedAnswer>();
  answer->status = response.status;
  if (auto* text = std::get_if<std::string>(&response.body)) answer->body_copy = std::move(*text);
  answer->body = answer->body_copy;
  answer->content_type = response.headers.get("Content-Type");
  answer->etag = response.headers.get("ETag");
  const bool hashed = answer->etag.empty() && hash_etag;
  if (hashed) answer->etag = content_tag(answer->body);
  if (is_compressible(answer->content_type) && answer->body.size() > 1024) {
    add_vary(response.headers, "Accept-Encoding");
    if (compress && answer->body.size() < (1u << 30)) answer->gzip_copy = gzipped(answer->body);
    if (answer->gzip_copy.size() >= answer->body.size()) answer->gzip_copy.clear();
    answer->gzip = answer->gzip_copy;
  }
  write_heads(*answer, response.headers, hashed);
  return answer;
}

std::shared_ptr<const CachedAnswer> make_cached_over(std::string_view bytes, std::string_view gzip, Response head) {
  auto answer = std::make_shared<CachedAnswer>();
  answer->status = head.status;
  answer->body = bytes;
  answer->gzip = gzip;
  answer->content_type = head.headers.get("Content-Type");
  answer->etag = content_tag(bytes);
  answer->ranges = true;
  head.headers.add("Accept-Ranges", "bytes");
  if (!gzip.empty()) add_vary(head.headers, "Accept-Encoding");
  write_heads(*answer, head.headers, true);
  return answer;
}

}  // namespace lianzhao::api::http
