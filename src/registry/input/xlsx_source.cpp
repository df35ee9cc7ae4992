#include "registry/input/xlsx_source.h"

#include <fmt/format.h>

#include <algorithm>

#include "registry/input/excerpt.h"
#include "registry/input/record_writer.h"
#include "registry/input/xlsx_sheet.h"

namespace lianzhao::registry {
namespace {

class XlsxSource final : public BlockSource {
 public:
  XlsxSource(std::unique_ptr<XlsxSheet> sheet, const SourceLimits& limits, BrokenRecordSink broken)
      : sheet_(std::move(sheet)),
        limits_(limits),
        broken_(std::move(broken)),
        columns_(canonical_columns()),
        writer_(limits.block_bytes) {}

  Status begin() {
    while (!header_ && !ended_) {
      if (auto read = read_some(); !read) return read;
    }
    if (!header_) return Error{ErrorCode::kBadInput, "the sheet is empty: it needs a header row and rows"};
    return {};
  }
  [[nodiscard]] const ColumnMap& columns() const override { return columns_; }
  [[nodiscard]] std::uint64_t input_bytes() const override { return 0; }
  [[nodiscard]] std::string describe() const override { return "XLSX"; }
  Result<std::optional<Block>> next() override {
    while (!writer_.has_block() && !ended_) {
      if (auto read = read_some(); !read) return read.error().in(fmt::format("near row {}", sheet_->row()));
    }
    if (!writer_.has_block()) return std::optional<Block>{};
    return std::optional<Block>(writer_.take(sheet_->unpacked()));
  }

 private:
  Status read_some() {
    auto read = sheet_->read([this](std::uint64_t row, std::vector<std::string>& cells, bool too_long) {
      return take_row(row, cells, too_long);
    });
    if (fault_) return *fault_;
    if (!read) return read;
    if (sheet_->ended()) {
      ended_ = true;
      writer_.finish();
    }
    return {};
  }

  bool take_row(std::uint64_t row, const std::vector<std::string>& cells, bool too_long) {
    const bool empty = std::all_of(cells.begin(), cells.end(), [](const auto& c) { return c.empty(); });
    if (too_long) {
      broken_(
          {row, "record-too-long: a cell is longer than the limit", cells.empty() ? "" : excerpt_of(cells.front())});
    } else if (!empty && !header_) {
      auto columns = match_columns(cells, limits_.columns);
      if (!columns) {
        fault_ = columns.error();
        return false;
      }
      header_ = *columns;
      columns_.ignored = columns->ignored;
      columns_.headers = columns->headers;
    } else if (!empty) {
      std::array<std::string, kColumnCount> fields;
      for (std::size_t i = 0; i < kColumnCount; ++i) {
        const int from = header_->field_of[i];
        if (from >= 0 && static_cast<std::size_t>(from) < cells.size()) {
          fields[i] = cells[static_cast<std::size_t>(from)];
        }
      }
      writer_.add(fields, row);
    }
    return true;
  }

  std::unique_ptr<XlsxSheet> sheet_;
  SourceLimits limits_;
  BrokenRecordSink broken_;
  ColumnMap columns_;
  RecordWriter writer_;
  std::optional<ColumnMap> header_;
  std::optional<Error> fault_;
  bool ended_ = false;
};

}  // namespace

Result<std::unique_ptr<BlockSource>> open_xlsx(const std::string& path, const SourceLimits& limits,
                                               BrokenRecordSink broken) {
  XlsxLimits most;
  most.cell_bytes = limits.xlsx_cell_bytes;
  most.columns = limits.header_fields;
  most.expanded_bytes = limits.expanded_bytes;
  auto sheet = XlsxSheet::open(path, most);
  if (!sheet) return sheet.error();
  auto source = std::make_unique<XlsxSource>(*std::move(sheet), limits, std::move(broken));
  if (auto begun = source->begin(); !begun) return begun.error();
  return std::unique_ptr<BlockSource>(std::move(source));
}

}  // namespace lianzhao::registry
