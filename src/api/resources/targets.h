// Ranked targets and the weights of the score.
#pragma once

#include "api/context.h"

namespace lianzhao::api::resources {

Reply list_targets(Context& context, const http::Request& request);
Reply get_weights(Context& context, const http::Request& request);

}  // namespace lianzhao::api::resources
