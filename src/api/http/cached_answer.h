// An answer ready to be sent: header lines, body, its gzip form and its entity tag, made once and shared.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace lianzhao::api::http {

struct Response;
class Headers;

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

// From a response with a string body. `hash_etag`: an entity tag of the content where it has none. `compress`: a gzip
// form too, where the type and the size (above 1 KB) make it pay.
std::shared_ptr<const CachedAnswer> make_cached(Response response, bool hash_etag, bool compress);

// The same over bytes that live as long as the program; `gzip` may be empty.
std::shared_ptr<const CachedAnswer> make_cached_over(std::string_view bytes, std::string_view gzip, Response head);

bool is_compressible(std::string_view content_type);
std::string gzipped(std::string_view bytes, int level = 5);
// Status line and fields, without the last empty line.
std::string head_text(int status, const Headers& headers);

}  // namespace lianzhao::api::http
