#include "base/credit_code.h"

#include <algorithm>

#include "base/cell.h"
#include "base/plain_text.h"

namespace lianzhao {
namespace {

constexpr std::string_view kDigits = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr std::uint8_t kBad = 0xFF;
constexpr std::size_t kLength = 18;

constexpr std::array<std::uint8_t, 256> kValues = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(kBad);
  for (std::size_t i = 0; i < kDigits.size(); ++i) {
    values[static_cast<unsigned char>(kDigits[i])] = static_cast<std::uint8_t>(i);
    const char c = kDigits[i];
    if (c >= 'A' && c <= 'Z') values[static_cast<unsigned char>(c + 32)] = static_cast<std::uint8_t>(i);
  }
  return values;
}();

// 3^i mod 31
constexpr std::array<std::uint8_t, kLength - 1> kWeights = {1,  3,  9,  27, 19, 26, 16, 17, 20,
                                                            29, 25, 13, 8,  24, 10, 30, 28};

constexpr unsigned kWeightSum = [] {
  unsigned sum = 0;
  for (const auto weight : kWeights) sum += weight;
  return sum;
}();

std::uint8_t value_of(char c) {
  return kValues[static_cast<unsigned char>(c)];
}

__extension__ using Wide = unsigned __int128;

}  // namespace

CodeFault check_credit_code(std::string_view code) {
  if (code.size() != kLength) return says_nothing(code) ? CodeFault::kAbsent : CodeFault::kLength;
  unsigned sum = 0;
  for (std::size_t i = 0; i < kLength - 1; ++i) {
    const auto value = value_of(code[i]);
    if (value == kBad) return CodeFault::kCharacter;
    sum += value * kWeights[i];
  }
  const auto last = value_of(code[kLength - 1]);
  if (last == kBad) return CodeFault::kCharacter;
  // '000000000000000000' passes the check, and would make one firm of all that have it.
  if (sum == value_of(code[0]) * kWeightSum &&
      std::all_of(code.begin(), code.end(), [&](char c) { return c == code[0]; }))
    return CodeFault::kAbsent;
  return last == (31 - sum % 31) % 31 ? CodeFault::kNone : CodeFault::kCheck;
}

ReadCode read_credit_code(std::string_view cell) {
  if (const auto fault = check_credit_code(cell); fault == CodeFault::kNone) {
    ReadCode good{fault, std::string(cell)};
    for (auto& c : good.code) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    return good;
  } else if (fault == CodeFault::kAbsent) {
    return {};
  }
  const PlainText plain(cell);
  if (!plain.whole()) return {check_credit_code(cell), {}};
  auto text = plain.view();
  // Behind a word, before a bracket that says which copy of the licence it is.
  if (const auto colon = text.rfind(u':'); colon != text.npos) text.remove_prefix(colon + 1);
  while (!text.empty() && !is_digit(text.front()) && !is_latin(text.front())) text.remove_prefix(1);
  text = text.substr(0, text.find(u'('));
  std::string code;
  for (const char16_t unit : text) {
    if (is_digit(unit)) {
      code += static_cast<char>(unit);
    } else if (is_latin(unit)) {
      code += unit == u'o' ? '0' : unit == u'i' ? '1' : static_cast<char>(unit - 32);
    } else if (unit >= 0x80 && unit != u'·' && unit != u'。' && unit != u'、') {
      code += '?';  // no sign between characters
    }
    if (code.size() > kLength) break;
  }
  const auto fault = check_credit_code(code);
  if (fault == CodeFault::kNone) return {fault, std::move(code)};
  if (code.size() == kLength || cell.size() == kLength)
    return {code.size() == kLength ? fault : check_credit_code(cell), {}};
  return {CodeFault::kLength, {}};
}

std::optional<PackedCode> pack_credit_code(std::string_view code) {
  if (code.size() != kLength) return std::nullopt;
  Wide packed = 0;
  for (std::size_t i = 0; i < kLength - 1; ++i) {
    const auto value = value_of(code[i]);
    if (value == kBad) return std::nullopt;
    packed = packed * 31 + value;
  }
  return PackedCode{static_cast<std::uint64_t>(packed >> 64), static_cast<std::uint64_t>(packed)};
}

std::string unpack_credit_code(PackedCode packed) {
  Wide rest = static_cast<Wide>(packed.high) << 64 | packed.low;
  std::string code(kLength, '0');
  unsigned sum = 0;
  for (std::size_t i = kLength - 1; i-- > 0;) {
    const auto value = static_cast<unsigned>(rest % 31);
    rest /= 31;
    code[i] = kDigits[value];
    sum += value * kWeights[i];
  }
  code[kLength - 1] = kDigits[(31 - sum % 31) % 31];
  return code;
}

}  // namespace lianzhao
