// Health, readiness, metrics and the catalogue of problems.
#pragma once

#include "api/context.h"

namespace lianzhao::api::handlers {

Reply health(Context& context, const http::Request& request);
Reply ready(Context& context, const http::Request& request);
Reply metrics(Context& context, const http::Request& request);
Reply list_problems(Context& context, const http::Request& request);
Reply show_problem(Context& context, const http::Request& request);

}  // namespace lianzhao::api::handlers
