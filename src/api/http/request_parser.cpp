#include "api/http/request_parser.h"

#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/verb.hpp>
#include <vector>

namespace lianzhao::api::http {
namespace beast_http = boost::beast::http;

constexpr std::size_t kLeastOfChunks = 5;

struct RequestParser::State {
  beast_http::request_parser<beast_http::buffer_body> parser;
  std::vector<char> piece;  // made when there is a body
};

RequestParser::RequestParser(std::size_t header_limit) : state_(std::make_unique<State>()) {
  state_->parser.header_limit(static_cast<std::uint32_t>(header_limit));
  state_->parser.body_limit(boost::none);  // the sink decides, once the route is known
}

RequestParser::~RequestParser() = default;

namespace {

int refusal_of(const boost::system::error_code& error) {
  if (error == beast_http::error::header_limit) return 431;
  if (error == beast_http::error::body_limit) return 413;
  if (error == beast_http::error::bad_version) return 505;
  return 400;
}

Method method_of(beast_http::verb verb) {
  switch (verb) {
    case beast_http::verb::get:
      return Method::kGet;
    case beast_http::verb::head:
      return Method::kHead;
    case beast_http::verb::post:
      return Method::kPost;
    case beast_http::verb::put:
      return Method::kPut;
    case beast_http::verb::patch:
      return Method::kPatch;
    case beast_http::verb::delete_:
      return Method::kDelete;
    case beast_http::verb::options:
      return Method::kOptions;
    default:
      return Method::kOther;
  }
}

bool is_clean(std::string_view text) {
  for (const unsigned char c : text) {
    if (c < 0x20 || c == 0x7f) return false;
  }
  return true;
}

}  // namespace

RequestParser::Progress RequestParser::feed_head(std::string_view bytes) {
  boost::system::error_code error;
  auto& parser = state_->parser;
  const auto consumed = parser.put(boost::asio::buffer(bytes.data(), bytes.size()), error);
  if (error && error != beast_http::error::need_more) return {Step::kRefused, consumed, refusal_of(error)};
  if (!parser.is_header_done()) return {Step::kMore, consumed, 0};
  const int refusal = check_head();
  return {refusal == 0 ? Step::kDone : Step::kRefused, consumed, refusal};
}

int RequestParser::check_head() {
  const auto& message = state_->parser.get();
  http_10_ = message.version() == 10;
  if (message.version() != 10 && message.version() != 11) return 505;
  keep_alive_ = state_->parser.keep_alive();
  // One framing only. Beast refuses Content-Length beside chunked; any other coding would be read as "no body" here
  // and as a body by a reader in front.
  const auto codings = message.count(beast_http::field::transfer_encoding);
  if (codings > 0) {
    if (codings > 1 || http_10_) return 400;
    if (!boost::beast::iequals(message[beast_http::field::transfer_encoding], "chunked")) return 501;
    if (message.count(beast_http::field::content_length) > 0) return 400;
  }
  if (message.count(beast_http::field::content_length) > 1) return 400;
  const auto hosts = message.count(beast_http::field::host);
  if (hosts > 1 || (hosts == 0 && !http_10_)) return 400;
  if (const auto target = message.target(); target.empty() || !is_clean({target.data(), target.size()})) return 400;
  if (const auto expect = message[beast_http::field::expect]; !expect.empty()) {
    if (!boost::beast::iequals(expect, "100-continue")) return 417;
    expects_continue_ = true;
  }
  return 0;
}

void RequestParser::take_head(Request& request) {
  auto& message = state_->parser.get();
  request.method = method_of(message.method());
  const auto target = message.target();
  request.target.assign(target.data(), target.size());
  for (const auto& field : message) {
    request.headers.add(std::string(field.name_string()), std::string(field.value()));
  }
  const auto host = message[beast_http::field::host];
  request.host.assign(host.data(), host.size());
  // Absolute form: the authority of the target is the host (RFC 9112, 3.2.2).
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!request.target.starts_with(scheme)) continue;
    const auto slash = request.target.find_first_of("/?", scheme.size());
    request.host = request.target.substr(scheme.size(), slash - scheme.size());
    std::string rest = slash == std::string::npos ? "/" : request.target.substr(slash);
    request.target = rest.front() == '/' ? std::move(rest) : "/" + rest;
    break;
  }
}

bool RequestParser::has_head() const {
  return state_->parser.is_header_done();
}

bool RequestParser::has_body() const {
  return !state_->parser.is_done();
}

std::optional<std::uint64_t> RequestParser::content_length() const {
  const auto length = state_->parser.content_length();
  return length ? std::optional<std::uint64_t>(*length) : std::nullopt;
}

RequestParser::Progress RequestParser::feed_body(std::string_view bytes, const Sink& sink) {
  auto& parser = state_->parser;
  parser.eager(true);
  state_->piece.resize(16 * 1024);
  std::size_t consumed = 0;
  while (!parser.is_done()) {
    auto& body = parser.get().body();
    body.data = state_->piece.data();
    body.size = state_->piece.size();
    boost::system::error_code error;
    const auto rest = bytes.substr(consumed);
    // What is left of a chunked body has five bytes at least ("0", two line ends); of the last chunk Beast asserts
    // that it is given so many, and asks for more with fewer.
    if (parser.chunked() && rest.size() < kLeastOfChunks) return {Step::kMore, consumed, 0};
    const auto taken = parser.put(boost::asio::buffer(rest.data(), rest.size()), error);
    consumed += taken;
    const auto filled = state_->piece.size() - body.size;
    if (filled > 0 && !sink({state_->piece.data(), filled})) return {Step::kRefused, consumed, 413};
    if (error && error != beast_http::error::need_more && error != beast_http::error::need_buffer) {
      return {Step::kRefused, consumed, refusal_of(error)};
    }
    if (!parser.is_done() && taken == 0 && filled == 0) return {Step::kMore, consumed, 0};
  }
  return {Step::kDone, consumed, 0};
}

}  // namespace lianzhao::api::http
