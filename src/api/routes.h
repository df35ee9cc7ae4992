// The one table of routes. To add a resource: a file handlers/NAME.cpp with its functions, their declarations in
// handlers/NAME.h, and a line for each in routes.cpp.
#pragma once

#include <span>

#include "api/route.h"

namespace lianzhao::api {

std::span<const Route> routes();

}  // namespace lianzhao::api
