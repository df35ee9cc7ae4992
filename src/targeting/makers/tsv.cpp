#include "targeting/makers/tsv.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/file.h"
#include "base/folding.h"

namespace lianzhao::targeting {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{1} << 31;
constexpr std::size_t kMissing = ~std::size_t{0};

void split(std::string_view line, std::vector<std::string_view>& cells) {
  cells.clear();
  for (std::size_t from = 0;;) {
    const auto tab = line.find('\t', from);
    cells.push_back(line.substr(from, tab - from));
    if (tab == std::string_view::npos) return;
    from = tab + 1;
  }
}

Result<std::vector<std::size_t>> find_columns(const std::string& path, std::span<const std::string_view> columns,
                                              const std::vector<std::string_view>& header) {
  std::vector<std::size_t> places;
  for (auto name : columns) {
    const bool optional = name.starts_with('?');
    if (optional) name.remove_prefix(1);
    const auto found = std::find(header.begin(), header.end(), name);
    if (found == header.end() && !optional) {
      return Error{ErrorCode::kBadInput,
                   fmt::format("{}:1: the header has no column '{}'; name the columns in the first line, divided by "
                               "tabs.",
                               path, name)};
    }
    places.push_back(found == header.end() ? kMissing : static_cast<std::size_t>(found - header.begin()));
  }
  return places;
}

}  // namespace

Status read_tsv(const std::string& path, std::span<const std::string_view> columns,
                const std::function<Status(std::span<const std::string_view>, std::size_t)>& row) {
  auto content = read_file(path, kMaxBytes);
  if (!content) return content.error();
  std::string_view rest = *content;
  if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
  std::vector<std::string_view> cells, wanted(columns.size());
  std::vector<std::size_t> places;
  std::size_t width = 0;
  for (std::size_t line = 1; !rest.empty() || line == 1; ++line) {
    const auto end = rest.find('\n');
    auto text = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (text.ends_with('\r')) text.remove_suffix(1);
    if (text.empty() && line > 1) continue;
    if (!is_valid_utf8(text)) {
      return Error{ErrorCode::kBadInput,
                   fmt::format("{}:{}: not UTF-8; save the file as UTF-8 and try again.", path, line)};
    }
    split(text, cells);
    if (line == 1) {
      auto found = find_columns(path, columns, cells);
      if (!found) return found.error();
      places = std::move(*found);
      width = cells.size();
      continue;
    }
    if (cells.size() != width) {
      return Error{ErrorCode::kBadInput,
                   fmt::format("{}:{}: {} cells where the header has {}; give every column a cell, empty if need be.",
                               path, line, cells.size(), width)};
    }
    for (std::size_t c = 0; c < columns.size(); ++c) {
      wanted[c] = places[c] == kMissing ? std::string_view() : cells[places[c]];
    }
    if (auto done = row(wanted, line); !done) return done;
  }
  return {};
}

}  // namespace lianzhao::targeting
