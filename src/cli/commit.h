// The commit the program was built from, for `lianzhao --version`; see cmake/commit.cmake.
#pragma once

#include <string_view>

namespace lianzhao::cli {

std::string_view commit();  // "80337f8a1c", "80337f8a1c+changes"; empty where it is not known

}  // namespace lianzhao::cli
