// What joining the rows of one firm came to.
#pragma once

#include <cstdint>

namespace lianzhao::registry {

struct JoinCounts {
  std::uint64_t changed = 0;  // firms known before of which some value is another now
  std::uint64_t filled = 0;   // ... to which values came where there were none
  std::uint64_t joined = 0;   // firms that had been two
  std::uint64_t doubts = 0;   // pairs that may be one firm, for people to decide
};

}  // namespace lianzhao::registry
