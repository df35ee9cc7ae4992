// Handlers of trips, visits, follow-ups and what is counted from them.
#pragma once

#include "api/context.h"
#include "api/reply.h"

namespace lianzhao::api::handlers {

Reply list_trips(Context& context, const http::Request& request);
Reply create_trip(Context& context, const http::Request& request);
Reply get_trip(Context& context, const http::Request& request);
Reply update_trip(Context& context, const http::Request& request);
Reply delete_trip(Context& context, const http::Request& request);

Reply list_visits(Context& context, const http::Request& request);
Reply create_visit(Context& context, const http::Request& request);
Reply get_visit(Context& context, const http::Request& request);
Reply update_visit(Context& context, const http::Request& request);
Reply delete_visit(Context& context, const http::Request& request);
Reply reveal_visit_people(Context& context, const http::Request& request);

Reply list_follow_ups(Context& context, const http::Request& request);
Reply update_follow_up(Context& context, const http::Request& request);
Reply get_visit_rates(Context& context, const http::Request& request);
Reply get_firm_history(Context& context, const http::Request& request);
Reply list_group_targets(Context& context, const http::Request& request);
Reply save_group_target(Context& context, const http::Request& request);

Reply get_calendar(Context& context, const http::Request& request);
Reply make_calendar_token(Context& context, const http::Request& request);

}  // namespace lianzhao::api::handlers
