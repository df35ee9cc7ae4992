#include "api/application.h"

#include <fmt/format.h>
#include <openssl/crypto.h>

#include <algorithm>
#include <exception>

#include "api/context.h"
#include "api/http/metrics.h"

namespace lianzhao::api {
namespace {

constexpr std::uint64_t kStrangersBody = 64u << 10;

bool is_api(std::string_view path) {
  return path.starts_with("/api/") || path == "/api";
}

// "name:port", "[::1]:port" -> the name alone, lower case.
std::string name_of_host(std::string_view host) {
  if (host.starts_with('[')) {
    const auto end = host.find(']');
    if (end == std::string_view::npos) return {};
    const auto rest = host.substr(end + 1);
    if (!rest.empty() && (rest[0] != ':' || rest.find_first_not_of("0123456789", 1) != std::string_view::npos))
      return {};
    return std::string(host.substr(0, end + 1));
  }
  const auto colon = host.find(':');
  if (colon != std::string_view::npos && host.find_first_not_of("0123456789", colon + 1) != std::string_view::npos)
    return {};
  std::string out(host.substr(0, colon));
  for (auto& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  if (out.ends_with('.')) out.pop_back();
  return out;
}

bool is_loopback(std::string_view client) {
  return client == "::1" || client.starts_with("127.");
}

// In the time of the longer of both, whatever they hold.
bool same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && !a.empty() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string_view code_of_refusal(int status) {
  switch (status) {
    case 408:
      return "timeout";
    case 413:
      return "too-large";
    case 417:
      return "expectation-failed";
    case 431:
      return "header-too-large";
    case 500:
      return "internal";
    case 501:
      return "not-implemented";
    case 503:
      return "unavailable";
    case 505:
      return "http-version";
    case 507:
      return "no-space";
    default:
      return "bad-request";
  }
}

// A limit is round in powers of two and is never said to be more than it is; a size that was measured is said in
// powers of ten, rounded.
std::string limit_in_words(std::uint64_t bytes) {
  if (bytes >= 1u << 20) return fmt::format("{} MB", bytes >> 20);
  return fmt::format("{} KB", bytes >> 10);
}

}  // namespace

Language language_of(std::string_view accept) {
  auto best = Language::kChinese;
  double best_weight = 0;
  while (!accept.empty()) {
    auto part = accept.substr(0, accept.find(','));
    accept.remove_prefix(std::min(part.size() + 1, accept.size()));
    while (part.starts_with(' ')) part.remove_prefix(1);
    const bool english = part.size() >= 2 && http::same_name(part.substr(0, 2), "en");
    const bool chinese = part.size() >= 2 && http::same_name(part.substr(0, 2), "zh");
    if (!english && !chinese) continue;
    double weight = 1;
    if (const auto q = part.find("q="); q != std::string_view::npos) {
      // "0.8": at most three digits after the point (RFC 9110, 12.4.2).
      weight = part.substr(q + 2).starts_with('1') ? 1 : 0;
      double digit = 0.1;
      for (const char c : part.substr(std::min(q + 4, part.size()))) {
        if (c < '0' || c > '9' || weight >= 1) break;
        weight += (c - '0') * digit;
        digit /= 10;
      }
    }
    if (weight <= best_weight) continue;
    best_weight = weight;
    best = english ? Language::kEnglish : Language::kChinese;
  }
  return best;
}

Application::Application(ApplicationOptions options, std::span<const Route> routes, Services& services,
                         http::Metrics& metrics, AccessLog* log, const http::StaticFiles* files)
    : options_(std::move(options)),
      router_(routes),
      services_(services),
      metrics_(metrics),
      log_(log),
      files_(files),
      cache_(options_.cache_bytes) {
  for (auto& host : options_.hosts) host = name_of_host(host);
}

std::vector<std::string> Application::route_names(std::span<const Route> routes) {
  std::vector<std::string> out;
  for (const auto& route : routes) out.push_back(fmt::format("{} {}", http::name_of(route.method), route.pattern));
  out.emplace_back("pages");
  return out;
}

bool Application::host_allowed(std::string_view host) const {
  if (std::find(options_.hosts.begin(), options_.hosts.end(), "*") != options_.hosts.end()) return true;
  const auto name = name_of_host(host);
  if (name == "localhost" || name == "127.0.0.1" || name == "[::1]") return true;
  return !name.empty() && std::find(options_.hosts.begin(), options_.hosts.end(), name) != options_.hosts.end();
}

http::BodyRule Application::body_rule(http::Request& head) {
  const auto rule = [&]() -> http::BodyRule {
    const auto match = router_.find(head.method, head.path());
    if (match.kind != Router::Match::Kind::kRoute) {
      head.route = match.kind == Router::Match::Kind::kBadPath ? http::Request::kBadPath : http::Request::kNoRoute;
      return {kStrangersBody, false};
    }
    head.route = match.route;
    const auto& route = router_.routes()[match.route];
    // A body that will be refused for want of a session or token need not be stored first.
    if ((route.flags & kUpload) != 0 && (!host_allowed(head.host) || head.headers.get("X-CSRF-Token").empty()))
      return {kStrangersBody, false};
    return {route.max_body, (route.flags & kUpload) != 0};
  }();
  head.max_body = rule.max_bytes;
  return rule;
}

std::string Application::cache_key(const http::Request& request, std::string_view access_class) const {
  std::string key = language_of(request.headers.get("Accept-Language")) == Language::kEnglish ? "en " : "zh ";
  key += request.target;
  key += '\n';
  key += access_class;
  return key;
}

std::shared_ptr<const http::CachedAnswer> Application::cached(const http::Request& request) {
  if (!host_allowed(request.host)) return nullptr;
  if (request.route == http::Request::kNoRoute) {
    const auto path = request.path();
    if (!files_ || is_api(path)) return nullptr;
    return files_->find(path);
  }
  if (request.route >= router_.routes().size()) return nullptr;
  const auto& route = router_.routes()[request.route];
  if ((route.flags & kCached) == 0 || request.target.size() > 2048) return nullptr;
  std::string access_class;
  if ((route.flags & kPublic) == 0) {
    if (!services_.sessions) return nullptr;
    const auto token = cookie_of(request, kSessionCookie);
    if (token.empty()) return nullptr;
    const auto known = sessions_.find(token, services_.sessions->generation());
    if (!known || known->must_change_password) return nullptr;
    if ((route.flags & kAnyUser) == 0 && !known->may(route.permission)) return nullptr;
    return cache_.find(cache_key(request, known->access_class), services_.engine_generation());
  }
  return cache_.find(cache_key(request, access_class), services_.engine_generation());
}

http::Response Application::refuse(int status, const http::Request& head) {
  const auto language = language_of(head.headers.get("Accept-Language"));
  auto problem = Problem::of(std::string(code_of_refusal(status)));
  if (status == 413) {
    const auto most = limit_in_words(head.max_body);
    problem.detail = {fmt::format("最多 {}。", most), fmt::format("At most {}.", most)};
  }
  if (status == 503) problem.headers.emplace_back("Retry-After", "2");
  auto response = to_response(problem, language, head.id);
  http::add_security_headers(response.headers, false);
  return response;
}

http::Response Application::handle(http::Request& request) {
  const auto language = language_of(request.headers.get("Accept-Language"));
  const auto generation = services_.engine_generation();
  auto reply = [&]() -> Reply {
    try {
      return answer(request, language);
    } catch (const std::exception& error) {
      fmt::print(stderr, "lianzhao: request {} met a defect of the program: {}\n", request.id, error.what());
      return Problem::of("internal");
    }
  }();
  http::Response response =
      reply.problem() ? to_response(*reply.problem(), language, request.id) : std::move(*reply.response());
  http::add_security_headers(response.headers, false);
  // A tag set by a handler is the version of one record. The body also shows others (items of a list, names of groups
  // and users), which change without it: a browser must not take its copy for current by that tag.
  if (response.headers.get("Cache-Control").empty()) {
    response.headers.set("Cache-Control", response.headers.get("ETag").empty() ? "private, no-cache" : "no-store");
  }
  const bool routed = request.route < router_.routes().size();
  if (!routed || response.status != 200 || (router_.routes()[request.route].flags & kCached) == 0 ||
      !std::holds_alternative<std::string>(response.body) || request.target.size() > 2048) {
    return response;
  }
  // To be given again: kept under the generation of before it was computed.
  response.headers.set("Vary", "Accept-Language, Cookie");
  auto ready = http::make_cached(std::move(response), true, true);
  const auto& route = router_.routes()[request.route];
  if ((route.flags & kPublic) != 0) {
    cache_.put(cache_key(request, {}), generation, ready);
  } else if (const auto token = cookie_of(request, kSessionCookie); services_.sessions && !token.empty()) {
    if (const auto known = sessions_.find(token, services_.sessions->generation())) {
      cache_.put(cache_key(request, known->access_class), generation, ready);
    }
  }
  http::Response out;
  out.body = std::move(ready);
  return out;
}

Reply Application::answer(http::Request& request, Language language) {
  if (!host_allowed(request.host)) {
    return Problem::of("wrong-host", "可用 serve --host 添加允许的主机名。",
                       "A further host name is allowed by serve --host.");
  }
  const auto match = router_.find(request.method, request.path());
  switch (match.kind) {
    case Router::Match::Kind::kBadPath:
      return Problem::of("bad-path");
    case Router::Match::Kind::kNoRoute:
      return Problem::of("not-found");
    case Router::Match::Kind::kWrongMethod: {
      auto problem = Problem::of("method-not-allowed", "可用：" + match.allow, "One of: " + match.allow);
      problem.headers.emplace_back("Allow", match.allow);
      return problem;
    }
    case Router::Match::Kind::kRoute:
      break;
  }
  return answer_route(router_.routes()[match.route], match, request, language);
}

Reply Application::answer_route(const Route& route, const Router::Match& match, const http::Request& request,
                                Language language) {
  Context context(services_, route, request);
  context.language_ = language;
  context.parts_ = match.parts;
  if (auto problem = check(route, request, context)) return *std::move(problem);
  if ((route.flags & kUpload) == 0 && request.body_bytes > 0 && request.headers.get("Content-Type").empty()) {
    return Problem::of("wrong-content-type", "请求体需要 Content-Type。", "A body needs a Content-Type.");
  }
  return route.handler(context, request);
}

std::optional<http::Response> Application::admit(http::Request& request) {
  const auto language = language_of(request.headers.get("Accept-Language"));
  const auto match = router_.find(request.method, request.path());
  std::optional<Problem> problem;
  if (!host_allowed(request.host)) problem = Problem::of("wrong-host");
  if (!problem && match.kind == Router::Match::Kind::kRoute) {
    const auto& route = router_.routes()[match.route];
    Context context(services_, route, request);
    problem = check(route, request, context);
  }
  if (!problem) return std::nullopt;
  auto response = to_response(*problem, language, request.id);
  http::add_security_headers(response.headers, false);
  return response;
}

std::optional<Problem> Application::check(const Route& route, const http::Request& request, Context& context) {
  if ((route.flags & kLocalOnly) != 0 && !is_loopback(request.client) &&
      std::find(options_.monitors.begin(), options_.monitors.end(), request.client) == options_.monitors.end()) {
    return Problem::of("forbidden");
  }
  const auto token = cookie_of(request, kSessionCookie);
  if (services_.sessions && !token.empty() && token.size() <= 512) {
    const auto generation = services_.sessions->generation();
    context.principal_ = services_.sessions->find(token);
    if (context.principal_) sessions_.put(token, generation, *context.principal_);
  }
  if ((route.flags & kPublic) == 0) {
    if (!context.principal_) return Problem::of("unauthorized");
    if (context.principal_->must_change_password && (route.flags & kMayBeStale) == 0)
      return Problem::of("must-change-password");
    if ((route.flags & kAnyUser) == 0) {
      context.scope_ = context.principal_->scope(route.permission);
      if (context.scope_ == Scope::kNone) return Problem::of("forbidden");
    }
  }
  if (!http::is_safe(request.method) && (route.flags & kNoCsrf) == 0) {
    if (!context.principal_ || !same_secret(request.headers.get("X-CSRF-Token"), context.principal_->csrf_token))
      return Problem::of("csrf");
  }
  return std::nullopt;
}

void Application::finished(const http::Exchange& exchange) {
  const auto& request = *exchange.request;
  const auto table = router_.routes();
  const bool routed = request.route < table.size();
  // After the routes come the pages, then what has no route.
  const bool page = !routed && exchange.from_cache;
  metrics_.finished(routed ? request.route : table.size() + (page ? 0 : 1), exchange.status, exchange.took,
                    exchange.sent_bytes, exchange.from_cache);
  if (!log_) return;
  log_->write(exchange,
              routed ? table[request.route].pattern
              : page ? "pages"
                     : "none",
              !routed || (table[request.route].flags & kSecretQuery) != 0);
}

}  // namespace lianzhao::api
