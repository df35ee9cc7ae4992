// Changes of a JSON text that leave it JSON: what byte-wise mutation seldom does.
#pragma once

#include <string>
#include <string_view>

#include "base/random.h"

namespace lianzhao::fuzz {

// A few changes of `text`: values replaced by odd ones, numbers and texts changed, members removed, doubled, renamed.
// A text that is no JSON becomes one.
std::string mutated_json(std::string_view text, Random& random);

// Members of both, where both are objects.
std::string crossed_json(std::string_view first, std::string_view second, Random& random);

}  // namespace lianzhao::fuzz
