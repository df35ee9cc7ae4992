// Files that were sent, until they are imported: uploads/ID/NAME in the home folder. Those older than a week go.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/identifiers.h"
#include "base/result.h"

namespace lianzhao::api {

inline constexpr std::uint64_t kMostUploadBytes = 4ull << 30;

// A name that is safe as a file's: no folders, no control characters, no leading dot, at most 200 bytes.
std::string safe_file_name(std::string_view name);

class Uploads {
 public:
  // `ids` outlives it.
  Uploads(std::string folder, IdSource& ids) : folder_(std::move(folder)), ids_(ids) {}
  struct Kept {
    std::string id, name, path, sha256;
    std::uint64_t bytes = 0;
  };
  // Takes the file over: it must be on the same file system. Errors: kIo, kNoSpace.
  Result<Kept> keep(const std::string& path, std::string_view name) const;
  // Errors: kNotFound.
  [[nodiscard]] Result<Kept> find(std::string_view id) const;  // without sha256
  void remove_older_than(std::chrono::hours age) const;

 private:
  std::string folder_;
  IdSource& ids_;
};

// Errors: kIo, kNotFound.
Result<std::string> sha256_of_file(const std::string& path);

}  // namespace lianzhao::api
