#include "registry/query/text_filter.h"

#include <algorithm>
#include <array>

namespace lianzhao::registry {

TextFilter::TextFilter(const std::vector<std::string>& texts, const FoldTable& table) : table_(table) {
  for (const auto& text : texts) {
    if (auto folded = fold(table, text); !folded.empty()) wanted_.push_back(std::move(folded));
  }
  found_.resize(wanted_.size());
}

Status TextFilter::begin(const SegmentView& segment) {
  names_.reader = &segment.names;
  details_.reader = &segment.details;
  names_.block = details_.block = -1;
  return {};
}

bool TextFilter::seek(Cursor& cursor, std::uint32_t row, std::span<std::string_view> fields) {
  const std::uint32_t per_block = cursor.reader->rows_per_block();
  if (cursor.block != row / per_block || cursor.next > row) {
    if (auto read = cursor.reader->read_block(row / per_block, cursor.plain); !read) {
      state_ = read;
      return false;
    }
    cursor.block = row / per_block;
    cursor.next = row / per_block * per_block;
    cursor.rest = {cursor.plain.data(), cursor.plain.size()};
  }
  for (; cursor.next <= row; ++cursor.next) {
    if (!cursor.reader->next_row(cursor.rest, fields)) {
      state_ = Error{ErrorCode::kCorrupt, "a row of the snapshot is cut short: import the registry again"};
      return false;
    }
  }
  return true;
}

void TextFilter::mark_found(std::string_view text) {
  fold(table_, text, folded_);
  const std::u16string_view units(folded_.units.data(), folded_.size);
  for (std::size_t i = 0; i < wanted_.size(); ++i) {
    if (!found_[i]) found_[i] = units.find(wanted_[i]) != std::u16string_view::npos;
  }
}

bool TextFilter::accepts(std::uint32_t row) {
  if (wanted_.empty()) return true;
  if (!state_) return false;
  std::fill(found_.begin(), found_.end(), false);
  const auto all_found = [&] { return std::all_of(found_.begin(), found_.end(), [](bool f) { return f; }); };
  std::string_view name;
  if (!seek(names_, row, {&name, 1})) return false;
  mark_found(name);
  if (all_found()) return true;
  std::array<std::string_view, static_cast<std::size_t>(Detail::kCount)> details;
  if (!seek(details_, row, details)) return false;
  mark_found(details[static_cast<std::size_t>(Detail::kScope)]);
  mark_found(details[static_cast<std::size_t>(Detail::kProducts)]);
  return all_found();
}

}  // namespace lianzhao::registry
