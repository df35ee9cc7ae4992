// What every fuzz target shares: input as a file, a check that ends the run, tools made once.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/day.h"
#include "base/places.h"
#include "registry/name/name_parser.h"
#include "registry/scope/scope_reader.h"
#include "support/fixed_clock.h"

namespace lianzhao::fuzz {

// What must hold whatever the input; the fuzzer keeps the input that breaks it.
inline void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

// Bytes that readers can open by a path, without a disk.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes = {}) : fd_(memfd_create("fuzz", 0)) {
    require(fd_ >= 0 && write(fd_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()), "memory file");
  }
  ~MemoryFile() { close(fd_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(fd_); }

 private:
  int fd_;
};

inline std::string_view view_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// The tools of an import, loaded at the first call.
struct Tools {
  Tools();
  Tools(const Tools&) = delete;
  Tools& operator=(const Tools&) = delete;

  FoldTable table;
  Places places;
  registry::NameParser names;  // refers to places
  FixedClock clock;
  registry::Vocabulary vocabulary{table};  // some terms, one inside another, one Latin
};
const Tools& tools();

}  // namespace lianzhao::fuzz
