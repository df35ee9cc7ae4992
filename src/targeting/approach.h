// The stated rules by which an approach is advised (docs/targets.md#approach).
#pragma once

#include "targeting/targets.h"

namespace lianzhao::targeting {

// `in_region`: targets of the same list in the same region.
std::vector<ApproachAdvice> advise(const TargetingContext& context, const ChainDiagnosis& diagnosis, std::size_t node,
                                   const Target& target, std::size_t in_region);

}  // namespace lianzhao::targeting
