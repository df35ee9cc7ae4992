#include "base/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <utility>

namespace lianzhao {
namespace {

constexpr std::uint64_t kFlushEvery = 16u << 20;

Status write_all(int fd, std::uint64_t offset, std::span<const char> bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::pwrite(fd, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (written < 0) {
      if (errno == EINTR) continue;
      return io_error(fmt::format("cannot write {}", path), errno);
    }
    offset += static_cast<std::uint64_t>(written);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t max_bytes) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (!file) return io_error(fmt::format("cannot open {}", path), errno);
  std::string content;
  char buffer[1 << 16];
  while (!std::feof(file) && !std::ferror(file) && content.size() <= max_bytes) {
    content.append(buffer, std::fread(buffer, 1, sizeof buffer, file));
  }
  const bool failed = std::ferror(file);
  const int code = errno;
  std::fclose(file);
  if (failed) return io_error(fmt::format("cannot read {}", path), code);
  if (content.size() > max_bytes) {
    return Error{ErrorCode::kTooLarge,
                 fmt::format("{} is larger than {} bytes, the most that is read", path, max_bytes)};
  }
  return content;
}

Result<MappedFile> MappedFile::open(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return io_error(fmt::format("cannot open {}", path), errno);
  struct stat status{};
  if (::fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
    ::close(fd);
    return Error{ErrorCode::kIo, fmt::format("{} is not a regular file", path)};
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  void* data = size == 0 ? nullptr : ::mmap(nullptr, size, PROT_READ, MAP_SHARED, fd, 0);
  const int code = errno;
  ::close(fd);
  if (data == MAP_FAILED) return io_error(fmt::format("cannot map {}", path), code);
  return MappedFile(static_cast<const char*>(data), size);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}
MappedFile::~MappedFile() {
  if (data_) ::munmap(const_cast<char*>(data_), size_);
}

Result<AtomicFile> AtomicFile::create(const std::string& path) {
  auto temporary = path + ".tmp";
  const int fd = ::open(temporary.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return io_error(fmt::format("cannot create {}", temporary), errno);
  return AtomicFile(fd, path, std::move(temporary));
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      size_(other.size_),
      flushed_(other.flushed_),
      path_(std::move(other.path_)),
      temporary_(std::move(other.temporary_)) {}

AtomicFile::~AtomicFile() {
  if (fd_ < 0) return;
  ::close(fd_);
  ::unlink(temporary_.c_str());
}

Status AtomicFile::append(std::span<const char> bytes) {
  if (auto written = write_all(fd_, size_, bytes, temporary_); !written) return written;
  size_ += bytes.size();
  if (size_ - flushed_ >= kFlushEvery) {  // let the disk work while we go on: the final synchronisation is short then
    ::sync_file_range(fd_, static_cast<off_t>(flushed_), static_cast<off_t>(size_ - flushed_), SYNC_FILE_RANGE_WRITE);
    flushed_ = size_;
  }
  return {};
}

Status AtomicFile::write_at(std::uint64_t offset, std::span<const char> bytes) {
  return write_all(fd_, offset, bytes, temporary_);
}

Status AtomicFile::commit() {
  if (::fsync(fd_) != 0) return io_error(fmt::format("cannot synchronise {}", temporary_), errno);
  ::close(std::exchange(fd_, -1));
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) {
    const int code = errno;
    ::unlink(temporary_.c_str());
    return io_error(fmt::format("cannot rename {} to {}", temporary_, path_), code);
  }
  const auto folder = std::filesystem::path(path_).parent_path();
  const int fd = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return io_error(fmt::format("cannot open the folder of {}", path_), errno);
  const int synced = ::fsync(fd);
  const int code = errno;
  ::close(fd);
  if (synced != 0) return io_error(fmt::format("cannot synchronise the folder of {}", path_), code);
  return {};
}

Status write_file_atomically(const std::string& path, std::string_view content) {
  auto file = AtomicFile::create(path);
  if (!file) return file.error();
  if (auto written = file->append(content); !written) return written;
  return file->commit();
}

}  // namespace lianzhao
