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

// Rows that a writer has written so far, by their numbers; all but the bits of living rows.
struct WrittenRows {
  MappedFile file;
  std::vector<SegmentView> segments;
  // By segment: statements that came with its rows (SegmentData), where they do not stand in its facts.
  std::vector<std::span<const std::pair<std::uint16_t, std::string>>> statements;
};

class SnapshotWriter {
 public:
  static Result<SnapshotWriter> create(const std::string& path);

  // Returns the segment's number. All its rows are alive until kill().
  Result<std::uint32_t> add(const SegmentData& segment);
  // A segment of another snapshot, byte for byte, with its dead rows. `from` must live until commit().
  Result<std::uint32_t> copy(const Snapshot& from, std::uint32_t segment);
  [[nodiscard]] std::uint32_t segments() const { return static_cast<std::uint32_t>(alive_.size()); }
  void kill(FirmId firm);
  [[nodiscard]] bool is_alive(FirmId firm) const {
    return alive_[firm.segment()][firm.row() / 64] >> firm.row() % 64 & 1;
  }
  [[nodiscard]] std::uint64_t alive() const { return alive_count_; }
  // What the datasets say of a firm (encode_statements); in the place of what stood there.
  void set_statements(FirmId firm, std::string statements);
  void add_alias(FirmId firm, const Identity& identity);
  [[nodiscard]] Result<WrittenRows> written() const;

  Status commit(const Vocabulary& vocabulary, const std::vector<Dataset>& datasets,
                const std::vector<Doubt>& doubts = {});

 private:
  explicit SnapshotWriter(AtomicFile file) : file_(std::move(file)) {}
  Status put(Section section, std::uint32_t segment, std::span<const char> bytes);
  [[nodiscard]] Result<std::uint32_t> next_segment() const;
  void count_firms(std::span<const std::uint32_t> term_firms);
  Status put_facts(std::uint32_t segment);
  Status put_aliases(std::uint32_t segment);

  // Of a segment, what is written at the end: of the snapshot it was copied from, and what came since.
  struct Late {
    std::span<const char> old_facts;
    TextBlockReader old_fact_rows;
    std::span<const AliasEntry> old_aliases;
    std::uint32_t rows = 0;
    std::vector<std::pair<std::uint16_t, std::string>> given_facts, facts;
    std::vector<AliasEntry> given_aliases, aliases;
  };

  AtomicFile file_;
  std::vector<DirectoryEntry> directory_;
  std::vector<std::vector<std::uint64_t>> alive_;  // by segment
  std::vector<Late> late_;                         // by segment
  std::vector<std::uint32_t> term_firms_;
  std::uint64_t row_count_ = 0, alive_count_ = 0;
};

}  // namespace lianzhao::registry
