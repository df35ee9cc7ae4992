// Folding: the form in which texts are compared. UTF-8 becomes UTF-16 code units in which full-width forms are
// half-width, Latin letters lower case and a few variants of one sign are one. Every unit remembers the byte where it
// began.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lianzhao {

// What a character is for the readers of names and scopes.
enum class CharClass : std::uint8_t {
  kOther,    // letters of any script, signs
  kLatin,    // a-z
  kDigit,    // 0-9
  kSpace,    // white space, control characters
  kPause,    // 、 / and the like: between members of a list
  kComma,    // ，
  kStop,     // ； 。 ! ? and line ends
  kColon,    // ：
  kOpen,     // （ 【 《 〈 [ {
  kClose,    // ） 】 》 〉 ] }
  kQuote,    // “ ” ‘ ’ " '
  kInvalid,  // not UTF-8, or beyond the Basic Multilingual Plane
};

// The tables behind folding: 192 KB, made once and passed to whoever folds. Immutable, thread-safe.
class FoldTable {
 public:
  FoldTable();
  [[nodiscard]] char16_t fold(char16_t unit) const { return fold_[unit]; }
  [[nodiscard]] CharClass class_of(char16_t folded) const { return class_[folded]; }
  // Chinese characters, nine of ten units of most texts: they fold to themselves and are kOther. Asking this first
  // spares the tables, which are larger than the first-level cache.
  static constexpr bool is_ideograph(char16_t unit) { return unit >= 0x3400 && unit < 0xA000; }

 private:
  std::array<char16_t, 65536> fold_;
  std::array<CharClass, 65536> class_;
};

// A folded text; reuse one object for many texts to avoid allocation. units and offsets have equal size plus one: the
// last unit is 0 and the last offset is the size of the text.
struct FoldedText {
  std::vector<char16_t> units;
  std::vector<std::uint32_t> offsets;
  std::size_t size = 0;  // units, without the closing 0
  bool valid = true;     // false when some bytes were not UTF-8 (they become U+FFFD)
};

// At most `max_bytes` of the text, without a character cut in two.
std::string_view cut_at_character(std::string_view text, std::size_t max_bytes);

// Folds at most `max_bytes` bytes (cut at a character), returns the bytes read.
std::size_t fold(const FoldTable& table, std::string_view text, FoldedText& out, std::size_t max_bytes = 1u << 20);

// Convenience for short texts (terms, queries).
std::u16string fold(const FoldTable& table, std::string_view text);

// UTF-8 of BMP code units.
std::string to_utf8(std::u16string_view units);

bool is_valid_utf8(std::string_view text);

}  // namespace lianzhao
