// Which firm is which row: an open-addressing table from identity to row number. 16 bytes an entry, at most 3/4 full.
#pragma once

#include <cstdint>
#include <vector>

#include "registry/snapshot/format.h"

namespace lianzhao::registry {

class IdentityTable {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  IdentityTable() : slots_(1u << 12) {}

  // Makes room for `more` further identities.
  void reserve(std::size_t more);
  // Brings the slot into the cache; call some identities ahead of put().
  void prefetch(const Identity& identity) const {
    __builtin_prefetch(&slots_[hash(identity) & (slots_.size() - 1)], 1);
  }

  // The row under this identity, to be read or changed until the next call; `row` itself where there was none.
  struct Entry {
    std::uint32_t& row;
    bool fresh;
  };
  Entry put(const Identity& identity, std::uint32_t row);
  [[nodiscard]] std::uint32_t find(const Identity& identity) const;  // kNone where there is none
  [[nodiscard]] std::size_t size() const { return count_; }

 private:
  struct Slot {
    std::uint64_t low = 0;
    std::uint32_t high = 0;
    std::uint32_t row = kNone;  // kNone: empty
  };
  static std::uint64_t hash(const Identity& identity) {
    std::uint64_t h = (identity.low ^ static_cast<std::uint64_t>(identity.high) << 32) * 0x9E3779B97F4A7C15ull;
    return h ^ h >> 29;
  }
  [[nodiscard]] std::size_t place_of(const Identity& identity) const;
  void grow(std::size_t slots);

  std::vector<Slot> slots_;
  std::size_t count_ = 0;
};

}  // namespace lianzhao::registry
