// Words that must stand in a firm's name, scope or products, compared folded. Reads the texts of the rows offered, in
// rising order within a segment, so that a block is unpacked once. Internal to the query engine.
#pragma once

#include <string>
#include <vector>

#include "base/folding.h"
#include "registry/snapshot/snapshot.h"

namespace lianzhao::registry {

class TextFilter {
 public:
  TextFilter(const std::vector<std::string>& texts, const FoldTable& table);

  Status begin(const SegmentView& segment);
  bool accepts(std::uint32_t row);  // false also when the texts cannot be read: see state()
  [[nodiscard]] const Status& state() const { return state_; }

 private:
  // One kind of text block, with the block unpacked last.
  struct Cursor {
    const TextBlockReader* reader = nullptr;
    std::int64_t block = -1;
    std::uint32_t next = 0;  // row that comes next in `rest`
    std::vector<char> plain;
    std::string_view rest;
  };
  bool seek(Cursor& cursor, std::uint32_t row, std::span<std::string_view> fields);
  void mark_found(std::string_view text);

  const FoldTable& table_;
  std::vector<std::u16string> wanted_;
  std::vector<bool> found_;
  Cursor names_, details_;
  FoldedText folded_;
  Status state_;
};

}  // namespace lianzhao::registry
