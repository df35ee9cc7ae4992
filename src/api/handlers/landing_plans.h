// Landing plans of projects, computed at each request.
#pragma once

#include "api/context.h"
#include "api/reply.h"

namespace lianzhao::api::handlers {

Reply list_landing_templates(Context& context, const http::Request& request);
Reply list_landing_plans(Context& context, const http::Request& request);
Reply create_landing_plan(Context& context, const http::Request& request);
Reply get_landing_plan(Context& context, const http::Request& request);
Reply update_landing_plan(Context& context, const http::Request& request);
Reply delete_landing_plan(Context& context, const http::Request& request);

}  // namespace lianzhao::api::handlers
