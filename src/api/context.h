// What a handler is given beside the request: who asks, in which language, the parts of the path, the services.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/problem.h"
#include "api/route.h"
#include "api/services.h"
#include "api/session_source.h"

namespace lianzhao::api {

class Context {
 public:
  Context(Services& services, const Route& route, const http::Request& request)
      : services_(services), route_(route), request_(request) {}

  [[nodiscard]] Services& services() const { return services_; }
  [[nodiscard]] const Route& route() const { return route_; }
  [[nodiscard]] Language language() const { return language_; }
  [[nodiscard]] const std::string& request_id() const { return request_.id; }
  [[nodiscard]] const std::string& client() const { return request_.client; }
  [[nodiscard]] const std::string& target() const { return request_.target; }  // path and query as sent

  // Present on every route that is not public.
  [[nodiscard]] const std::optional<Principal>& principal() const { return principal_; }
  // Scope of the route's permission; kAll on public routes.
  [[nodiscard]] Scope scope() const { return scope_; }
  [[nodiscard]] Scope scope_of(std::string_view permission) const {
    return principal_ ? principal_->scope(permission) : Scope::kNone;
  }

  // Decoded parts of the path in the order of the pattern, by name; empty where the pattern has no such part.
  [[nodiscard]] std::string_view part(std::string_view name) const;

  // The version of If-Match: "7" -> 7. A problem 428 where it is missing, 400 where it is none of ours ("*" too: an
  // edit names what it saw).
  struct Version {
    std::int64_t value = 0;
    std::optional<Problem> problem;
  };
  [[nodiscard]] Version version_expected() const;

  // The session's token as sent, for signing out and for the list of one's own sessions.
  [[nodiscard]] std::string_view session_token() const;

 private:
  friend class Application;
  Services& services_;
  const Route& route_;
  const http::Request& request_;
  Language language_ = Language::kChinese;
  std::optional<Principal> principal_;
  Scope scope_ = Scope::kAll;
  std::vector<std::pair<std::string, std::string>> parts_;
};

inline constexpr std::string_view kSessionCookie = "lz_session";

// The value of the first cookie of that name; empty where there is none.
std::string_view cookie_of(const http::Request& request, std::string_view name);

}  // namespace lianzhao::api
