// Characters of UTF-8 as a reader counts them: a code point with the marks that belong to it (combining accents,
// variation selectors of rare Chinese characters, joiners). A byte that is no UTF-8 counts as one character, so no
// text is ever cut within a character, and none makes these functions fail.
#pragma once

#include <cstddef>
#include <string_view>

namespace lianzhao {

// The first character of a text that is not empty.
std::string_view first_character(std::string_view text);
std::size_t character_count(std::string_view text);
// At most `count` of them, from the begin or the end.
std::string_view first_characters(std::string_view text, std::size_t count);
std::string_view last_characters(std::string_view text, std::size_t count);

}  // namespace lianzhao
