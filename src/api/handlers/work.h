// The list of jobs, notices, the weights of the score.
#pragma once

#include "api/context.h"

namespace lianzhao::api::handlers {

Reply list_jobs(Context& context, const http::Request& request);

Reply list_notices(Context& context, const http::Request& request);
Reply count_unread_notices(Context& context, const http::Request& request);
Reply read_notice(Context& context, const http::Request& request);

Reply save_weights(Context& context, const http::Request& request);

}  // namespace lianzhao::api::handlers
