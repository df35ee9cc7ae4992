#include "registry/import/row_texts.h"

#include <algorithm>
#include <iterator>

#include "registry/import/row_parser.h"

namespace lianzhao::registry {

static_assert(kNameRowsPerBlock == kDetailRowsPerBlock, "names and details of a row lie in blocks of one number");

Result<const RowTexts::Block*> RowTexts::block_of(FirmId firm) {
  const auto block = firm.row() / kDetailRowsPerBlock;
  const std::uint64_t number = std::uint64_t{firm.segment()} << 32 | block;
  for (auto known = blocks_.begin(); known != blocks_.end(); ++known) {
    if (known->number != number) continue;
    blocks_.splice(blocks_.begin(), blocks_, known);
    return &blocks_.front();
  }
  if (blocks_.size() < kKept)
    blocks_.emplace_front();
  else
    blocks_.splice(blocks_.begin(), blocks_, std::prev(blocks_.end()));
  auto& kept = blocks_.front();
  kept.number = UINT64_MAX;
  const auto& segment = rows_.segments[firm.segment()];
  if (auto read = segment.names.read_block(block, kept.names); !read) return read.error();
  if (auto read = segment.details.read_block(block, kept.details); !read) return read.error();
  std::string_view names(kept.names.data(), kept.names.size()), details(kept.details.data(), kept.details.size());
  const auto rows = std::min<std::uint32_t>(kDetailRowsPerBlock, segment.rows - block * kDetailRowsPerBlock);
  kept.rows.resize(rows);
  for (auto& row : kept.rows) {
    if (!segment.names.next_row(names, {&row.back(), 1}) ||
        !segment.details.next_row(details, std::span(row).first(kTexts - 1))) {
      return Error{ErrorCode::kCorrupt, "a row of the snapshot is cut short"};
    }
  }
  kept.number = number;
  return &kept;
}

Status RowTexts::read(FirmId firm, MergeRow& row) {
  auto block = block_of(firm);
  if (!block) return block.error();
  const auto& texts = (*block)->rows[firm.row() % kDetailRowsPerBlock];
  for (std::size_t i = 0; i < kTexts; ++i) row.values[i] = texts[i];  // the name is the field behind the details
  const auto& segment = rows_.segments[firm.segment()];
  row.hot = segment.hot[firm.row()];
  row.identity = segment.identities[firm.row()];
  row.name_identity = identity_of_name(table_, row.values[static_cast<std::size_t>(Field::kName)]);
  row.fill_values();
  return read_statements(firm, row);
}

Status RowTexts::read_statements(FirmId firm, MergeRow& row) {
  row.statements.clear();
  std::string_view bytes;
  const auto& facts = rows_.segments[firm.segment()].facts;
  const auto& given = rows_.statements[firm.segment()];
  const auto own = std::lower_bound(given.begin(), given.end(), firm.row(),
                                    [](const auto& a, std::uint32_t number) { return a.first < number; });
  if (own != given.end() && own->first == firm.row()) {
    bytes = own->second;
  } else if (facts.block_count() > 0) {
    if (auto read = facts.read_row(firm.row(), facts_, {&bytes, 1}); !read) return read;
  }
  if (bytes.empty()) return {};
  auto statements = decode_statements(bytes);
  if (!statements) return statements.error();
  row.statements = *std::move(statements);
  return {};
}

}  // namespace lianzhao::registry
