// Why records and rows were refused, and what of an accepted row was not understood: stable codes (they stand in the
// reject file, in reports and answers) and what each means, in both languages.
#pragma once

#include <string_view>

namespace lianzhao::registry {

struct RejectReason {
  std::string_view code, zh, en;
};

// Of a code that the table lacks: the code alone, without words.
RejectReason reject_reason(std::string_view code);

}  // namespace lianzhao::registry
