#include "registry/snapshot/text_blocks.h"

#include <lz4.h>

#include <algorithm>
#include <cstring>

namespace lianzhao::registry {
namespace {

constexpr std::uint32_t kMostExpansion = 255;       // LZ4: a byte more of length stands for at most 255 more of text
constexpr std::size_t kMaxPlainBytes = 256u << 20;  // a block of 256 rows of 1 MB each

constexpr std::size_t kMostVarint = 5;  // bytes

char* put_varint(char* out, std::uint32_t value) {
  while (value >= 0x80) {
    *out++ = static_cast<char>(value | 0x80);
    value >>= 7;
  }
  *out++ = static_cast<char>(value);
  return out;
}

Error damaged(std::string_view what) {
  return {ErrorCode::kCorrupt, "the snapshot's texts are damaged: " + std::string(what)};
}

}  // namespace

void TextBlockWriter::add_row(std::span<const std::string_view> fields) {
  std::size_t most = plain_size_;
  for (const auto field : fields) most += kMostVarint + field.size();
  if (plain_.size() < most) plain_.resize(2 * most);
  char* out = plain_.data() + plain_size_;
  for (const auto field : fields) {
    out = put_varint(out, static_cast<std::uint32_t>(field.size()));
    out = std::copy(field.begin(), field.end(), out);
  }
  plain_size_ = static_cast<std::size_t>(out - plain_.data());
  if (++rows_in_block_ == rows_per_block_) end_block();
}

void TextBlockWriter::end_block() {
  const auto before = packed_.size();
  const int bound = LZ4_compressBound(static_cast<int>(plain_size_));
  packed_.resize(before + static_cast<std::size_t>(bound));
  const int bytes =
      LZ4_compress_default(plain_.data(), packed_.data() + before, static_cast<int>(plain_size_), bound);
  packed_.resize(before + static_cast<std::size_t>(bytes));
  offsets_.push_back(static_cast<std::uint32_t>(before));
  plain_bytes_.push_back(static_cast<std::uint32_t>(plain_size_));
  plain_size_ = 0;
  rows_in_block_ = 0;
}

std::vector<char> TextBlockWriter::finish() {
  if (rows_in_block_ > 0) end_block();
  const auto blocks = static_cast<std::uint32_t>(offsets_.size());
  std::vector<std::uint32_t> head = {rows_per_block_, blocks};
  const auto head_bytes = static_cast<std::uint32_t>((2 + blocks + 1 + blocks) * sizeof(std::uint32_t));
  for (const auto offset : offsets_) head.push_back(head_bytes + offset);
  head.push_back(head_bytes + static_cast<std::uint32_t>(packed_.size()));
  head.insert(head.end(), plain_bytes_.begin(), plain_bytes_.end());
  std::vector<char> section(head_bytes + packed_.size());
  std::memcpy(section.data(), head.data(), head_bytes);
  if (!packed_.empty()) std::memcpy(section.data() + head_bytes, packed_.data(), packed_.size());
  packed_.clear();
  offsets_.clear();
  plain_bytes_.clear();
  return section;
}

std::uint32_t TextBlockReader::word(std::size_t index) const {
  std::uint32_t value = 0;
  std::memcpy(&value, section_.data() + index * sizeof value, sizeof value);
  return value;
}

Result<TextBlockReader> TextBlockReader::open(std::span<const char> section, std::uint32_t fields) {
  TextBlockReader reader;
  reader.section_ = section;
  reader.fields_ = fields;
  if (section.size() < 12) return damaged("section too short");
  reader.rows_per_block_ = reader.word(0);
  reader.block_count_ = reader.word(1);
  if (reader.rows_per_block_ == 0 || reader.rows_per_block_ > 65536 || reader.block_count_ > 65536 ||
      (3 + 2ull * reader.block_count_) * 4 > section.size()) {
    return damaged("bad table of blocks");
  }
  return reader;
}

Status TextBlockReader::read_block(std::uint32_t block, std::vector<char>& buffer) const {
  if (block >= block_count_) return damaged("no such row");
  const std::uint32_t begin = word(2 + block), end = word(3 + block);
  const std::uint32_t plain = word(3 + block_count_ + block);
  if (begin > end || end > section_.size() || plain > kMaxPlainBytes || plain / kMostExpansion > end - begin)
    return damaged("bad block bounds");
  buffer.resize(plain);
  const int bytes = LZ4_decompress_safe(section_.data() + begin, buffer.data(), static_cast<int>(end - begin),
                                        static_cast<int>(plain));
  if (bytes < 0 || static_cast<std::uint32_t>(bytes) != plain) return damaged("a block does not unpack");
  return {};
}

bool TextBlockReader::next_row(std::string_view& rest, std::span<std::string_view> fields) const {
  for (auto& field : fields) {
    std::uint32_t length = 0;
    unsigned shift = 0;
    for (;; shift += 7) {
      if (rest.empty() || shift > 28) return false;
      const auto byte = static_cast<unsigned char>(rest.front());
      rest.remove_prefix(1);
      length |= static_cast<std::uint32_t>(byte & 0x7F) << shift;
      if (byte < 0x80) break;
    }
    if (length > rest.size()) return false;
    field = rest.substr(0, length);
    rest.remove_prefix(length);
  }
  return true;
}

Status TextBlockReader::read_row(std::uint32_t row, std::vector<char>& buffer,
                                 std::span<std::string_view> fields) const {
  if (fields.size() != fields_) return damaged("asked for another number of fields");
  const std::uint32_t place = row % rows_per_block_;
  const auto take = [&](std::string_view rest) {
    for (std::uint32_t i = 0; i <= place; ++i) {
      if (!next_row(rest, fields)) return false;
    }
    return true;
  };
  // Rows are about equally long: mostly the row is found in the part of the block that it should be in.
  if (auto read = read_block_begin(row / rows_per_block_, place + 1, buffer); !read) return read;
  if (take({buffer.data(), buffer.size()})) return {};
  if (auto read = read_block(row / rows_per_block_, buffer); !read) return read;
  return take({buffer.data(), buffer.size()}) ? Status() : damaged("a row is cut short");
}

Status TextBlockReader::read_block_begin(std::uint32_t block, std::uint32_t rows, std::vector<char>& buffer) const {
  if (block >= block_count_) return damaged("no such row");
  const std::uint32_t begin = word(2 + block), end = word(3 + block);
  const std::uint32_t plain = word(3 + block_count_ + block);
  if (begin > end || end > section_.size() || plain > kMaxPlainBytes || plain / kMostExpansion > end - begin)
    return damaged("bad block bounds");
  const std::uint64_t share = static_cast<std::uint64_t>(plain) * rows / rows_per_block_;
  const auto wanted = static_cast<std::uint32_t>(std::min<std::uint64_t>(plain, share + share / 8 + 512));
  buffer.resize(wanted);
  const int bytes = LZ4_decompress_safe_partial(section_.data() + begin, buffer.data(), static_cast<int>(end - begin),
                                                static_cast<int>(wanted), static_cast<int>(wanted));
  if (bytes < 0) return damaged("a block does not unpack");
  buffer.resize(static_cast<std::size_t>(bytes));
  return {};
}

}  // namespace lianzhao::registry
