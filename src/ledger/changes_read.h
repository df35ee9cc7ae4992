// How far a copy in memory has read the changes of records, by their updated_at. They are read once more for two
// minutes past that: clocks differ, and a change is seen after its instant was taken.
#pragma once

#include <algorithm>

#include "base/instant.h"

namespace lianzhao::ledger {

class ChangesRead {
 public:
  // Microseconds: what was changed before has been read. 0: all is to be read.
  [[nodiscard]] std::int64_t since() const { return until_ == 0 ? 0 : until_ - minutes(2).micros; }
  void read(Instant updated_at) { until_ = std::max(until_, updated_at.micros); }

 private:
  std::int64_t until_ = 0;
};

}  // namespace lianzhao::ledger
