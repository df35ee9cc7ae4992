// The picture of a chain as one page of PDF, with text that can be searched.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace lianzhao::atlas {

// `svg`: as draw_chain() gives it. Errors: kBadInput (no SVG), kIo.
Result<std::string> picture_to_pdf(std::string_view svg);

}  // namespace lianzhao::atlas
