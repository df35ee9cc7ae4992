// The segments of a snapshot's bytes as typed views: of a file that is whole, or of one still being written.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "registry/snapshot/format.h"
#include "registry/snapshot/text_blocks.h"
#include "registry/terms/vocabulary.h"

namespace lianzhao::registry {

// A row of the whole snapshot: segment * 65,536 + row.
struct FirmId {
  std::uint32_t value = 0;
  [[nodiscard]] std::uint32_t segment() const { return value / kSegmentRows; }
  [[nodiscard]] std::uint32_t row() const { return value % kSegmentRows; }
  friend auto operator<=>(FirmId, FirmId) = default;
};

// One segment's sections as typed views.
struct SegmentView {
  std::uint32_t rows = 0;
  std::span<const HotRow> hot;
  std::span<const Identity> identities;
  std::span<const std::uint64_t> alive;
  std::span<const std::uint32_t> term_offsets;
  std::span<const std::uint16_t> posting_rows;
  std::span<const std::uint8_t> posting_payloads;
  std::span<const BrandEntry> brands;
  std::span<const AliasEntry> aliases;  // sorted by identity
  TextBlockReader names, details;
  TextBlockReader facts;  // without blocks where no firm of the segment has statements

  struct TermPostings {
    std::span<const std::uint16_t> rows;
    std::span<const std::uint8_t> payloads;
  };
  // Empty for a term that was not in the vocabulary when the segment was built.
  [[nodiscard]] TermPostings postings(TermId term) const;
  [[nodiscard]] bool is_alive(std::uint32_t row) const { return row < rows && (alive[row / 64] >> (row % 64) & 1); }
};

// Whether the bits of living rows must be there: they are written last.
enum class AliveBits : std::uint8_t { kNeeded, kNotYet };

// `directory`'s entries must lie within `bytes`. kCorrupt where sections are missing or do not fit together.
Result<std::vector<SegmentView>> view_segments(std::span<const char> bytes, std::span<const DirectoryEntry> directory,
                                               std::uint32_t count, AliveBits alive);

}  // namespace lianzhao::registry
