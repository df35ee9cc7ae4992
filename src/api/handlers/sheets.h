// Workbooks to fill in, and their reading: all rows or none.
#pragma once

#include "api/context.h"
#include "api/reply.h"

namespace lianzhao::api::handlers {

Reply get_sheet_template(Context& context, const http::Request& request);
Reply import_sheet(Context& context, const http::Request& request);

}  // namespace lianzhao::api::handlers
