// Handlers of trip plans.
#pragma once

#include "api/context.h"
#include "api/reply.h"

namespace lianzhao::api::handlers {

Reply list_trip_plans(Context& context, const http::Request& request);
Reply create_trip_plan(Context& context, const http::Request& request);
Reply get_trip_plan(Context& context, const http::Request& request);
Reply replan_trip(Context& context, const http::Request& request);
Reply delete_trip_plan(Context& context, const http::Request& request);
Reply adopt_trip_plan(Context& context, const http::Request& request);

}  // namespace lianzhao::api::handlers
