// The pages, embedded in the program at build time (see cmake/embed_ui.cmake): plain and gzip bytes of every file.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "api/http/cached_answer.h"
#include "api/http/message.h"

namespace lianzhao::api::http {

struct EmbeddedFile {
  std::string_view path;  // "/assets/index-5f3a.js"
  std::string_view bytes;
  std::string_view gzip;  // empty where it would not be smaller
};
std::span<const EmbeddedFile> embedded_ui();  // generated

class StaticFiles {
 public:
  // Needs "/index.html"; where there is none, a page that says how to build the pages takes its place.
  explicit StaticFiles(std::span<const EmbeddedFile> files);

  // The file; for a path without a dot in its last segment index.html, for the page's own router; else null.
  [[nodiscard]] std::shared_ptr<const CachedAnswer> find(std::string_view path) const;

 private:
  std::unordered_map<std::string_view, std::shared_ptr<const CachedAnswer>> answers_;
  std::shared_ptr<const CachedAnswer> index_;
};

// Fields that every answer of ours has: no sniffing, no referrer, no framing.
void add_security_headers(Headers& headers, bool page);
std::string_view content_type_of(std::string_view path);

}  // namespace lianzhao::api::http
