// Projects: list, one, new, edit; stages, activity, log, gates; their problems.
#pragma once

#include "api/context.h"

namespace lianzhao::api::handlers {

Reply list_projects(Context& context, const http::Request& request);
Reply create_project(Context& context, const http::Request& request);
Reply get_project(Context& context, const http::Request& request);
Reply update_project(Context& context, const http::Request& request);

Reply step_project(Context& context, const http::Request& request);
Reply set_project_activity(Context& context, const http::Request& request);
Reply get_project_log(Context& context, const http::Request& request);
Reply list_gates(Context& context, const http::Request& request);
Reply get_project_gates(Context& context, const http::Request& request);

Reply list_problems_of_projects(Context& context, const http::Request& request);
Reply create_problem(Context& context, const http::Request& request);
Reply update_problem(Context& context, const http::Request& request);

}  // namespace lianzhao::api::handlers
