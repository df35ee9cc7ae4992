// What each row's score can gain at most beside capability: focus, scale and standing from its columns, rounded up to
// a byte. With it a query drops nearly every candidate on one byte in order, where it would else fetch the row
// itself. A byte a firm; built by several threads, immutable afterwards, thread-safe.
#pragma once

#include <span>
#include <vector>

#include "registry/snapshot/snapshot.h"

namespace lianzhao::registry {

class ScoreBounds {
 public:
  ScoreBounds(const Snapshot& snapshot, unsigned threads);

  // Of one segment, by row.
  [[nodiscard]] std::span<const std::uint8_t> of_segment(std::size_t segment) const { return segments_[segment]; }
  // The points of a byte: never below those of the row.
  static constexpr float points(std::uint8_t bound) { return kLowest + kStep * static_cast<float>(bound); }
  [[nodiscard]] std::size_t memory_bytes() const;

 private:
  static constexpr float kLowest = -2.4f, kStep = 0.02f;  // up to 2.7; what is lower counts as kLowest
  std::vector<std::vector<std::uint8_t>> segments_;
};

}  // namespace lianzhao::registry
