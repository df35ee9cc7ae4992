// XLSX (ECMA-376): the first sheet, row by row, as a stream. Cells are texts: shared strings looked up, dates (by the
// format of their cell) as 2026-11-24, everything else as the file has it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"

namespace lianzhao::registry {

struct XlsxLimits {
  std::uint64_t cell_bytes = 1u << 20;
  std::size_t columns = 256;  // cells beyond are read past
  std::uint64_t expanded_bytes = 1ull << 42;
  std::uint64_t shared_bytes = 1ull << 30;  // of the table of strings
};

class XlsxSheet {
 public:
  // Called for every row in the file's order: its number (1-based, as the file says), its cells (which may be moved
  // from), whether one was longer than the limit. false: stop; read() then ends without an error.
  using RowSink = std::function<bool(std::uint64_t row, std::vector<std::string>& cells, bool too_long)>;

  // Errors: kBadInput, kTooLarge, kNotFound (a part that is missing).
  static Result<std::unique_ptr<XlsxSheet>> open(const std::string& path, const XlsxLimits& limits);
  XlsxSheet(const XlsxSheet&) = delete;
  ~XlsxSheet();

  // Reads a piece of the sheet. Errors: kBadInput, kTooLarge.
  Status read(const RowSink& sink);
  [[nodiscard]] bool ended() const;
  [[nodiscard]] std::uint64_t row() const;       // the latest
  [[nodiscard]] std::uint64_t unpacked() const;  // bytes so far

 private:
  struct State;
  explicit XlsxSheet(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace lianzhao::registry
