#include "base/tsv.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/file.h"

namespace lianzhao {

Result<TsvTable> TsvTable::load(const std::string& path, const std::vector<std::string>& required) {
  auto content = read_file(path, kMaxBytes);
  if (!content) return content.error();
  TsvTable table;
  table.path_ = path;
  table.content_ = *std::move(content);
  const std::string_view all = table.content_;
  std::size_t begin = all.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  std::vector<Cell> cells;
  for (std::uint32_t number = 1; begin < all.size(); ++number) {
    auto end = std::min(all.find('\n', begin), all.size());
    const std::size_t next = end + 1;
    if (end > begin && all[end - 1] == '\r') --end;
    if (end > begin && all[begin] != '#') {
      cells.clear();
      for (std::size_t at = begin;;) {
        const auto tab = std::min(all.find('\t', at), end);
        cells.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(tab - at)});
        if (tab == end) break;
        at = tab + 1;
      }
      if (table.header_.empty()) {
        for (const auto& cell : cells) table.header_.emplace_back(all.substr(cell.begin, cell.size));
      } else if (cells.size() != table.header_.size()) {
        return Error{ErrorCode::kBadInput, fmt::format("{}:{}: {} cells, but the header names {} columns", path,
                                                       number, cells.size(), table.header_.size())};
      } else {
        table.cells_.insert(table.cells_.end(), cells.begin(), cells.end());
        table.lines_.push_back(number);
      }
    }
    begin = next;
  }
  for (const auto& name : required) {
    if (table.column(name) == kNoColumn) {
      return Error{ErrorCode::kBadInput, fmt::format("{}: the header has no column '{}'", path, name)};
    }
  }
  return table;
}

std::size_t TsvTable::column(std::string_view name) const {
  const auto found = std::find(header_.begin(), header_.end(), name);
  return found == header_.end() ? kNoColumn : static_cast<std::size_t>(found - header_.begin());
}

std::string_view TsvTable::at(std::size_t row, std::size_t column) const {
  if (column == kNoColumn) return {};
  const auto& cell = cells_[row * header_.size() + column];
  return std::string_view(content_).substr(cell.begin, cell.size);
}

std::string TsvTable::where(std::size_t row) const {
  return fmt::format("{}:{}", path_, lines_[row]);
}

}  // namespace lianzhao
