// Records of other formats written as canonical CSV blocks. Internal to the readers of JSON and XLSX.
#pragma once

#include <array>
#include <deque>
#include <string>

#include "registry/input/block_source.h"

namespace lianzhao::registry {

// The columns of canonical CSV: all of them, in the order of Column.
ColumnMap canonical_columns();

class RecordWriter {
 public:
  explicit RecordWriter(std::size_t block_bytes) : block_bytes_(block_bytes) {}
  // One record; `number` is its place in the file (Block::first_line of the block it begins). Numbers rise; one that
  // does not, or a wide gap, ends the block.
  void add(const std::array<std::string, kColumnCount>& fields, std::uint64_t number);
  [[nodiscard]] bool has_block() const { return !ready_.empty(); }
  Block take(std::uint64_t input_offset);
  void finish() { end_block(); }

 private:
  void end_block();
  std::size_t block_bytes_;
  std::string text_;
  std::uint64_t first_ = 0, next_ = 0, sequence_ = 0;
  std::deque<Block> ready_;
};

}  // namespace lianzhao::registry
