// Splits a block of CSV records (see BlockSource) into fields, in place: unquoted fields are views into the block; a
// quoted field that contains "" is unescaped into the block's own bytes.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace lianzhao::registry {

class CsvRecords {
 public:
  // `bytes` must be followed by 64 readable bytes and stay alive; it is written to (unescaping).
  CsvRecords(char* bytes, std::size_t size, std::uint64_t first_line)
      : at_(bytes), end_(bytes + size), line_(first_line) {}

  // The next record's fields (at most kMaxFields are kept; `field_count` counts all). False at the end. Empty lines
  // are skipped.
  bool next(std::vector<std::string_view>& fields);
  [[nodiscard]] std::uint64_t line() const { return record_line_; }  // where the record began
  [[nodiscard]] std::size_t field_count() const { return field_count_; }

  static constexpr std::size_t kMaxFields = 512;

 private:
  std::string_view unquoted();
  std::string_view quoted();
  char* at_;
  char* end_;
  std::uint64_t line_, record_line_ = 0;
  std::size_t field_count_ = 0;
};

}  // namespace lianzhao::registry
