// The reject file: what did not become a firm, with line, column and reason, and the record as it was, so that it can
// be mended and imported again. CSV, UTF-8 with BOM (opens in spreadsheets): 行 line, 类别 kind, 列 column, 原因
// reason, 说明 meaning, 原文 record.
//
// Kinds: rejected, duplicate (the firm stands in an earlier row), remark (the row was accepted, one value was not
// understood; at most 1,000 of each kind of remark are listed, all are counted).
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "base/result.h"
#include "registry/import/row_parser.h"
#include "registry/input/block_source.h"

namespace lianzhao::registry {

// Thread-safe. Lines are written in the order in which they are found, which is the file's order but for the threads'
// race.
class RejectFile {
 public:
  static constexpr std::size_t kListedRemarks = 1000;

  static Result<std::unique_ptr<RejectFile>> create(const std::string& path);
  ~RejectFile();

  void broken(const BrokenRecord& record);
  void rejected(std::uint64_t line, RowFault fault, Column column, std::string_view record);
  // `covered`: an earlier row of the firm states all that this one does; else what this one adds was taken over.
  void duplicate(std::uint64_t line, bool covered);
  void remark(std::uint64_t line, Remark remark, std::string_view value);

  [[nodiscard]] std::map<std::string, std::uint64_t> reasons() const;  // rejected rows by reason
  [[nodiscard]] std::uint64_t rejected_count() const;
  [[nodiscard]] std::uint64_t broken_count() const;
  Status finish();  // flushes; an error of any earlier write shows here

 private:
  struct Impl;
  explicit RejectFile(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace lianzhao::registry
