// The zone's own facts: firms with their capacity, planned projects, ties. Every change is in the engine at once.
#pragma once

#include "api/context.h"

namespace lianzhao::api::handlers {

Reply list_local_firms(Context& context, const http::Request& request);
Reply create_local_firm(Context& context, const http::Request& request);
Reply get_local_firm(Context& context, const http::Request& request);
Reply update_local_firm(Context& context, const http::Request& request);
Reply delete_local_firm(Context& context, const http::Request& request);

Reply list_planned_projects(Context& context, const http::Request& request);
Reply create_planned_project(Context& context, const http::Request& request);
Reply get_planned_project(Context& context, const http::Request& request);
Reply update_planned_project(Context& context, const http::Request& request);
Reply delete_planned_project(Context& context, const http::Request& request);

Reply list_ties(Context& context, const http::Request& request);
Reply create_tie(Context& context, const http::Request& request);
Reply get_tie(Context& context, const http::Request& request);
Reply update_tie(Context& context, const http::Request& request);
Reply delete_tie(Context& context, const http::Request& request);

}  // namespace lianzhao::api::handlers
