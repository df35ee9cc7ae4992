// Jobs with their progress, files sent, notices, the weights of the score.
#pragma once

#include "api/context.h"

namespace lianzhao::api::handlers {

Reply list_jobs(Context& context, const http::Request& request);
Reply get_job(Context& context, const http::Request& request);
Reply watch_job(Context& context, const http::Request& request);
Reply cancel_job(Context& context, const http::Request& request);

Reply upload(Context& context, const http::Request& request);

Reply list_notices(Context& context, const http::Request& request);
Reply read_notice(Context& context, const http::Request& request);

Reply save_weights(Context& context, const http::Request& request);

}  // namespace lianzhao::api::handlers
