// The registry: ranked search, counts, one firm, its scores.
#pragma once

#include "api/context.h"

namespace lianzhao::api::resources {

Reply list_firms(Context& context, const http::Request& request);
Reply count_firms(Context& context, const http::Request& request);
Reply get_firm(Context& context, const http::Request& request);
Reply get_firm_scores(Context& context, const http::Request& request);

}  // namespace lianzhao::api::resources
