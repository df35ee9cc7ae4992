// A stream of bytes from a plain, gzip or zstd file, or from standard input. Not thread-safe.
//
// Files are read, not mapped: mapped pages would count as the program's memory.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"

namespace lianzhao::registry {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Up to `size` bytes; 0 at the end. A compressed stream that ends too early is kBadInput after its good bytes.
  virtual Result<std::size_t> read(char* to, std::size_t size) = 0;
  [[nodiscard]] virtual std::uint64_t offset() const = 0;          // bytes of the file consumed
  [[nodiscard]] virtual std::uint64_t total() const = 0;           // size of the file, 0 when unknown
  [[nodiscard]] virtual std::string_view compression() const = 0;  // "", "gzip", "zstd"
};

// Looks at the first bytes for the compression. `expanded_limit`: most bytes read() may give (kTooLarge).
Result<std::unique_ptr<ByteSource>> open_bytes(const std::string& path, std::uint64_t expanded_limit);

}  // namespace lianzhao::registry
