#include "api/attachment_files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "api/uploads.h"

namespace lianzhao::api {
namespace fs = std::filesystem;
namespace {

Status synchronise(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return io_error("cannot open " + path, errno);
  const bool done = ::fsync(fd) == 0;
  const int why = errno;
  ::close(fd);
  return done ? Status() : io_error("cannot synchronise " + path, why);
}

}  // namespace

std::string AttachmentFiles::path_of(const std::string& hash) const {
  return folder_ + "/" + hash.substr(0, 2) + "/" + hash;
}

Result<std::string> AttachmentFiles::keep(const std::string& file) const {
  auto hash = sha256_of_file(file);
  if (!hash) return hash.error();
  const auto path = path_of(*hash);
  const auto parent = fs::path(path).parent_path();
  std::error_code code;
  if (fs::is_regular_file(path, code)) return hash;
  fs::create_directories(parent, code);
  if (code) return io_error("cannot make " + parent.string(), code.value());
  if (auto done = synchronise(file); !done) return done.error();
  // A second name on the same disk, which appears at once with its whole content.
  fs::create_hard_link(file, path, code);
  if (code && code != std::errc::file_exists) {  // another disk: copied aside and renamed
    const auto beside = path + "." + fs::path(file).filename().string() + ".tmp";
    fs::copy_file(file, beside, fs::copy_options::overwrite_existing, code);
    if (code) return io_error("cannot keep the file", code.value());
    if (auto done = synchronise(beside); !done) return done.error();
    fs::rename(beside, path, code);
    if (code) return io_error("cannot keep the file", code.value());
  }
  if (auto done = synchronise(parent.string()); !done) return done.error();
  return hash;
}

}  // namespace lianzhao::api
