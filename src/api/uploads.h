// What files that were sent are called and how long they are kept.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace lianzhao::api {

// A name that is safe as a file's: no folders, no control characters, no leading dot, at most 200 bytes.
std::string safe_file_name(std::string_view name);

// Errors: kIo, kNotFound.
Result<std::string> sha256_of_file(const std::string& path);

// Those that were sent more than a week ago.
void remove_old_uploads(const std::string& folder);

}  // namespace lianzhao::api
