#include "registry/input/csv_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "registry/input/excerpt.h"

namespace lianzhao::registry {
namespace {

std::uint64_t count_lines(const char* from, const char* to) {
  return static_cast<std::uint64_t>(std::count(from, to, '\n'));
}

// Cuts text into blocks at record ends. A quote opens a field only where a field begins; a quoted field that is not
// closed within the record limit is broken: its first line is dropped and reading goes on behind it.
class CsvSource final : public BlockSource {
 public:
  CsvSource(std::unique_ptr<TextSource> text, const SourceLimits& limits, BrokenRecordSink broken)
      : text_(std::move(text)), limits_(limits), broken_(std::move(broken)) {
    limits_.block_bytes = std::max<std::size_t>(limits_.block_bytes, 64);
  }

  Status begin() {
    auto filled = fill(limits_.header_bytes);
    if (!filled) return filled;
    const char* end = record_end(data(), data() + size_, true);
    if (size_ == 0) return Error{ErrorCode::kBadInput, "the file is empty: it needs a header line and rows"};
    if (!end && !ended_)
      return Error{ErrorCode::kBadInput, fmt::format("the first {} bytes are no header line", limits_.header_bytes)};
    if (!end) end = data() + size_;
    std::string_view line(data(), static_cast<std::size_t>(end - data()));
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
    if (std::count(line.begin(), line.end(), '"') % 2 != 0)
      return Error{ErrorCode::kBadInput, "a quote of the header line is not closed"};
    header_ = line;
    line = header_;
    separator_ = ',';
    for (const char candidate : {'\t', ';'}) {
      if (std::count(line.begin(), line.end(), candidate) > std::count(line.begin(), line.end(), separator_))
        separator_ = candidate;
    }
    const auto fields = split_header(line, separator_);
    if (fields.size() > limits_.header_fields) {
      return Error{ErrorCode::kTooLarge, fmt::format("the header has {} columns; at most {} are read", fields.size(),
                                                     limits_.header_fields)};
    }
    auto columns = match_columns(fields, limits_.columns);
    if (!columns) return columns.error();
    columns_ = *std::move(columns);
    line_ = 1 + count_lines(data(), end);
    consume(static_cast<std::size_t>(end - data()));
    return {};
  }

  [[nodiscard]] const ColumnMap& columns() const override { return columns_; }
  [[nodiscard]] std::uint64_t input_bytes() const override { return text_->bytes().total(); }
  [[nodiscard]] std::string describe() const override {
    std::string out = separator_ == ',' ? "CSV" : separator_ == '\t' ? "TSV" : "CSV with semicolons";
    out += fmt::format(", {}", text_->encoding());
    if (const auto packed = text_->bytes().compression(); !packed.empty()) out += fmt::format(", {}", packed);
    return out;
  }

  Result<std::optional<Block>> next() override {
    for (;;) {
      if (auto filled = fill(limits_.block_bytes); !filled) return filled.error();
      if (size_ == 0) return std::optional<Block>{};
      auto end = cut();
      if (!end) return end.error();
      if (*end == data()) continue;  // a broken record was dropped, or the buffer has grown: look again
      return std::optional<Block>(take(*end));
    }
  }

  void recycle(std::vector<char> storage) override {
    if (spare_.size() < kMostSpare) spare_.push_back(std::move(storage));
  }

 private:
  static constexpr std::size_t kMostSpare = 4;   // buffers
  static constexpr std::size_t kLeastRead = 16;  // text sources ask for room
  char* data() { return buffer_.data() + begin_; }
  void consume(std::size_t bytes) {
    begin_ += bytes;
    size_ -= bytes;
  }

  [[nodiscard]] std::size_t slack() const { return limits_.record_bytes / 4 + kLeastRead + Block::kPadding; }

  // At least `bytes` in the buffer, unless the text ends. Moves the buffer.
  Status fill(std::size_t bytes) {
    if (size_ >= bytes || ended_) return {};
    if (begin_ + bytes + kLeastRead + Block::kPadding > buffer_.size()) {
      // Slack behind what is asked for, so that many small steps do not each move the whole buffer.
      std::vector<char> next(std::max(bytes + slack(), buffer_.size()));
      if (size_ > 0) std::memcpy(next.data(), data(), size_);
      buffer_ = std::move(next);
      begin_ = 0;
    }
    while (size_ < bytes && !ended_) {
      auto n = text_->read(data() + size_, buffer_.size() - begin_ - size_ - Block::kPadding);
      if (!n) return n.error().in(fmt::format("near line {}", line_));
      size_ += *n;
      ended_ = *n == 0;
    }
    return {};
  }

