#include "workspace/snapshot_keeper.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <utility>

namespace lianzhao::workspace {
namespace fs = std::filesystem;
namespace {

Status move(const std::string& from, const std::string& to) {
  std::error_code code;
  fs::rename(from, to, code);
  if (code) return io_error(fmt::format("cannot rename {} to {}", from, to), code.value());
  return {};
}

}  // namespace

Result<RegistryLock> RegistryLock::take(const Folders& folders) {
  const auto path = folders.in_home("registry.lock");
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) return io_error(fmt::format("cannot open {}", path), errno);
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    const int reason = errno;
    ::close(fd);
    if (reason == EWOULDBLOCK) {
      return told(ErrorCode::kConflict, "另一项导入或重建正在进行，请稍候。",
                  "another import or rebuild of this registry is under way; wait for it");
    }
    return io_error(fmt::format("cannot lock {}", path), reason);
  }
  return RegistryLock(fd);
}

RegistryLock::RegistryLock(RegistryLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

RegistryLock::~RegistryLock() {
  if (fd_ >= 0) ::close(fd_);
}

bool SnapshotKeeper::has_previous() const {
  return fs::exists(previous());
}

Status SnapshotKeeper::recover() {
  if (!fs::exists(keeping())) return {};
  std::error_code code;
  if (fs::equivalent(keeping(), folders_.snapshot(), code)) {  // the import had not come to its end
    failed();
    return {};
  }
  return succeeded();
}

Status SnapshotKeeper::keep() {
  failed();
  if (!folders_.has_snapshot()) return {};
  std::error_code code;
  fs::create_hard_link(folders_.snapshot(), keeping(), code);
  if (code) {  // a file system without links
    fs::copy_file(folders_.snapshot(), keeping(), code);
    if (code) {
      failed();
      return io_error(fmt::format("cannot keep {} for going back", folders_.snapshot()), code.value());
    }
  }
  return {};
}

Status SnapshotKeeper::succeeded() {
  if (fs::exists(keeping())) return move(keeping(), previous());
  // The first import: there is nothing to go back to.
  std::error_code code;
  fs::remove(previous(), code);
  return {};
}

void SnapshotKeeper::failed() {
  std::error_code code;
  fs::remove(keeping(), code);
}

Status SnapshotKeeper::roll_back() {
  if (!has_previous())
    return told(ErrorCode::kNotFound, "没有可以回退的前一版名录。", "there is no earlier snapshot to go back to");
  return move(previous(), folders_.snapshot());
}

}  // namespace lianzhao::workspace
