#include "fuzz/read_source.h"

#include <optional>

#include "registry/import/csv_records.h"
#include "registry/import/row_parser.h"
#include "registry/input/block_source.h"

namespace lianzhao::fuzz {
namespace {

using namespace registry;

void check_row(const SegmentBuilder::Row& row, std::span<const Posting> postings) {
  require(!row.name.empty() && row.name.size() <= RowParser::kMaxNameBytes, "an accepted row has a name");
  require(is_valid_utf8(row.name), "an accepted name is UTF-8");
  require(row.hot.place == 0 || tools().places.find({row.hot.place}), "a place is known");
  for (const auto& posting : postings) require(posting.term < tools().vocabulary.size(), "a term is known");
}

// A parser of these columns. That of the file before is taken again where it fits: a new one clears two megabytes,
// and what it remembers of items must make no difference.
RowParser& parser_of(const RowContext& context, const ColumnMap& columns) {
  static std::optional<RowParser> kept;
  static ColumnMap kept_columns;
  if (!kept || kept_columns.field_of != columns.field_of || kept_columns.field_count != columns.field_count) {
    kept.emplace(context, columns);
    kept_columns = columns;
  }
  return *kept;
}

}  // namespace

Reading read_source(const std::string& path, std::size_t block_bytes) {
  static const ScopeReader kScopes = [] {
    auto reader = ScopeReader::create(tools().vocabulary);
    require(reader.ok(), "the scope reader is made");
    return *std::move(reader);
  }();
  SourceLimits limits;
  limits.block_bytes = block_bytes;
  limits.record_bytes = limits.xlsx_cell_bytes = 16u << 10;
  limits.expanded_bytes = 1u << 20;
  Reading reading;
  auto source = open_source(path, limits, [&](const BrokenRecord& record) {
    ++reading.broken;
    reading.too_long |= record.reason.starts_with("record-too-long");
    require(record.reason.find(": ") != std::string::npos, "a reason has a code");
    require(record.excerpt.size() <= 200 && is_valid_utf8(record.excerpt), "an excerpt is short and UTF-8");
  });
  if (!source) {
    require(!source.error().message.empty(), "an error is told");
    return reading;
  }
  const RowContext context{&kScopes,
                           &tools().places,
                           &tools().names,
                           &tools().table,
                           static_cast<std::uint32_t>(tools().vocabulary.size()),
                           tools().clock.today(),
                           0};
  auto& parser = parser_of(context, (*source)->columns());
  std::vector<std::string_view> fields;
  SegmentBuilder::Row row;
  for (;;) {
    auto block = (*source)->next();
    if (!block) return reading;
    if (!*block) break;
    require((*block)->storage.size() >= (*block)->size + Block::kPadding, "a block is padded");
    CsvRecords records((*block)->storage.data(), (*block)->size, (*block)->first_line);
    while (records.next(fields)) {
      std::string record;
      for (const auto field : fields) record += std::to_string(field.size()) + ":" + std::string(field) + ",";
      reading.records.push_back(std::to_string(records.line()) + " " + record);
      if (parser.parse(fields, records.field_count(), true, row).fault == RowFault::kNone)
        check_row(row, parser.postings());
    }
  }
  reading.good = true;
  return reading;
}

Reading read_both_ways(std::string_view bytes) {
  const MemoryFile file(bytes);
  auto large = read_source(file.path(), 64u << 10);
  const auto small = read_source(file.path(), 64);
  if (large.good && small.good && !small.too_long)
    require(large == small, "where blocks are cut makes no difference");
  return large;
}

}  // namespace lianzhao::fuzz
