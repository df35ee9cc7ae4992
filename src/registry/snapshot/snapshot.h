// A snapshot, opened: a memory map and the table of its sections. Opening reads the header and the directory only, so
// it takes the same short time whatever the size. Immutable and thread-safe.
//
// A damaged file never makes a reader leave its sections: sizes are checked on opening, contents where they are used.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/file.h"
#include "registry/snapshot/facts.h"
#include "registry/snapshot/format.h"
#include "registry/snapshot/segments.h"

namespace lianzhao::registry {

// Where rows came from.
struct Dataset {
  std::string name;          // file name
  std::string source;        // who publishes it
  std::string source_class;  // registry | list | synthetic | other
  std::optional<Day> as_of;  // date of the data
  std::string status;        // reported | unverified | synthetic
  std::string imported_at;   // RFC 3339, UTC
  std::uint64_t rows_read = 0, accepted = 0, rejected = 0, duplicates = 0, updated = 0;
};

// The texts of a firm, owned.
struct FirmTexts {
  std::string name;
  std::array<std::string, static_cast<std::size_t>(Detail::kCount)> details;
  [[nodiscard]] const std::string& operator[](Detail which) const { return details[static_cast<std::size_t>(which)]; }
};

class Snapshot {
 public:
  // Errors: kNotFound, kIo, kVersion (written by another version: import again), kCorrupt.
  static Result<Snapshot> open(const std::string& path);

  [[nodiscard]] const FileHeader& header() const { return header_; }
  [[nodiscard]] std::span<const SegmentView> segments() const { return segments_; }
  [[nodiscard]] std::span<const DirectoryEntry> directory() const { return directory_; }
  [[nodiscard]] std::span<const char> section_bytes(const DirectoryEntry& entry) const;
  [[nodiscard]] const std::vector<Dataset>& datasets() const { return datasets_; }

  [[nodiscard]] std::uint32_t term_count() const { return term_count_; }
  [[nodiscard]] std::string_view term_text(TermId term) const;  // folded UTF-8
  [[nodiscard]] std::optional<TermId> find_term(std::string_view folded) const;
  [[nodiscard]] std::uint32_t term_firms(TermId term) const {
    return term < term_firms_.size() ? term_firms_[term] : 0;
  }

  [[nodiscard]] const HotRow* hot(FirmId firm) const;
  Result<FirmTexts> texts(FirmId firm) const;
  Result<std::string> name(FirmId firm) const;
  [[nodiscard]] std::string code(FirmId firm) const;  // "" when the firm has none
  // What each dataset says of the firm, newest first; empty where its dataset (HotRow::dataset) says all.
  Result<std::vector<Statement>> statements(FirmId firm) const;
  // Living firms of one brand key, in order.
  [[nodiscard]] std::vector<FirmId> firms_of_brand(std::uint64_t key) const;

  // Pairs of living firms that may be one.
  [[nodiscard]] std::span<const Doubt> doubts() const { return doubts_; }

  // Computes every section's checksum; names the first that is wrong. `progress` gets bytes done and returns false to
  // stop.
  Status verify(const std::function<bool(std::uint64_t)>& progress = {}) const;

 private:
  explicit Snapshot(MappedFile file) : file_(std::move(file)) {}
  Status read();
  Status read_terms();

  MappedFile file_;
  FileHeader header_{};
  std::span<const DirectoryEntry> directory_;
  std::vector<SegmentView> segments_;
  std::vector<Dataset> datasets_;
  std::span<const Doubt> doubts_;
  std::uint32_t term_count_ = 0;
  std::span<const std::uint32_t> term_begins_, term_order_, term_firms_;
  std::string_view term_bytes_;
};

// Between JSON and the list of datasets.
std::string datasets_to_json(const std::vector<Dataset>& datasets);
Result<std::vector<Dataset>> datasets_from_json(std::string_view json);

}  // namespace lianzhao::registry
