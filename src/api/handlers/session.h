// Signing in and out, the own sessions, the own password.
#pragma once

#include "api/context.h"

namespace lianzhao::api::handlers {

Reply get_session(Context& context, const http::Request& request);
Reply sign_in(Context& context, const http::Request& request);
Reply sign_out(Context& context, const http::Request& request);
Reply change_password(Context& context, const http::Request& request);
Reply list_sessions(Context& context, const http::Request& request);
Reply end_session(Context& context, const http::Request& request);

}  // namespace lianzhao::api::handlers
