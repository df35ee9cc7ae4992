// Firms whose name has a part, found by looking through the names themselves: what no index answers. Bounded by time,
// so that somebody typing is not kept waiting over a large registry.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "registry/snapshot/snapshot.h"

namespace lianzhao::registry {

struct NameMatches {
  std::vector<FirmId> firms;  // living ones, in order
  bool complete = true;       // false: time was up before all names were looked through or enough were found
};

// At most `most` firms. The part stands in the name as written, or with its Latin letters in capitals or small.
// `time_is_up` is asked before each block of some hundred names. Errors: kCorrupt.
Result<NameMatches> find_in_names(const Snapshot& snapshot, std::string_view part, std::size_t most,
                                  const std::function<bool()>& time_is_up);

}  // namespace lianzhao::registry
