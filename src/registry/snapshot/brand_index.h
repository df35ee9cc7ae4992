// The living firms of a brand, over all segments, in one look: a segment's own list is sorted by brand, but there is
// one in each segment, and asking all of them for each candidate of a list is most of the list's time.
//
// Rows in buckets of the key's leading bits, within a bucket by the next 32 bits, then by row: 8 bytes a firm with a
// brand and one byte more for the buckets (90 MB for 10 million). Keys that agree in all these bits (54 for 10
// million firms) count as one. Built by several threads; immutable afterwards, thread-safe.
#pragma once

#include <span>
#include <vector>

#include "registry/snapshot/snapshot.h"

namespace lianzhao::registry {

class BrandIndex {
 public:
  struct Entry {
    std::uint32_t key_rest = 0;
    FirmId firm;
  };

  BrandIndex(const Snapshot& snapshot, unsigned threads);

  // Rising by row; empty for key 0. As Snapshot::firms_of_brand.
  [[nodiscard]] std::span<const Entry> find(std::uint64_t key) const;
  [[nodiscard]] std::size_t memory_bytes() const {
    return begins_.size() * sizeof(std::uint32_t) + entries_.size() * sizeof(Entry);
  }

 private:
  [[nodiscard]] std::size_t bucket_of(std::uint64_t key) const { return static_cast<std::size_t>(key >> shift_); }
  [[nodiscard]] std::uint32_t rest_of(std::uint64_t key) const {
    return static_cast<std::uint32_t>(key << (64 - shift_) >> 32);
  }

  unsigned shift_ = 63;
  std::vector<std::uint32_t> begins_;  // by bucket, one more than there are
  std::vector<Entry> entries_;
};

}  // namespace lianzhao::registry
