// Writes a snapshot aside; it takes the place of the old one on commit(), whole and synchronised. Segments get
// consecutive numbers in the order in which they are added. Not thread-safe.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/file.h"
#include "registry/snapshot/segment_builder.h"
#include "registry/snapshot/snapshot.h"

namespace lianzhao::registry {

class SnapshotWriter {
 public:
  static Result<SnapshotWriter> create(const std::string& path);

  // Returns the segment's number. All its rows are alive until kill().
  Result<std::uint32_t> add(const SegmentData& segment);
  // A segment of another snapshot, byte for byte, with its dead rows.
  Result<std::uint32_t> copy(const Snapshot& from, std::uint32_t segment);
  void kill(FirmId firm);
  [[nodiscard]] std::uint64_t alive() const { return alive_count_; }

  Status commit(const Vocabulary& vocabulary, const std::vector<Dataset>& datasets);

 private:
  explicit SnapshotWriter(AtomicFile file) : file_(std::move(file)) {}
  Status put(Section section, std::uint32_t segment, std::span<const char> bytes);
  [[nodiscard]] Result<std::uint32_t> next_segment() const;
  void count_firms(std::span<const std::uint32_t> term_firms);

  AtomicFile file_;
  std::vector<DirectoryEntry> directory_;
  std::vector<std::vector<std::uint64_t>> alive_;  // by segment
  std::vector<std::uint32_t> term_firms_;
  std::uint64_t row_count_ = 0, alive_count_ = 0;
};

}  // namespace lianzhao::registry
