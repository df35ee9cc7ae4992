// Tab-separated tables with a header line, as the data files of the program are kept: UTF-8, '#' begins a comment
// line, blank lines are passed over. Columns are found by name, so that their order does not matter.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace lianzhao {

class TsvTable {
 public:
  static constexpr std::size_t kMaxBytes = 256u << 20;

  // Errors: kNotFound, kIo, kTooLarge; kBadInput with file and line where a row has another number of cells than the
  // header, or where one of `required` is missing from the header.
  static Result<TsvTable> load(const std::string& path, const std::vector<std::string>& required);

  [[nodiscard]] std::size_t rows() const { return lines_.size(); }
  [[nodiscard]] std::size_t column(std::string_view name) const;                 // kNoColumn where there is none
  [[nodiscard]] std::string_view at(std::size_t row, std::size_t column) const;  // "" for kNoColumn
  [[nodiscard]] const std::string& path() const { return path_; }
  // "file:line", for messages.
  [[nodiscard]] std::string where(std::size_t row) const;

  static constexpr std::size_t kNoColumn = SIZE_MAX;

 private:
  std::string path_, content_;
  std::vector<std::string> header_;
  struct Cell {
    std::uint32_t begin, size;
  };
  std::vector<Cell> cells_;  // rows() x columns
  std::vector<std::uint32_t> lines_;
};

}  // namespace lianzhao
