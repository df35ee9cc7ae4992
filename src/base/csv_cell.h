// A text as one cell of a CSV file that people open in spreadsheets.
#pragma once

#include <string>
#include <string_view>

namespace lianzhao {

// Quoted where needed (RFC 4180). A text that a spreadsheet would run as a formula (it begins with = + - @, a tab or
// a line end, and is no plain number) gets an apostrophe in front. NUL bytes become blanks.
std::string csv_cell(std::string_view text);

}  // namespace lianzhao