  // Behind the record that begins at `at`; nullptr when it does not end before `end`. `final`: the text ends at
  // `end`.
  const char* record_end(const char* at, const char* end, bool header = false) const {
    const char separator = header ? ',' : separator_;
    for (;;) {
      if (at == end) return nullptr;
      if (*at == '"') {
        for (++at;;) {
          at = static_cast<const char*>(std::memchr(at, '"', static_cast<std::size_t>(end - at)));
          if (!at) return nullptr;
          if (at + 1 < end && at[1] == '"') {
            at += 2;
            continue;
          }
          if (at + 1 == end && !ended_) return nullptr;  // the next byte decides
          ++at;
          break;
        }
      }
      while (at < end && *at != '\n' && *at != separator) ++at;
      if (at == end) return nullptr;
      if (*at++ == '\n') return at;
    }
  }

  // The end of the last whole record in the buffer, hopping from quote to quote. Drops a broken record at the front.
  // Returns data() when there is none yet.
  Result<const char*> cut() {
    const char* const begin = data();
    const char* const end = begin + size_;
    const char* at = begin;    // a record's or a field's begin, outside quotes
    const char* last = begin;  // behind the last whole record
    while (at < end) {
      const auto* quote = static_cast<const char*>(std::memchr(at, '"', static_cast<std::size_t>(end - at)));
      const char* plain_end = quote ? quote : end;
      if (const auto* feed = static_cast<const char*>(::memrchr(at, '\n', static_cast<std::size_t>(plain_end - at))))
        last = feed + 1;
      if (!quote) break;
      if (quote > begin && quote[-1] != separator_ && quote[-1] != '\n') {  // inside a field: an ordinary character
        at = quote + 1;
        continue;
      }
      const char* close = quote + 1;
      for (;;) {
        close = static_cast<const char*>(std::memchr(close, '"', static_cast<std::size_t>(end - close)));
        if (!close || close + 1 >= end || close[1] != '"') break;
        close += 2;
      }
      if (!close || (close + 1 == end && !ended_)) {  // not closed in the buffer
        if (static_cast<std::size_t>(end - last) > limits_.record_bytes || ended_) {
          if (last > begin) return last;  // first what is good
          return drop("unterminated-quote: a quoted field is not closed; the record's first line is left out");
        }
        break;
      }
      // A quote that closes over a line end but before no separator belongs to a later field: the one here was never
      // closed.
      const bool closes = close + 1 == end || close[1] == separator_ || close[1] == '\n' || close[1] == '\r';
      if (!closes && std::memchr(quote, '\n', static_cast<std::size_t>(close - quote))) {
        if (last > begin) return last;
        return drop("unterminated-quote: a quoted field is not closed; the record's first line is left out");
      }
      at = close + 1;
    }
    if (last > begin) return last;
    if (ended_) return end;  // the last record has no line end
    if (size_ <= limits_.record_bytes) {
      // One record larger than a block: a larger buffer.
      if (auto filled = fill(size_ * 2); !filled) return filled.error();
      return data();
    }
    return drop("record-too-long: the record is longer than the limit");
  }

  // Leaves out the line at the front, however long, without keeping it in memory.
  Result<const char*> drop(std::string_view reason) {
    broken_({line_, std::string(reason), excerpt_of({data(), size_})});
    for (;;) {
      const auto* feed = static_cast<const char*>(std::memchr(data(), '\n', size_));
      if (feed) {
        consume(static_cast<std::size_t>(feed + 1 - data()));
        break;
      }
      consume(size_);
      if (ended_) break;
      if (auto filled = fill(limits_.block_bytes); !filled) return filled.error();
      if (size_ == 0) break;
    }
    ++line_;
    return data();
  }

  // A buffer of at least `bytes`, its content of no meaning.
  std::vector<char> fresh_buffer(std::size_t bytes) {
    while (!spare_.empty()) {
      auto buffer = std::move(spare_.back());
      spare_.pop_back();
      if (buffer.size() >= bytes) return buffer;
    }
    return std::vector<char>(bytes);
  }

  Block take(const char* end) {
    Block block;
    block.size = static_cast<std::size_t>(end - data());
    block.first_line = line_;
    block.sequence = sequence_++;
    block.input_offset = text_->bytes().offset();
    // The buffer goes with the block; what is behind the cut moves to a new one.
    auto rest = fresh_buffer(std::max(limits_.block_bytes, size_) + slack());
    const auto left = size_ - block.size;
    if (left > 0) std::memcpy(rest.data(), end, left);
    if (begin_ > 0) std::memmove(buffer_.data(), data(), block.size);
    block.storage = std::move(buffer_);
    std::memset(block.storage.data() + block.size, 0, std::min(Block::kPadding, block.storage.size() - block.size));
    buffer_ = std::move(rest);
    begin_ = 0;
    size_ = left;
    bool repeated = false;
    line_ += look_at_lines(block.text(), repeated);
    if (repeated) skip_repeated_header(block);
    if (separator_ != ',') to_commas(block);
    return block;
  }

