#include "registry/import/reject_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>

#include "registry/import/reject_reasons.h"

namespace lianzhao::registry {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c == '\0' ? ' ' : c;
  }
  return out + '"';
}

std::string meaning_of(std::string_view code) {
  const auto reason = reject_reason(code);
  return fmt::format("{} / {}", reason.zh, reason.en);
}

}  // namespace

struct RejectFile::Impl {
  mutable std::mutex mutex;
  std::FILE* file = nullptr;
  int fault = 0;  // errno of the first write that failed
  std::string path;
  std::map<std::string, std::uint64_t> reasons;
  std::uint64_t rejected = 0, broken = 0;
  std::array<std::size_t, kRemarkCount> remarks{};

  void line(std::uint64_t number, std::string_view kind, std::string_view column, std::string_view reason,
            std::string_view meaning, std::string_view record) {
    const auto text =
        fmt::format("{},{},{},{},{},{}\r\n", number, kind, column, quoted(reason), quoted(meaning), quoted(record));
    if (std::fwrite(text.data(), 1, text.size(), file) != text.size() && fault == 0) fault = errno;
  }
};

RejectFile::RejectFile(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
RejectFile::~RejectFile() {
  if (impl_->file) std::fclose(impl_->file);
}

Result<std::unique_ptr<RejectFile>> RejectFile::create(const std::string& path) {
  auto impl = std::make_unique<Impl>();
  impl->path = path;
  impl->file = std::fopen(path.c_str(), "wb");
  if (!impl->file) return io_error(fmt::format("cannot create the reject file {}", path), errno);
  std::fputs("\xEF\xBB\xBF行 line,类别 kind,列 column,原因 reason,说明 meaning,原文 record\r\n", impl->file);
  return std::unique_ptr<RejectFile>(new RejectFile(std::move(impl)));
}

void RejectFile::broken(const BrokenRecord& record) {
  const std::lock_guard lock(impl_->mutex);
  const auto colon = record.reason.find(": ");
  const auto reason = record.reason.substr(0, colon);
  ++impl_->reasons[reason];
  ++impl_->rejected;
  ++impl_->broken;
  const auto told = colon == std::string::npos ? std::string() : record.reason.substr(colon + 2);
  impl_->line(record.line, "rejected", "", reason, fmt::format("{} / {}", reject_reason(reason).zh, told),
              record.excerpt);
}

void RejectFile::rejected(std::uint64_t line, RowFault fault, Column column, std::string_view record) {
  const std::lock_guard lock(impl_->mutex);
  ++impl_->reasons[std::string(fault_name(fault))];
  ++impl_->rejected;
  impl_->line(line, "rejected", fault == RowFault::kFieldCount ? "" : header_of(column), fault_name(fault),
              meaning_of(fault_name(fault)), record);
}

void RejectFile::duplicate(std::uint64_t line, bool covered) {
  const std::lock_guard lock(impl_->mutex);
  const std::string_view reason = covered ? "same-firm" : "same-firm-joined";
  impl_->line(line, "duplicate", "", reason, meaning_of(reason), "");
}

void RejectFile::remark(std::uint64_t line, Remark remark, std::string_view value) {
  const std::lock_guard lock(impl_->mutex);
  if (impl_->remarks[static_cast<std::size_t>(remark)]++ >= kListedRemarks) return;
  impl_->line(line, "remark", "", remark_name(remark), meaning_of(remark_name(remark)), value);
}

std::map<std::string, std::uint64_t> RejectFile::reasons() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->reasons;
}
std::uint64_t RejectFile::rejected_count() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->rejected;
}
std::uint64_t RejectFile::broken_count() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->broken;
}

Status RejectFile::finish() {
  const std::lock_guard lock(impl_->mutex);
  if (std::fflush(impl_->file) != 0 && impl_->fault == 0) impl_->fault = errno;
  if (impl_->fault != 0) return io_error(fmt::format("cannot write the reject file {}", impl_->path), impl_->fault);
  return {};
}

}  // namespace lianzhao::registry
