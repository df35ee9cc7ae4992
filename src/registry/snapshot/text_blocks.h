// Texts of a segment's rows, compressed in small blocks so that one row can be read without the others.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace lianzhao::registry {

// Collects rows, each with the same number of texts.
class TextBlockWriter {
 public:
  explicit TextBlockWriter(std::uint32_t rows_per_block) : rows_per_block_(rows_per_block) {}
  void add_row(std::span<const std::string_view> fields);
  // The section's bytes; the writer is empty afterwards and may be used again.
  std::vector<char> finish();

 private:
  void end_block();
  std::uint32_t rows_per_block_, rows_in_block_ = 0;
  std::vector<char> plain_, packed_;
  std::size_t plain_size_ = 0;  // of plain_ in use
  std::vector<std::uint32_t> offsets_, plain_bytes_;
};

// Reads a section as written above. Every bound is checked: a damaged section gives kCorrupt, never a read outside
// it.
class TextBlockReader {
 public:
  TextBlockReader() = default;
  static Result<TextBlockReader> open(std::span<const char> section, std::uint32_t fields);

  // The fields of one row, as views into `buffer` (which is overwritten).
  Status read_row(std::uint32_t row, std::vector<char>& buffer, std::span<std::string_view> fields) const;
  // Unpacks the whole block that holds `row`; then visit its rows with next_row. For scans.
  Status read_block(std::uint32_t block, std::vector<char>& buffer) const;
  [[nodiscard]] std::uint32_t block_count() const { return block_count_; }
  [[nodiscard]] std::uint32_t rows_per_block() const { return rows_per_block_; }
  // Takes one row from the front of `rest`; false when the block is damaged.
  bool next_row(std::string_view& rest, std::span<std::string_view> fields) const;

 private:
  // About what the first `rows` rows of a block take.
  Status read_block_begin(std::uint32_t block, std::uint32_t rows, std::vector<char>& buffer) const;
  [[nodiscard]] std::uint32_t word(std::size_t index) const;
  std::span<const char> section_;
  std::uint32_t rows_per_block_ = 1, block_count_ = 0, fields_ = 0;
};

}  // namespace lianzhao::registry
