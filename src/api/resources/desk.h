// Start page, command palette, places.
#pragma once

#include "api/context.h"

namespace lianzhao::api::resources {

Reply get_overview(Context& context, const http::Request& request);
Reply search(Context& context, const http::Request& request);
Reply list_places(Context& context, const http::Request& request);

}  // namespace lianzhao::api::resources
