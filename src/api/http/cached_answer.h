// An answer ready to be sent: header lines, body, its gzip form and its entity tag, made once and shared.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace lianzhao::api::http {

struct Response;

struct CachedAnswer {
  int status = 200;
  std::string etag;  // with its quotes
  std::string head;  // status line and fields of the plain form, Content-Length included, without the last empty line
  std::string gzip_head;  // the same of the gzip form; empty where there is none
  std::string not_modified_head;
  std::string body_copy, gzip_copy;  // own bytes ...
  std::string_view body, gzip;       // ... or those of the program; these are what is sent
  bool ranges = false;               // asked for parts, it answers with them
  std::string content_type;

  [[nodiscard]] std::size_t bytes() const {
    return sizeof(*this) + head.size() + gzip_head.size() + not_modified_head.size() + body_copy.size() +
           gzip_copy.size();
  }
};

// From a response with a string body: the entity tag of the content where it has none, gzip where that pays.
std::shared_ptr<const CachedAnswer> make_cached(Response response);

}  // namespace lianzhao::api::http
