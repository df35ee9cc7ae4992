// A route: method, path pattern, who may, how the body is taken, and the function that answers.
#pragma once

#include <cstdint>
#include <string_view>

#include "api/http/message.h"
#include "api/reply.h"

namespace lianzhao::api {

class Context;

using Handler = Reply (*)(Context&, const http::Request&);

// Flags of a route.
enum : std::uint32_t {
  kPublic = 1,  // without a session; such a route names no permission
  kUpload = 2,  // the body is streamed into a file: Request::body_file
  kNoCsrf = 4,  // unsafe without a CSRF token: signing in
  kCached =
      8,  // the answer depends on target, language, access class and engine generation alone: kept and given again
  kAnyUser = 16,      // a session, but no permission: one's own account
  kMayBeStale = 32,   // allowed while the password must be changed: signing out, changing it
  kSecretQuery = 64,  // values of the query are not logged
  kLocalOnly = 128,   // for clients of this machine alone: figures of operation
};

struct Route {
  http::Method method;
  std::string_view pattern;     // "/api/v1/firms/{key}"; a last segment "{path...}" takes the rest
  std::string_view permission;  // "" with kPublic or kAnyUser only
  Handler handler;
  std::uint32_t flags = 0;
  std::uint64_t max_body = 1u << 20;
};

}  // namespace lianzhao::api
