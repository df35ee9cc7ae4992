#include "base/characters.h"

#include <algorithm>

namespace lianzhao {
namespace {

constexpr std::string_view kJoiner = "\xE2\x80\x8D";  // U+200D

std::size_t code_point_size(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  const std::size_t size = first >= 0xF0 && first < 0xF5   ? 4
                           : first >= 0xE0 && first < 0xF0 ? 3
                           : first >= 0xC2 && first < 0xE0 ? 2
                                                           : 1;
  if (size > text.size()) return 1;
  for (std::size_t i = 1; i < size; ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) return 1;
  }
  return size;
}

// U+0300-036F, U+FE00-FE0F, U+1F3FB-1F3FF, U+E0100-E01EF, the joiner.
bool belongs_to_the_one_before(std::string_view point) {
  return (point >= "\xCC\x80" && point <= "\xCD\xAF" && point.size() == 2) ||
         (point >= "\xEF\xB8\x80" && point <= "\xEF\xB8\x8F" && point.size() == 3) ||
         (point >= "\xF0\x9F\x8F\xBB" && point <= "\xF0\x9F\x8F\xBF" && point.size() == 4) ||
         (point >= "\xF3\xA0\x84\x80" && point <= "\xF3\xA0\x87\xAF" && point.size() == 4) || point == kJoiner;
}

}  // namespace

std::string_view first_character(std::string_view text) {
  if (text.empty()) return text;
  std::size_t size = code_point_size(text);
  bool joined = false;
  while (size < text.size()) {
    const auto rest = text.substr(size);
    const auto point = rest.substr(0, code_point_size(rest));
    if (!joined && !belongs_to_the_one_before(point)) break;
    joined = point == kJoiner;
    size += point.size();
  }
  return text.substr(0, size);
}

std::size_t character_count(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); ++count) text.remove_prefix(first_character(text).size());
  return count;
}

std::string_view first_characters(std::string_view text, std::size_t count) {
  std::size_t size = 0;
  for (; count > 0 && size < text.size(); --count) size += first_character(text.substr(size)).size();
  return text.substr(0, size);
}

std::string_view last_characters(std::string_view text, std::size_t count) {
  const auto all = character_count(text);
  return text.substr(first_characters(text, all - std::min(all, count)).size());
}

}  // namespace lianzhao
