// Traditional Chinese characters and the simplified ones that stand for them on the mainland.
#pragma once

#include <string_view>

namespace lianzhao {

// Characters that mainland texts do not use (they are not in GB 2312), in rising order. Source of the pairs: the
// transform Traditional-Simplified of Unicode CLDR, one character for one.
std::u16string_view traditional_characters();

// The simplified form, or the unit itself where there is none. A search in the sorted table: for rare use.
char16_t simplified(char16_t unit);

}  // namespace lianzhao
