// From request to answer: host check, route, session, permission, CSRF, handler, problem, entity tag, cache. The
// store and other services come in through Services; routes through the table.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "api/access_log.h"
#include "api/http/response_cache.h"
#include "api/http/service.h"
#include "api/http/static_files.h"
#include "api/router.h"
#include "api/services.h"
#include "api/session_cache.h"

namespace lianzhao::api {

struct ApplicationOptions {
  std::vector<std::string> hosts;     // allowed names beside localhost, 127.0.0.1 and [::1]; "*" allows any
  std::vector<std::string> monitors;  // addresses beside loopback that may read routes of kLocalOnly
  std::size_t cache_bytes = 64u << 20;
};

class Application final : public http::Service {
 public:
  // `services`, `metrics`, `log` and `files` outlive it; `log` and `files` may be null.
  Application(ApplicationOptions options, std::span<const Route> routes, Services& services, http::Metrics& metrics,
              AccessLog* log, const http::StaticFiles* files);

  http::BodyRule body_rule(http::Request& head) override;
  std::shared_ptr<const http::CachedAnswer> cached(const http::Request& request) override;
  std::optional<http::Response> admit(http::Request& request) override;
  http::Response handle(http::Request& request) override;
  http::Response refuse(int status, const http::Request& head) override;
  void finished(const http::Exchange& exchange) override;

  // Names of routes for Metrics, in the order of its counters.
  static std::vector<std::string> route_names(std::span<const Route> routes);

 private:
  [[nodiscard]] bool host_allowed(std::string_view host) const;
  [[nodiscard]] std::string cache_key(const http::Request& request, std::string_view access_class) const;
  Reply answer(http::Request& request, Language language);
  // Who asks, and whether the route lets them: session, permission, CSRF.
  std::optional<Problem> check(const Route& route, const http::Request& request, Context& context);
  Reply answer_route(const Route& route, const Router::Match& match, const http::Request& request, Language language);

  ApplicationOptions options_;
  Router router_;
  Services& services_;
  http::Metrics& metrics_;
  AccessLog* log_;
  const http::StaticFiles* files_;
  http::ResponseCache cache_;
  SessionCache sessions_;
};

// Chinese unless English is preferred: the first of zh and en by weight; an equal weight goes to the earlier.
Language language_of(std::string_view accept_language);

}  // namespace lianzhao::api
