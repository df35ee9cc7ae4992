#include "registry/values/figure.h"

#include <array>
#include <charconv>
#include <cmath>

namespace lianzhao::registry {
namespace {

std::size_t digits_at(std::u16string_view text, std::size_t at) {
  std::size_t count = 0;
  while (at + count < text.size() && is_digit(text[at + count])) ++count;
  return count;
}

// Where the whole part ends: digits, perhaps in groups parted by `sign`. npos: groups of another size.
std::size_t end_of_groups(std::u16string_view text, char16_t sign) {
  const std::size_t first = digits_at(text, 0);
  std::size_t end = first, group = 0;
  while (end + 1 < text.size() && text[end] == sign) {
    const auto size = digits_at(text, end + 1);
    if (size == 0) break;
    if (group == 0) group = size;
    if (size != group || first > group || (group != 3 && !(group == 4 && sign == u','))) return text.npos;
    end += 1 + size;
  }
  return end;
}

}  // namespace

bool take_figure(std::u16string_view& plain, Figure& figure) {
  constexpr std::size_t kMostDigits = 40;
  const std::size_t first = digits_at(plain, 0);
  std::size_t end = first;
  if (first > 0 && first < plain.size()) {
    const char16_t sign = plain[first];
    if (sign == u',' || sign == u'\'') {
      end = end_of_groups(plain, sign);
      if (end == plain.npos) return false;
    } else if (sign == u' ') {
      // A blank groups only where nothing else can be meant: up to three digits, then threes.
      if (const auto groups = end_of_groups(plain, sign); groups != plain.npos) end = groups;
    } else if (sign == u'.') {
      // More than one point: they group.
      const auto groups = end_of_groups(plain, sign);
      const auto next = first + 1 + digits_at(plain, first + 1);
      if (next < plain.size() && plain[next] == u'.' && next + 1 < plain.size() && is_digit(plain[next + 1])) {
        if (groups == plain.npos) return false;
        end = groups;
      }
    }
  }
  std::array<char, kMostDigits + 12> buffer;
  std::size_t size = 0;
  for (std::size_t i = 0; i < end; ++i) {
    if (!is_digit(plain[i])) continue;
    if (size == kMostDigits) return false;
    buffer[size++] = static_cast<char>(plain[i]);
  }
  figure = {};
  figure.digits = static_cast<int>(size);
  if (end < plain.size() && plain[end] == u'.') {
    const auto decimals = digits_at(plain, end + 1);
    if (decimals == 0 && size == 0) return false;
    buffer[size++] = '.';
    for (std::size_t i = 0; i < decimals; ++i) {
      const auto digit = plain[end + 1 + i];
      figure.decimal |= digit != u'0';
      if (size < kMostDigits) buffer[size++] = static_cast<char>(digit);
    }
    if (decimals == 0) --size;  // '500.'
    end += 1 + decimals;
  }
  if (size == 0) return false;
  if (end + 1 < plain.size() && plain[end] == u'e') {
    std::size_t at = end + 1;
    const bool minus = plain[at] == u'-';
    if (minus || plain[at] == u'+') ++at;
    const auto digits = digits_at(plain, at);
    if (digits >= 1 && digits <= 3) {
      buffer[size++] = 'e';
      if (minus) buffer[size++] = '-';
      for (std::size_t i = 0; i < digits; ++i) buffer[size++] = static_cast<char>(plain[at + i]);
      end = at + digits;
    }
  }
  const auto [stop, code] = std::from_chars(buffer.data(), buffer.data() + size, figure.value);
  if (code != std::errc{} || stop != buffer.data() + size || !std::isfinite(figure.value)) return false;
  plain.remove_prefix(end);
  return true;
}

std::optional<double> read_number(std::string_view text) {
  const PlainText plain(text);
  auto view = trim(plain.view());
  if (!plain.whole()) return std::nullopt;
  const bool minus = take_front(view, u"-");
  if (!minus) take_front(view, u"+");
  Figure figure;
  if (!take_figure(view, figure) || !view.empty()) return std::nullopt;
  return minus ? -figure.value : figure.value;
}

}  // namespace lianzhao::registry
