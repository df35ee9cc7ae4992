#include "registry/input/json_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "registry/input/excerpt.h"
#include "registry/input/record_writer.h"

namespace lianzhao::registry {
namespace {

constexpr std::size_t kRead = 64u << 10;

// Cuts objects out of the text by counting braces outside strings: arrays, lines and glued objects alike. Each is
// then parsed on its own, so that one bad object harms no other.
class JsonSource final : public BlockSource {
 public:
  JsonSource(std::unique_ptr<TextSource> text, const SourceLimits& limits, BrokenRecordSink broken)
      : text_(std::move(text)),
        limits_(limits),
        broken_(std::move(broken)),
        columns_(canonical_columns()),
        writer_(limits.block_bytes) {}

  // Reads up to the first block, so that a file without any usable object is refused at once.
  Status begin() {
    while (!writer_.has_block() && !ended_) {
      if (auto read = read_some(); !read) return read;
    }
    if (named_ == 0) {
      return Error{ErrorCode::kBadInput,
                   objects_ == 0
                       ? "the file holds no JSON object: an array of objects or one object a line is expected"
                       : "no object of the file has a firm's name under 企业名称 or name"};
    }
    return {};
  }
  [[nodiscard]] const ColumnMap& columns() const override { return columns_; }
  [[nodiscard]] std::uint64_t input_bytes() const override { return text_->bytes().total(); }
  [[nodiscard]] std::string describe() const override {
    const auto packed = text_->bytes().compression();
    return fmt::format("JSON, {}{}{}", text_->encoding(), packed.empty() ? "" : ", ", packed);
  }
  Result<std::optional<Block>> next() override {
    while (!writer_.has_block() && !ended_) {
      if (auto read = read_some(); !read) return read.error();
    }
    if (!writer_.has_block()) return std::optional<Block>{};
    return std::optional<Block>(writer_.take(text_->bytes().offset()));
  }

 private:
  Status read_some() {
    buffer_.resize(kRead);
    auto n = text_->read(buffer_.data(), buffer_.size());
    if (!n) return n.error().in(fmt::format("after {} objects", objects_));
    if (*n == 0) {
      ended_ = true;
      if (depth_ > 0 && !too_long_)
        broken_({objects_ + 1, "cut-short: the last object does not end", excerpt_of(object_)});
      writer_.finish();
      return {};
    }
    for (std::size_t i = 0; i < *n; ++i) take(buffer_[i]);
    return {};
  }

  void take(char c) {
    if (depth_ > 0 && !too_long_) object_ += c;
    if (too_long_ == false && object_.size() > limits_.record_bytes) {
      broken_({objects_ + 1, "record-too-long: the object is longer than the limit", excerpt_of(object_)});
      too_long_ = true;
      object_.clear();
    }
    if (in_string_) {
      if (escaped_) {
        escaped_ = false;
      } else if (c == '\\') {
        escaped_ = true;
      } else if (c == '"') {
        in_string_ = false;
      } else if (c == '\n' && depth_ > 0) {  // JSON strings have no raw line ends: a quote is missing
        end_object(true);
      }
      return;
    }
    if (c == '"' && depth_ > 0) {
      in_string_ = true;
    } else if (c == '{') {
      if (depth_++ == 0) object_ = "{";
    } else if (c == '}' && depth_ > 0) {
      --depth_;
      if (depth_ == 0) end_object(false);
    }
  }

  void end_object(bool damaged) {
    depth_ = 0;
    in_string_ = escaped_ = false;
    ++objects_;
    if (!std::exchange(too_long_, false)) parse(damaged);
    object_.clear();
  }

  void parse(bool damaged) {
    namespace json = boost::json;
    boost::system::error_code code;
    json::parse_options options;
    options.max_depth = 16;
    const json::value value = damaged ? json::value() : json::parse(object_, code, {}, options);
    if (damaged || code || !value.is_object()) {
      broken_({objects_, fmt::format("bad-json: {}", damaged ? "a string is not closed" : code.message()),
               excerpt_of(object_)});
      return;
    }
    std::array<std::string, kColumnCount> fields;
    for (const auto& [key, item] : value.as_object()) {
      const int column = column_of(key);
      if (column < 0) continue;
      auto& field = fields[static_cast<std::size_t>(column)];
      if (item.is_string()) {
        field = item.as_string();
      } else if (item.is_number() || item.is_bool()) {
        field = json::serialize(item);
      }
    }
    named_ += !fields[0].empty();
    writer_.add(fields, objects_);
  }

  // Header matching by key, remembered.
  int column_of(std::string_view key) {
    const auto known = known_keys_.find(key);
    if (known != known_keys_.end()) return known->second;
    const auto matched = match_column(key, limits_.columns);
    const int column = matched ? static_cast<int>(*matched) : -1;
    if (known_keys_.size() < 1000) {
      known_keys_.emplace(key, column);
      columns_.headers.push_back({std::string(key), matched});
      if (column < 0) columns_.ignored.emplace_back(key);
    }
    return column;
  }

  std::unique_ptr<TextSource> text_;
  SourceLimits limits_;
  BrokenRecordSink broken_;
  ColumnMap columns_;
  RecordWriter writer_;
  std::map<std::string, int, std::less<>> known_keys_;
  std::vector<char> buffer_;
  std::string object_;
  std::uint64_t depth_ = 0;
  bool in_string_ = false, escaped_ = false, too_long_ = false, ended_ = false;
  std::uint64_t objects_ = 0, named_ = 0;
};

}  // namespace

Result<std::unique_ptr<BlockSource>> open_json(std::unique_ptr<TextSource> text, const SourceLimits& limits,
                                               BrokenRecordSink broken) {
  auto source = std::make_unique<JsonSource>(std::move(text), limits, std::move(broken));
  if (auto begun = source->begin(); !begun) return begun.error();
  return std::unique_ptr<BlockSource>(std::move(source));
}

}  // namespace lianzhao::registry
