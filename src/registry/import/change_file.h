// What an import changed in firms that were known before: CSV, UTF-8 with BOM. 企业 firm, 主键 key, 字段 field, 变化
// change, 原值 before, 原来源 source before, 新值 after, 新来源 source after.
//
// Changes: changed (another value counts now), filled (there was none), kept (the file's value is older than the one
// known and was kept beside it), joined (two firms became one; before and after are their keys).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace lianzhao::registry {

struct Change {
  std::string name, key;
  std::string_view field, kind;
  std::string before, before_source, after, after_source;
};

class ChangeFile {
 public:
  // At most so many changes are listed; all are counted.
  static constexpr std::uint64_t kMostListed = 1'000'000;

  static Result<std::unique_ptr<ChangeFile>> create(const std::string& path);
  ~ChangeFile();
  ChangeFile(const ChangeFile&) = delete;
  ChangeFile& operator=(const ChangeFile&) = delete;

  void add(const std::vector<Change>& changes);  // one caller at a time
  [[nodiscard]] std::uint64_t count() const { return count_; }
  Status finish();  // an error of any earlier write shows here

 private:
  ChangeFile(std::FILE* file, std::string path) : file_(file), path_(std::move(path)) {}
  std::FILE* file_;
  std::string path_;
  std::uint64_t count_ = 0;
  int fault_ = 0;  // errno of the first write that failed
};

}  // namespace lianzhao::registry
