#include "base/folding.h"

#include <algorithm>

namespace lianzhao {
namespace {

void set_class(std::array<CharClass, 65536>& table, std::u16string_view units, CharClass value) {
  for (const auto unit : units) table[unit] = value;
}

// One code point; advances `at`. U+FFFD for anything that is not well-formed UTF-8 (one byte is consumed then).
inline char32_t decode(const unsigned char* bytes, std::size_t size, std::size_t& at) {
  const unsigned first = bytes[at];
  const std::size_t left = size - at;
  const auto continues = [&](std::size_t i) { return (bytes[at + i] & 0xC0u) == 0x80u; };
  if (first < 0x80) return at += 1, first;
  if (first >= 0xE0 && first < 0xF0 && left >= 3 && continues(1) && continues(2)) {
    const char32_t point = (first & 0x0Fu) << 12 | (bytes[at + 1] & 0x3Fu) << 6 | (bytes[at + 2] & 0x3Fu);
    if (point >= 0x800 && (point < 0xD800 || point > 0xDFFF)) return at += 3, point;
  } else if (first >= 0xC2 && first < 0xE0 && left >= 2 && continues(1)) {
    const char32_t point = (first & 0x1Fu) << 6 | (bytes[at + 1] & 0x3Fu);
    return at += 2, point;
  } else if (first >= 0xF0 && first < 0xF5 && left >= 4 && continues(1) && continues(2) && continues(3)) {
    const char32_t point = (first & 0x07u) << 18 | (bytes[at + 1] & 0x3Fu) << 12 | (bytes[at + 2] & 0x3Fu) << 6 |
                           (bytes[at + 3] & 0x3Fu);
    if (point >= 0x10000 && point <= 0x10FFFF) return at += 4, point;
  }
  return at += 1, U'\uFFFD';
}

}  // namespace

FoldTable::FoldTable() {
  for (std::uint32_t i = 0; i < 65536; ++i) fold_[i] = static_cast<char16_t>(i);
  for (char16_t c = 0xFF01; c <= 0xFF5E; ++c) fold_[c] = static_cast<char16_t>(c - 0xFEE0);
  for (char16_t c = u'A'; c <= u'Z'; ++c) {
    fold_[c] = static_cast<char16_t>(c + 32);
    fold_[c + 0xFEE0] = static_cast<char16_t>(c + 32);
  }
  fold_[u'\u3000'] = fold_[u'\u00A0'] = fold_[u'\t'] = fold_[u'\u200B'] = fold_[u'\uFEFF'] = u' ';
  for (char16_t c = 0x2000; c <= 0x200A; ++c) fold_[c] = u' ';
  fold_[u'\u202F'] = fold_[u'\u205F'] = u' ';
  for (const char16_t c : {u'\r', u'\v', u'\f', char16_t{0x85}, u'\u2028', u'\u2029'}) fold_[c] = u'\n';
  fold_[u'\uFF61'] = u'。';
  fold_[u'\uFF64'] = u'、';
  for (const char16_t c : {u'〔', u'【', u'［', u'〖', u'《', u'〈', u'[', u'{', u'｛', u'<', u'＜'}) fold_[c] = u'(';
  for (const char16_t c : {u'〕', u'】', u'］', u'〗', u'》', u'〉', u']', u'}', u'｝', u'>', u'＞'}) fold_[c] = u')';
  for (const char16_t c : {u'—', u'–', u'－', u'﹣', u'‐', u'−'}) fold_[c] = u'-';
  for (const char16_t c : {u'·', u'•', u'・', u'‧', u'．'}) fold_[c] = u'.';
  fold_[u'﹑'] = u'、';
  fold_[u'︰'] = u':';

  class_.fill(CharClass::kOther);
  for (char16_t c = u'a'; c <= u'z'; ++c) class_[c] = CharClass::kLatin;
  for (char16_t c = u'0'; c <= u'9'; ++c) class_[c] = CharClass::kDigit;
  for (char16_t c = 0; c <= 32; ++c) class_[c] = CharClass::kSpace;
  set_class(class_, u"、/|\\＼", CharClass::kPause);
  set_class(class_, u",", CharClass::kComma);
  set_class(class_, u";。!?\n*", CharClass::kStop);
  set_class(class_, u":", CharClass::kColon);
  set_class(class_, u"(", CharClass::kOpen);
  set_class(class_, u")", CharClass::kClose);
  set_class(class_, u"“”‘’\"'`「」『』", CharClass::kQuote);
  class_[u'\uFFFD'] = CharClass::kInvalid;
}

std::string_view cut_at_character(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  const auto continues = [&](std::size_t at) { return (static_cast<unsigned char>(text[at]) & 0xC0u) == 0x80u; };
  std::size_t size = max_bytes;
  for (int i = 0; i < 3 && size > 0 && continues(size); ++i) --size;
  return text.substr(0, size);
}

std::size_t fold(const FoldTable& table, std::string_view text, FoldedText& out, std::size_t max_bytes) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  const std::size_t size = cut_at_character(text, max_bytes).size();
  if (out.units.size() < size + 1) {
    out.units.resize(size + 1);
    out.offsets.resize(size + 1);
  }
  char16_t* units = out.units.data();
  std::uint32_t* offsets = out.offsets.data();
  std::size_t count = 0;
  bool valid = true;
  for (std::size_t at = 0; at < size;) {
    offsets[count] = static_cast<std::uint32_t>(at);
    const unsigned first = bytes[at];
    if (first >= 0xE1 && first < 0xED && at + 2 < size && (bytes[at + 1] & 0xC0u) == 0x80u &&
        (bytes[at + 2] & 0xC0u) == 0x80u) {  // the common case: a Chinese character or sign
      const auto unit =
          static_cast<char16_t>((first & 0x0Fu) << 12 | (bytes[at + 1] & 0x3Fu) << 6 | (bytes[at + 2] & 0x3Fu));
      units[count++] = FoldTable::is_ideograph(unit) ? unit : table.fold(unit);
      at += 3;
      continue;
    }
    const char32_t point = decode(bytes, size, at);
    if (point == U'\uFFFD') valid = false;
    units[count++] = point > 0xFFFF ? u'\uFFFD' : table.fold(static_cast<char16_t>(point));
  }
  units[count] = 0;
  offsets[count] = static_cast<std::uint32_t>(size);
  out.size = count;
  out.valid = valid;
  return size;
}

std::u16string fold(const FoldTable& table, std::string_view text) {
  FoldedText folded;
  fold(table, text, folded);
  return {folded.units.data(), folded.size};
}

std::string to_utf8(std::u16string_view units) {
  std::string out;
  out.reserve(units.size() * 3);
  for (const char16_t unit : units) {
    if (unit < 0x80) {
      out += static_cast<char>(unit);
    } else if (unit < 0x800) {
      out += static_cast<char>(0xC0 | unit >> 6);
      out += static_cast<char>(0x80 | (unit & 0x3F));
    } else {
      out += static_cast<char>(0xE0 | unit >> 12);
      out += static_cast<char>(0x80 | (unit >> 6 & 0x3F));
      out += static_cast<char>(0x80 | (unit & 0x3F));
    }
  }
  return out;
}

bool is_valid_utf8(std::string_view text) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  for (std::size_t at = 0; at < text.size();) {
    if (bytes[at] < 0x80) {
      ++at;
      continue;
    }
    const std::size_t before = at;
    if (decode(bytes, text.size(), at) == U'\uFFFD' && at == before + 1) return false;
  }
  return true;
}

}  // namespace lianzhao
