// The beginning of a record that could not be read, fit to be shown. Internal to the readers.
#pragma once

#include <string>
#include <string_view>

namespace lianzhao::registry {

// At most 200 bytes, cut at a character; NUL bytes and bytes that are not UTF-8 become '?'.
std::string excerpt_of(std::string_view record);

}  // namespace lianzhao::registry
