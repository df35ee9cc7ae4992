#include "registry/import/change_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>

#include "base/csv_cell.h"

namespace lianzhao::registry {

Result<std::unique_ptr<ChangeFile>> ChangeFile::create(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (!file) return io_error(fmt::format("cannot create the list of changes {}", path), errno);
  std::fputs(
      "\xEF\xBB\xBF企业 firm,主键 key,字段 field,变化 change,原值 before,原来源 source before,新值 after,"
      "新来源 source after\r\n",
      file);
  return std::unique_ptr<ChangeFile>(new ChangeFile(file, path));
}

ChangeFile::~ChangeFile() {
  if (file_) std::fclose(file_);
}

void ChangeFile::add(const std::vector<Change>& changes) {
  std::string text;
  for (const auto& change : changes) {
    if (count_++ >= kMostListed) continue;
    for (const std::string_view cell :
         {std::string_view(change.name), std::string_view(change.key), change.field, change.kind,
          std::string_view(change.before), std::string_view(change.before_source), std::string_view(change.after),
          std::string_view(change.after_source)}) {
      text += csv_cell(cell);
      text += ',';
    }
    text.back() = '\r';
    text += '\n';
  }
  if (std::fwrite(text.data(), 1, text.size(), file_) != text.size() && fault_ == 0) fault_ = errno;
}

Status ChangeFile::finish() {
  if (std::fflush(file_) != 0 && fault_ == 0) fault_ = errno;
  if (fault_ != 0) return io_error(fmt::format("cannot write the list of changes {}", path_), fault_);
  return {};
}

}  // namespace lianzhao::registry
