// The audit log: read, verified.
#pragma once

#include "api/context.h"

namespace lianzhao::api::handlers {

Reply list_audit(Context& context, const http::Request& request);
Reply verify_audit(Context& context, const http::Request& request);

}  // namespace lianzhao::api::handlers