  // The number of line ends; `repeated`: whether a line begins like the header. Headers begin with characters that
  // are frequent in the rows: looking where lines begin is many times faster than looking for the header.
  [[nodiscard]] std::uint64_t look_at_lines(std::string_view text, bool& repeated) const {
    std::uint64_t lines = 0;
    repeated = text.starts_with(header_);
    const char* const end = text.data() + text.size();
    for (const char* at = text.data();;) {
      at = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
      if (!at) return lines;
      ++lines;
      ++at;
      repeated |= static_cast<std::size_t>(end - at) >= header_.size() && *at == header_[0] &&
                  std::memcmp(at, header_.data(), header_.size()) == 0;
    }
  }

  // A header line in the middle (files glued together) loses its text and keeps its line ends: readers pass over
  // empty lines, and the line numbers behind it stay right.
  void skip_repeated_header(Block& block) {
    const std::string_view text = block.text();
    char* const bytes = block.storage.data();
    std::size_t kept = 0, read = 0;  // bytes of the block written, read
    std::uint64_t line = block.first_line;
    const auto keep_until = [&](std::size_t end) {
      std::memmove(bytes + kept, bytes + read, end - read);
      kept += end - read;
      read = end;
    };
    for (auto at = text.find(header_); at != std::string_view::npos; at = text.find(header_, at + header_.size())) {
      const auto behind = text.substr(at + header_.size(), 2);
      const bool begins = at == 0 || text[at - 1] == '\n';
      if (!begins || !(behind.empty() || behind[0] == '\n' || behind == "\r\n")) continue;
      line += count_lines(bytes + read, bytes + at);
      broken_({line, "repeated-header: the header line stands here again", excerpt_of(header_)});
      keep_until(at);
      const auto feeds = count_lines(header_.data(), header_.data() + header_.size());
      std::memset(bytes + kept, '\n', feeds);
      kept += feeds;
      line += feeds;
      read += header_.size();
    }
    if (read == 0) return;
    keep_until(block.size);
    block.size = kept;
    std::memset(bytes + kept, 0, Block::kPadding);
  }

  void to_commas(Block& block) const {
    std::string out;
    out.reserve(block.size + block.size / 16);
    bool quoted = false, needs = false;
    std::string field;
    const auto end_field = [&](char sign) {
      if (needs) {
        out += '"';
        for (const char c : field) {
          if (c == '"') out += '"';
          out += c;
        }
        out += '"';
      } else {
        out += field;
      }
      if (sign) out += sign;
      field.clear();
      needs = false;
    };
    for (std::size_t i = 0; i < block.size; ++i) {
      const char c = block.storage[i];
      if (quoted) {
        if (c == '"' && i + 1 < block.size && block.storage[i + 1] == '"') {
          field += '"';
          ++i;
        } else if (c == '"') {
          quoted = false;
        } else {
          field += c;
        }
        needs = true;
      } else if (c == '"' && field.empty()) {
        quoted = needs = true;
      } else if (c == separator_) {
        end_field(',');
      } else if (c == '\n') {
        end_field('\n');
      } else if (c != '\r') {
        field += c;
        needs = needs || c == ',' || c == '"';
      }
    }
    end_field('\0');
    block.size = out.size();
    block.storage.assign(out.begin(), out.end());
    block.storage.resize(out.size() + Block::kPadding, 0);
  }

  std::unique_ptr<TextSource> text_;
  SourceLimits limits_;
  BrokenRecordSink broken_;
  ColumnMap columns_;
  std::string header_;  // without its line end
  char separator_ = ',';
  std::vector<char> buffer_;
  std::size_t begin_ = 0, size_ = 0;
  std::vector<std::vector<char>> spare_;
  bool ended_ = false;
  std::uint64_t line_ = 1, sequence_ = 0;
};

}  // namespace

std::vector<std::string> split_header(std::string_view record, char separator) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (const char c : record) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == separator && !quoted) {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

Result<std::unique_ptr<BlockSource>> open_csv(std::unique_ptr<TextSource> text, const SourceLimits& limits,
                                              BrokenRecordSink broken) {
  auto source = std::make_unique<CsvSource>(std::move(text), limits, std::move(broken));
  if (auto begun = source->begin(); !begun) return begun.error();
  return std::unique_ptr<BlockSource>(std::move(source));
}

}  // namespace lianzhao::registry
