#include "registry/scope/scope_items.h"

#include <algorithm>
#include <array>

#if defined(__AVX2__)
#include <immintrin.h>
#endif

namespace lianzhao::registry {
namespace {

// Lead bytes of the three-byte signs that are or fold to stops and brackets: U+3000..., U+FF00...
constexpr unsigned char kLeadOfSigns = 0xE3, kLeadOfWideForms = 0xEF;

constexpr bool may_begin_sign(unsigned char byte) {
  return byte == kLeadOfSigns || byte == kLeadOfWideForms || (byte < '0' && byte != ' ') ||
         (byte > '9' && byte < 'A') || (byte > 'Z' && byte < 'a') || (byte > 'z' && byte < 0x80);
}
constexpr auto kMayBeginSign = [] {
  std::array<bool, 256> table{};
  for (std::size_t byte = 0; byte < table.size(); ++byte)
    table[byte] = may_begin_sign(static_cast<unsigned char>(byte));
  return table;
}();

}  // namespace

std::size_t ScopeItems::next_sign(std::size_t at) const {
  const auto* bytes = reinterpret_cast<const unsigned char*>(scope_.data());
  const std::size_t size = scope_.size();
#if defined(__AVX2__)
  // Signed comparison: bytes from 0x80 on are negative. What is below '0' or between letters is looked at more
  // closely.
  const __m256i signs = _mm256_set1_epi8(static_cast<char>(kLeadOfSigns));
  const __m256i wide = _mm256_set1_epi8(static_cast<char>(kLeadOfWideForms));
  for (; at + 32 <= size; at += 32) {
    const __m256i chunk = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes + at));
    const auto ascii = ~static_cast<std::uint32_t>(_mm256_movemask_epi8(chunk));
    const auto leads = static_cast<std::uint32_t>(
        _mm256_movemask_epi8(_mm256_or_si256(_mm256_cmpeq_epi8(chunk, signs), _mm256_cmpeq_epi8(chunk, wide))));
    for (auto mask = ascii | leads; mask != 0; mask &= mask - 1) {
      const auto found = at + static_cast<std::size_t>(__builtin_ctz(mask));
      if (kMayBeginSign[bytes[found]]) return found;
    }
  }
#endif
  while (at < size && !kMayBeginSign[bytes[at]]) ++at;
  return at;
}

bool ScopeItems::next(std::string_view& item) {
  if (at_ == scope_.size()) return false;
  const auto* bytes = reinterpret_cast<const unsigned char*>(scope_.data());
  const std::size_t begin = at_, size = scope_.size();
  std::size_t open = 0;  // brackets
  for (std::size_t at = next_sign(begin); at < size; at = next_sign(at)) {
    char16_t unit = bytes[at];
    std::size_t length = 1;
    if (unit >= 0x80) {
      if (at + 2 >= size || (bytes[at + 1] & 0xC0) != 0x80 || (bytes[at + 2] & 0xC0) != 0x80) {
        ++at;
        continue;
      }
      unit = static_cast<char16_t>((unit & 0x0Fu) << 12 | (bytes[at + 1] & 0x3Fu) << 6 | (bytes[at + 2] & 0x3Fu));
      length = 3;
    }
    at += length;
    switch (table_->class_of(table_->fold(unit))) {
      case CharClass::kOpen:
        ++open;
        break;
      case CharClass::kClose:
        open -= open > 0;
        break;
      case CharClass::kStop:
        if (open > 0) break;
        at_ = at;
        item = scope_.substr(begin, at - begin);
        return true;
      default:
        break;
    }
  }
  at_ = size;
  item = scope_.substr(begin);
  return true;
}

}  // namespace lianzhao::registry
