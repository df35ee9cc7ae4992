#include "registry/import/preview.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/folding.h"
#include "registry/import/csv_records.h"
#include "registry/import/reject_reasons.h"

namespace lianzhao::registry {
namespace {

constexpr std::size_t kPreviewBlock = 256u << 10, kSamples = 3, kMostNotes = 20;

// "CSV, GB18030, gzip"
void read_description(std::string_view text, Preview& out) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto comma = text.find(", ");
    parts.emplace_back(text.substr(0, comma));
    text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 2);
  }
  if (!parts.empty()) out.format = parts[0];
  if (parts.size() > 1) out.encoding = parts[1];
  if (parts.size() > 2) out.compression = parts[2];
}

PreviewRow understood(const RowParser::Outcome& outcome, const SegmentBuilder::Row& row,
                      std::span<const Posting> postings, std::uint64_t line) {
  PreviewRow out;
  out.line = line;
  if (outcome.fault != RowFault::kNone) {
    const auto reason = reject_reason(fault_name(outcome.fault));
    out.problem_zh = fmt::format("{}（{}）", reason.zh, header_of(outcome.column));
    out.problem_en = fmt::format("{} ({})", reason.en, header_of(outcome.column));
    return out;
  }
  out.name = row.name;
  out.place = PlaceCode{row.hot.place};
  if (row.hot.capital >= 0) out.capital = row.hot.capital;
  if (row.hot.registered != HotRow::kNoDay) out.registered = Day{row.hot.registered};
  for (const auto& posting : postings) out.terms.push_back(posting.term);
  return out;
}

}  // namespace

Result<Preview> preview_file(const std::string& path, const std::vector<ColumnOverride>& columns,
                             const Vocabulary& vocabulary, const ImportTools& tools, std::size_t rows) {
  const auto scopes = ScopeReader::create(vocabulary);
  if (!scopes) return scopes.error();
  Preview out;
  SourceLimits limits;
  limits.block_bytes = kPreviewBlock;
  limits.columns = columns;
  auto source = open_source(path, limits, [&](const BrokenRecord& record) {
    if (out.notes.size() >= kMostNotes) return;
    const auto reason = reject_reason(record.reason.substr(0, record.reason.find(": ")));
    out.notes.push_back({fmt::format("第 {} 行：{}", record.line, reason.zh.empty() ? record.reason : reason.zh),
                         fmt::format("line {}: {}", record.line, record.reason)});
  });
  if (!source) return source.error();
  read_description((*source)->describe(), out);
  std::error_code code;
  out.bytes = std::filesystem::file_size(path, code);
  if (code) out.bytes = 0;
  auto block = (*source)->next();
  if (!block) return block.error();
  const auto& map = (*source)->columns();
  for (const auto& header : map.headers) out.headers.push_back({header.name, header.column, {}});
  if (!*block) return out;
  const auto context = row_context(*scopes, vocabulary, tools);
  RowParser parser(context, map);
  CsvRecords records((*block)->storage.data(), (*block)->size, (*block)->first_line);
  std::vector<std::string_view> fields;
  SegmentBuilder::Row row;
  while (out.rows.size() < rows && records.next(fields)) {
    std::string stated_code;
    for (auto& header : out.headers) {
      const int at = header.column ? map[*header.column] : ColumnMap::kAbsent;
      if (at < 0 || static_cast<std::size_t>(at) >= fields.size()) continue;
      const auto value = fields[static_cast<std::size_t>(at)];
      if (header.column == Column::kCode) stated_code = value;
      if (header.sample.size() < kSamples && !value.empty()) header.sample.emplace_back(cut_at_character(value, 400));
    }
    const auto outcome = parser.parse(fields, records.field_count(), true, row);
    out.rows.push_back(understood(outcome, row, parser.postings(), records.line()));
    out.rows.back().code = std::move(stated_code);
  }
  return out;
}

}  // namespace lianzhao::registry
