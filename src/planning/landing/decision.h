// Which branch of a template holds, and why: chosen, usual, or decided by the project's figures against the thresholds
// of the law.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "planning/landing/citation.h"

namespace lianzhao::planning {

enum class DecidedBy : std::uint8_t {
  kFigures,  // by the thresholds in force on the day of the task in question
  kChoice,
  kDefault,  // nothing was said
};
std::string_view name_of(DecidedBy by);  // "figures"

struct Figure {
  std::string id;
  Words name, unit;
  std::optional<double> value;
};

struct Decision {
  std::string option, value;  // ids
  Words name, value_name;
  DecidedBy by = DecidedBy::kDefault;
  std::optional<Citation> law;   // by figures: the provision with the threshold
  std::vector<Figure> figures;   // by figures: those that decided
  std::vector<Figure> missing;   // else: those that would decide
};

// In a sentence, with figures, law and its degree, or with what is to be filled in.
Words words_of(const Decision& decision);

}  // namespace lianzhao::planning
