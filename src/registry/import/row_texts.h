// Reads whole rows back from segments that are written, keeping the blocks read last: rows of one firm lie where the
// files had them, and files come in the same order again. Internal to the importer; not thread-safe.
#pragma once

#include <array>
#include <list>
#include <string_view>
#include <vector>

#include "registry/import/merge.h"
#include "registry/snapshot/snapshot_writer.h"

namespace lianzhao::registry {

class RowTexts {
 public:
  RowTexts(const WrittenRows& rows, const FoldTable& table) : rows_(rows), table_(table) {}

  // kCorrupt where the rows cannot be read.
  Status read(FirmId firm, MergeRow& row);

 private:
  static constexpr std::size_t kKept = 16, kTexts = static_cast<std::size_t>(Detail::kCount) + 1;
  struct Block {
    std::uint64_t number = UINT64_MAX;  // segment << 32 | block
    std::vector<char> names, details;
    std::vector<std::array<std::string_view, kTexts>> rows;
  };
  Result<const Block*> block_of(FirmId firm);

  Status read_statements(FirmId firm, MergeRow& row);

  const WrittenRows& rows_;
  const FoldTable& table_;
  std::list<Block> blocks_;  // used last first
  std::vector<char> facts_;
};

}  // namespace lianzhao::registry
