// One job: as it stands, its progress as events, stopping it.
#pragma once

#include "api/context.h"

namespace lianzhao::api::resources {

Reply get_job(Context& context, const http::Request& request);
Reply watch_job(Context& context, const http::Request& request);
Reply cancel_job(Context& context, const http::Request& request);

}  // namespace lianzhao::api::resources
