#include "registry/input/record_writer.h"

#include <algorithm>

namespace lianzhao::registry {

ColumnMap canonical_columns() {
  ColumnMap map;
  for (std::size_t i = 0; i < kColumnCount; ++i) map.field_of[i] = static_cast<int>(i);
  map.field_count = kColumnCount;
  return map;
}

void RecordWriter::add(const std::array<std::string, kColumnCount>& fields, std::uint64_t number) {
  // A small gap becomes empty lines, which readers pass over and count; blocks are not to be many.
  constexpr std::uint64_t kSmallGap = 4096;
  if (!text_.empty() && (number < next_ || number - next_ > kSmallGap)) end_block();
  if (!text_.empty()) text_.append(number - next_, '\n');
  if (text_.empty()) first_ = number;
  next_ = number + 1;
  for (std::size_t i = 0; i < kColumnCount; ++i) {
    if (i > 0) text_ += ',';
    // A line end inside a field would be counted as a line: records have numbers here, so it becomes a blank.
    const auto& field = fields[i];
    if (field.find_first_of(",\"\r\n") == std::string::npos) {
      text_ += field;
      continue;
    }
    text_ += '"';
    for (const char c : field) {
      if (c == '"') text_ += '"';
      text_ += c == '\n' || c == '\r' ? ' ' : c;
    }
    text_ += '"';
  }
  text_ += '\n';
  if (text_.size() >= block_bytes_) end_block();
}

void RecordWriter::end_block() {
  if (text_.empty()) return;
  Block block;
  block.size = text_.size();
  block.storage.resize(text_.size() + Block::kPadding, 0);
  std::copy(text_.begin(), text_.end(), block.storage.begin());
  block.first_line = first_;
  block.sequence = sequence_++;
  ready_.push_back(std::move(block));
  text_.clear();
}

Block RecordWriter::take(std::uint64_t input_offset) {
  Block block = std::move(ready_.front());
  ready_.pop_front();
  block.input_offset = input_offset;
  return block;
}

}  // namespace lianzhao::registry
