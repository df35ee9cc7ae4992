// Request and Response as plain values: what handlers see of HTTP. Nothing of the socket or of the parser is in here.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "api/http/event_channel.h"

namespace lianzhao::api::http {

enum class Method : std::uint8_t { kGet, kHead, kPost, kPut, kPatch, kDelete, kOptions, kOther };
std::string_view name_of(Method method);
constexpr bool is_safe(Method method) {
  return method == Method::kGet || method == Method::kHead || method == Method::kOptions;
}

// Header fields in the order they came; names compare without case.
class Headers {
 public:
  void add(std::string name, std::string value) { fields_.emplace_back(std::move(name), std::move(value)); }
  void set(std::string_view name, std::string value);               // replaces all of that name
  [[nodiscard]] std::string_view get(std::string_view name) const;  // the first, or empty
  [[nodiscard]] std::size_t count(std::string_view name) const;     // how many of that name
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& all() const { return fields_; }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

bool same_name(std::string_view a, std::string_view b);  // ASCII, without case

// A file that is removed when the last owner lets go of it: an upload, a workbook made for one answer.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::string path) : path_(std::move(path)) {}
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

struct Request {
  Method method = Method::kGet;
  std::string target;  // path and query as sent: "/api/v1/firms?q=%E9%A3%8E"
  std::string_view path() const { return std::string_view(target).substr(0, target.find('?')); }
  std::string_view query() const;  // without '?'; empty where there is none
  std::string host;                // authority of the request: "localhost:8080"
  Headers headers;
  std::string body;                          // empty where the body was streamed
  std::shared_ptr<TemporaryFile> body_file;  // a streamed body; move or copy it before the request ends to keep it
  std::uint64_t body_bytes = 0;
  std::string client;            // address of the client, behind a trusted proxy the one it names
  bool secure = false;           // TLS here, or at a trusted proxy
  std::string id;                // of this request; in the log and in every problem
  std::size_t route = kNoRoute;  // index of the table of routes, set by the service
  std::uint64_t max_body = 0;    // bytes that its body may have, set with the route

  static constexpr std::size_t kNoRoute = static_cast<std::size_t>(-1);
  static constexpr std::size_t kBadPath = static_cast<std::size_t>(-2);
};

// A file from disk: sent in pieces, with ranges. `keep` holds a file that is to be removed afterwards.
struct FileBody {
  std::string path;
  std::shared_ptr<TemporaryFile> keep;
};

struct CachedAnswer;  // an answer ready to be sent, see cached_answer.h

struct Response {
  int status = 200;
  Headers headers;
  std::variant<std::string, std::shared_ptr<const CachedAnswer>, FileBody, std::shared_ptr<EventChannel>> body;

  // Content type, then the body.
  static Response text(int status, std::string content);
  static Response json(int status, std::string content);
  static Response html(int status, std::string content);
  // A file for saving under `name` (UTF-8 allowed).
  static Response download(FileBody file, std::string content_type, std::string_view name);
  // Server-sent events: the channel is fed by any thread, see event_channel.h.
  static Response events(std::shared_ptr<EventChannel> channel);
  static Response empty(int status = 204) { return Response{status, {}, std::string()}; }

  // An ETag given here (with its quotes) is kept; other answers to GET get one of their content.
  Response&& with(std::string_view name, std::string value) && {
    headers.set(name, std::move(value));
    return std::move(*this);
  }
};

std::string_view reason_of(int status);  // "Not Found"

}  // namespace lianzhao::api::http
