// Files as the rooms above need them: a whole-file reader, a read-only memory map, and a writer whose file appears
// under its name only when it is complete and on disk.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace lianzhao {

// Errors: kNotFound, kIo, kTooLarge.
Result<std::string> read_file(const std::string& path, std::size_t max_bytes);

class MappedFile {
 public:
  static Result<MappedFile> open(const std::string& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();
  [[nodiscard]] std::span<const char> bytes() const { return {data_, size_}; }

 private:
  MappedFile(const char* data, std::size_t size) : data_(data), size_(size) {}
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

// Writes `path` + ".tmp", then commit() synchronises and renames it and synchronises the folder. Without commit the
// file is removed on destruction, and whatever stood under `path` stays.
class AtomicFile {
 public:
  static Result<AtomicFile> create(const std::string& path);
  AtomicFile(AtomicFile&& other) noexcept;
  AtomicFile& operator=(AtomicFile&&) = delete;
  ~AtomicFile();

  Status append(std::span<const char> bytes);  // at the end
  Status write_at(std::uint64_t offset, std::span<const char> bytes);
  [[nodiscard]] std::uint64_t size() const { return size_; }
  // What has been written so far, to be read while more is written behind it.
  [[nodiscard]] Result<MappedFile> map() const { return MappedFile::open(temporary_); }
  Status commit();

 private:
  AtomicFile(int fd, std::string path, std::string temporary)
      : fd_(fd), path_(std::move(path)), temporary_(std::move(temporary)) {}
  int fd_;
  std::uint64_t size_ = 0, flushed_ = 0;
  std::string path_, temporary_;
};

// Small files: the same guarantee in one call.
Status write_file_atomically(const std::string& path, std::string_view content);

}  // namespace lianzhao
