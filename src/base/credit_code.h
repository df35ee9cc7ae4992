// Unified social credit code (统一社会信用代码), GB 32100-2015: 18 characters of 0-9 and A-Z without I, O, S, V, Z;
// the last is a check character: C18 = 31 - (sum of Ci * 3^(i-1) mod 31) mod 31 over the first 17.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lianzhao {

enum class CodeFault : std::uint8_t { kNone, kAbsent, kLength, kCharacter, kCheck };

// Checks a code of 18 characters and no others; lower-case letters are accepted as their capitals. A cell that says
// nothing (base/cell.h) and one character 18 times have no code.
CodeFault check_credit_code(std::string_view code);

// The code of a cell as people and programs write it: with blanks, dots, hyphens, an apostrophe, ="...", in
// full-width or small letters, behind '统一社会信用代码：', before '（1-1）', with O for 0 and I for 1. `code` is in
// capitals; it is given only where its check character is right, else `fault` is of what the cell holds.
struct ReadCode {
  CodeFault fault = CodeFault::kAbsent;
  std::string code;
};
ReadCode read_credit_code(std::string_view cell);

// The code's 17 payload characters in base 31: below 31^17 < 2^85. Only for codes without fault.
struct PackedCode {
  std::uint64_t high = 0, low = 0;
  friend bool operator==(const PackedCode&, const PackedCode&) = default;
};
std::optional<PackedCode> pack_credit_code(std::string_view code);
std::string unpack_credit_code(PackedCode packed);

}  // namespace lianzhao
