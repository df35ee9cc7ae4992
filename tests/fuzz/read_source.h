// Reads a registry file as an import does, block by block and row by row, and checks what must hold of any file.
#pragma once

#include <string>
#include <vector>

#include "fuzz/fuzz.h"

namespace lianzhao::fuzz {

struct Reading {
  bool good = false;                 // opened and read to the end
  bool too_long = false;             // a record was over the limit
  std::vector<std::string> records;  // fields of each, lengths told
  std::size_t broken = 0;            // records that never became rows
  friend bool operator==(const Reading&, const Reading&) = default;
};

// `block_bytes`: where the blocks are cut must make no difference.
Reading read_source(const std::string& path, std::size_t block_bytes);

// Reads with small and with large blocks and compares.
Reading read_both_ways(std::string_view bytes);

}  // namespace lianzhao::fuzz
