// Headers of tar entries: POSIX ustar, and a pax record before it where a name is over 100 bytes or a size over 8
// GiB. Regular files only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace lianzhao::store {

inline constexpr std::size_t kTarBlock = 512;

// What stands before the bytes of an entry: one block, or three where it needs a pax record. `seconds`: time of
// change.
std::string tar_header(std::string_view name, std::uint64_t size, std::int64_t seconds);
// Zeros that fill the last block of an entry of that size.
std::size_t tar_padding(std::uint64_t size);

struct TarHeader {
  enum class Kind : std::uint8_t { kFile, kPax, kEnd };
  Kind kind = Kind::kFile;
  std::string name;
  std::uint64_t size = 0;
};
// Errors: kCorrupt (checksum, numbers), kBadInput (a link, a folder ...: none of our archives has them).
Result<TarHeader> parse_tar_header(std::string_view block);

struct PaxRecords {
  std::optional<std::string> path;
  std::optional<std::uint64_t> size;
};
Result<PaxRecords> parse_pax(std::string_view content);  // kCorrupt

// A name that may be written below a folder: relative, no "..", no empty part.
bool is_clean_path(std::string_view name);

}  // namespace lianzhao::store
