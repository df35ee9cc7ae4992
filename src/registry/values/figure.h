// Numbers in digits as people and spreadsheets write them.
#pragma once

#include <optional>
#include <string_view>

#include "base/plain_text.h"

namespace lianzhao::registry {

// '3000', '27,850.0875', '5 000 000', "5'000'000", '500,0000' (groups of four), '5.000.000', '1.0E7', '.5'.
struct Figure {
  double value = 0;
  int digits = 0;        // before the point
  bool decimal = false;  // a point with a digit other than 0 behind it
};

// Takes a number off the front of a text that begins with a digit or a point. False: there is none, or its groups are
// not of three (or four) digits: '1,5' may be 1.5 or 15, so it is neither.
bool take_figure(std::u16string_view& plain, Figure& figure);

// A whole text that is one number, perhaps with a sign, and nothing else; blanks at its ends do not matter.
std::optional<double> read_number(std::string_view text);

}  // namespace lianzhao::registry
