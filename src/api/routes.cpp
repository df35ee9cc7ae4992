#include "api/routes.h"

#include "api/handlers/system.h"

namespace lianzhao::api {
namespace {

using enum http::Method;

// Method, path, permission, handler, flags, most bytes of the body.
constexpr Route kRoutes[] = {
    {kGet, "/healthz", "", handlers::health, kPublic},
    {kGet, "/readyz", "", handlers::ready, kPublic},
    {kGet, "/metrics", "", handlers::metrics, kPublic | kLocalOnly},
    {kGet, "/api/v1/problems", "", handlers::list_problems, kPublic | kCached},
    {kGet, "/problems/{code}", "", handlers::show_problem, kPublic | kCached},
};

}  // namespace

std::span<const Route> routes() {
  return kRoutes;
}

}  // namespace lianzhao::api
