// Where the bytes of documents lie: HOME/attachments/ab/HASH, each content once. What is there is never changed.
#pragma once

#include <string>

#include "base/result.h"

namespace lianzhao::api {

class AttachmentFiles {
 public:
  explicit AttachmentFiles(std::string folder) : folder_(std::move(folder)) {}
  // Keeps the content of `file`, on disk when it returns; its hash. Errors: kIo, kNoSpace.
  [[nodiscard]] Result<std::string> keep(const std::string& file) const;
  [[nodiscard]] std::string path_of(const std::string& hash) const;

 private:
  std::string folder_;
};

}  // namespace lianzhao::api
