#include "base/credit_code.h"

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

std::uint8_t value_of(char c) {
  return kValues[static_cast<unsigned char>(c)];
}

__extension__ using Wide = unsigned __int128;

}  // namespace

CodeFault check_credit_code(std::string_view code) {
  if (code.empty() || code == "N/A" || code == "-" || code == "null" || code == "NULL" || code == "无")
    return CodeFault::kAbsent;
  if (code.size() != kLength) return CodeFault::kLength;
  unsigned sum = 0;
  for (std::size_t i = 0; i < kLength - 1; ++i) {
    const auto value = value_of(code[i]);
    if (value == kBad) return CodeFault::kCharacter;
    sum += value * kWeights[i];
  }
  const auto last = value_of(code[kLength - 1]);
  if (last == kBad) return CodeFault::kCharacter;
  return last == (31 - sum % 31) % 31 ? CodeFault::kNone : CodeFault::kCheck;
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
