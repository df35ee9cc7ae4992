// A mutated snapshot with the checksums that are looked at on opening put right, so that what lies behind is reached.
#pragma once

#include <xxhash.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

#include "registry/snapshot/format.h"

namespace lianzhao::fuzz {

inline std::string rehashed(std::string_view bytes) {
  using namespace registry;
  std::string file(bytes);
  if (file.size() < kHeaderBytes) return file;
  FileHeader header{};
  std::memcpy(&header, file.data(), sizeof header);
  header.magic = kMagic;
  header.version = kFormatVersion;
  header.file_bytes = file.size();
  header.directory_count = std::min<std::uint64_t>(header.directory_count, file.size() / sizeof(DirectoryEntry));
  const auto bytes_of_directory = header.directory_count * sizeof(DirectoryEntry);
  header.directory_offset =
      std::min<std::uint64_t>(header.directory_offset, file.size() - bytes_of_directory) & ~7ull;
  header.directory_hash = XXH3_64bits(file.data() + header.directory_offset, bytes_of_directory);
  header.header_hash = XXH3_64bits(&header, offsetof(FileHeader, header_hash));
  std::memcpy(file.data(), &header, sizeof header);
  return file;
}

}  // namespace lianzhao::fuzz
