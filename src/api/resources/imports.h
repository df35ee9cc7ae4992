// Uploads and imports of registry files.
#pragma once

#include "api/context.h"

namespace lianzhao::api::resources {

Reply upload(Context& context, const http::Request& request);
Reply preview_import(Context& context, const http::Request& request);
Reply list_imports(Context& context, const http::Request& request);
Reply start_import(Context& context, const http::Request& request);
Reply get_import(Context& context, const http::Request& request);
Reply get_rejects(Context& context, const http::Request& request);
Reply roll_back_import(Context& context, const http::Request& request);

}  // namespace lianzhao::api::resources
