// A short text of a stranger's table in one plain form, for readers of values: full-width forms are half-width, Latin
// letters lower case, blanks of any script U+0020, marks without width gone, brackets ( ), dashes -, traditional
// characters of the words of registries simplified (萬 is 万). Without tables or allocation: up to kMost characters.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace lianzhao {

class PlainText {
 public:
  static constexpr std::size_t kMost = 120;

  explicit PlainText(std::string_view text);
  // False: longer than kMost, or not UTF-8; view() then holds what was read before.
  [[nodiscard]] bool whole() const { return whole_; }
  [[nodiscard]] std::u16string_view view() const { return {units_.data(), size_}; }

 private:
  std::array<char16_t, kMost> units_;
  std::size_t size_ = 0;
  bool whole_ = true;
};

// Without blanks at either end.
std::u16string_view trim(std::u16string_view plain);

// Takes a word off the front; false where the text does not begin with it.
bool take_front(std::u16string_view& plain, std::u16string_view word);
bool take_back(std::u16string_view& plain, std::u16string_view word);

// Whether one of the words stands in the text.
template <class Words>
bool has_any(std::u16string_view text, const Words& words) {
  return std::any_of(words.begin(), words.end(), [&](auto word) { return text.find(word) != text.npos; });
}

// 0-9 of a Chinese numeral (零 〇 一 壹 两 ...), otherwise -1; 10, 100 or 1000 of 十 百 千, otherwise 0.
int chinese_digit(char16_t plain);
int chinese_place(char16_t plain);

constexpr bool is_digit(char16_t plain) {
  return plain >= u'0' && plain <= u'9';
}
constexpr bool is_latin(char16_t plain) {
  return plain >= u'a' && plain <= u'z';
}

}  // namespace lianzhao
