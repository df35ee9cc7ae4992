// Users, groups with their members, roles.
#pragma once

#include "api/context.h"

namespace lianzhao::api::handlers {

Reply list_users(Context& context, const http::Request& request);
Reply create_user(Context& context, const http::Request& request);
Reply get_user(Context& context, const http::Request& request);
Reply update_user(Context& context, const http::Request& request);
Reply reset_password(Context& context, const http::Request& request);

Reply list_groups(Context& context, const http::Request& request);
Reply create_group(Context& context, const http::Request& request);
Reply get_group(Context& context, const http::Request& request);
Reply update_group(Context& context, const http::Request& request);
Reply delete_group(Context& context, const http::Request& request);

Reply list_roles(Context& context, const http::Request& request);

}  // namespace lianzhao::api::handlers
