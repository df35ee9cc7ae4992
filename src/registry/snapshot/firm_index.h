// From a firm's key to its row. The key is the unified social credit code where the firm has a right one, else 'n'
// and 24 hex digits of its identity (hash of the folded name): it stays the same when the registry is imported again.
//
// A hash table of row numbers alone, 1.3 slots of four bytes a firm (52 MB for 10 million): keys are compared in the
// snapshot's own column. Built by several threads; immutable afterwards, thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "registry/snapshot/snapshot.h"

namespace lianzhao::registry {

std::string firm_key(const Identity& identity, bool is_code);
// The identity that a key names; nullopt where the text is no key.
std::optional<Identity> identity_of_key(std::string_view key);
// "" where there is no such row.
std::string firm_key(const Snapshot& snapshot, FirmId firm);

class FirmIndex {
 public:
  // `snapshot` must outlive it.
  FirmIndex(const Snapshot& snapshot, unsigned threads);

  // Also by a key that the firm had before its rows were joined. nullopt: no key, or no living firm has it.
  [[nodiscard]] std::optional<FirmId> find(std::string_view key) const;
  [[nodiscard]] std::size_t memory_bytes() const {
    return slots_.size() * sizeof(std::uint32_t) + aliases_.size() * sizeof aliases_[0];
  }

 private:
  [[nodiscard]] std::size_t slot_of(const Identity& identity) const;
  void add_segments(std::uint32_t first, std::uint32_t step);

  const Snapshot& snapshot_;
  std::vector<std::uint32_t> slots_;
  std::vector<std::pair<Identity, FirmId>> aliases_;  // sorted
};

}  // namespace lianzhao::registry
