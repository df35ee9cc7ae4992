// From a firm's key to its row. The key is the unified social credit code where the firm has a right one, else 'n'
// and 24 hex digits of its identity (hash of the folded name): it stays the same when the registry is imported again.
//
// A hash table of row numbers alone, 1.3 slots of four bytes a firm (52 MB for 10 million): keys are compared in the
// snapshot's own column. Built by several threads; immutable afterwards, thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "registry/snapshot/snapshot.h"

namespace lianzhao::registry {

// "" where there is no such row.
std::string firm_key(const Snapshot& snapshot, FirmId firm);

class FirmIndex {
 public:
  // `snapshot` must outlive it.
  FirmIndex(const Snapshot& snapshot, unsigned threads);

  // nullopt: no key, or no living firm has it.
  [[nodiscard]] std::optional<FirmId> find(std::string_view key) const;
  [[nodiscard]] std::size_t memory_bytes() const { return slots_.size() * sizeof(std::uint32_t); }

 private:
  [[nodiscard]] std::size_t slot_of(const Identity& identity) const;
  void add_segments(std::uint32_t first, std::uint32_t step);

  const Snapshot& snapshot_;
  std::vector<std::uint32_t> slots_;
};

}  // namespace lianzhao::registry
