// From likeness to log-odds: slope and zero point, found on pairs that were held out (likeness.h).
#pragma once

#include "targeting/makers/companions.h"

namespace lianzhao::targeting {

struct LikenessFit {
  float slope = 0;
  float usual = 0;
};

// Holds out one pair in twenty (no bookkeeping lines, at most 2,000), trains without them, and fits the makers of
// each against all other firms that are not known to make it.
LikenessFit fit_likeness(const MakerData& data, const CompanionInputs& inputs, const CompanionOptions& options);

}  // namespace lianzhao::targeting
