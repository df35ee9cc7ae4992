// The version of the program: it stands once, in CMakeLists.txt.
#pragma once

#include <string_view>

namespace lianzhao {

std::string_view version();  // "0.4.0"

}  // namespace lianzhao
