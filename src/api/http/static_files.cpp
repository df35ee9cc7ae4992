#include "api/http/static_files.h"

namespace lianzhao::api::http {
namespace {

// Shown where the program was built without the pages. No script, no picture.
constexpr std::string_view kNoPages = R"(<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>链招 Lianzhao</title></head>
<body><h1>链招</h1>
<p>服务正在运行，但此程序编译时没有网页。请运行 <code>./dev build</code>（先编译网页，再编译程序），然后重新启动。</p>
<p lang="en">The server runs, but this program was built without its pages. Run <code>./dev build</code>, which builds the
pages first, and start it again. The interface at <code>/api/v1</code> works.</p>
</body></html>
)";

// Files with a hash in their name never change under it.
bool is_hashed(std::string_view path) {
  return path.starts_with("/assets/");
}

std::shared_ptr<const CachedAnswer> answer_of(const EmbeddedFile& file) {
  Response head;
  const auto type = content_type_of(file.path);
  head.headers.add("Content-Type", std::string(type));
  head.headers.add("Cache-Control", is_hashed(file.path) ? "public, max-age=31536000, immutable" : "no-cache");
  add_security_headers(head.headers, type.starts_with("text/html"));
  // A worker's own policy is that of its file: this one fetches pages for the browser.
  if (file.path == "/service-worker.js") {
    head.headers.set("Content-Security-Policy", "default-src 'none'; connect-src 'self'; frame-ancestors 'none'");
  }
  return make_cached_over(file.bytes, file.gzip, std::move(head));
}

}  // namespace

void add_security_headers(Headers& headers, bool page) {
  headers.set("X-Content-Type-Options", "nosniff");
  headers.set("Referrer-Policy", "same-origin");
  headers.set("X-Frame-Options", "DENY");
  // Styles may be inline, as components set sizes; scripts may not.
  headers.set(
      "Content-Security-Policy",
      page
          ? "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
            "font-src 'self' data:; worker-src 'self' blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; "
            "form-action 'self'; frame-ancestors 'none'"
          : "default-src 'none'; frame-ancestors 'none'");
}

std::string_view content_type_of(std::string_view path) {
  struct Type {
    std::string_view ending, type;
  };
  constexpr Type kTypes[] = {{".html", "text/html; charset=utf-8"},
                             {".js", "text/javascript; charset=utf-8"},
                             {".mjs", "text/javascript; charset=utf-8"},
                             {".css", "text/css; charset=utf-8"},
                             {".json", "application/json"},
                             {".map", "application/json"},
                             {".webmanifest", "application/manifest+json"},
                             {".yaml", "application/yaml"},
                             {".svg", "image/svg+xml"},
                             {".png", "image/png"},
                             {".jpg", "image/jpeg"},
                             {".webp", "image/webp"},
                             {".ico", "image/x-icon"},
                             {".woff2", "font/woff2"},
                             {".woff", "font/woff"},
                             {".wasm", "application/wasm"},
                             {".txt", "text/plain; charset=utf-8"}};
  for (const auto& [ending, type] : kTypes) {
    if (path.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

StaticFiles::StaticFiles(std::span<const EmbeddedFile> files) {
  for (const auto& file : files) {
    auto answer = answer_of(file);
    if (file.path == "/index.html") index_ = answer;
    answers_.emplace(file.path, std::move(answer));
  }
  if (!index_) index_ = answer_of({"/index.html", kNoPages, {}});
  answers_["/"] = index_;
}

std::shared_ptr<const CachedAnswer> StaticFiles::find(std::string_view path) const {
  if (const auto found = answers_.find(path); found != answers_.end()) return found->second;
  const auto last = path.substr(path.rfind('/') + 1);
  return last.find('.') == std::string_view::npos ? index_ : nullptr;
}

}  // namespace lianzhao::api::http
