// Every reader of registry files: format, compression and encoding are found from the bytes. What comes out must be
// whole records, within the limits, with lines that never go back.
#include <cstdlib>

#include "fuzz/memory_file.h"
#include "registry/import/csv_records.h"
#include "registry/input/block_source.h"

using namespace lianzhao;
using namespace lianzhao::registry;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::MemoryFile file(data, size);
  SourceLimits limits;
  limits.block_bytes = 512;
  limits.record_bytes = 4096;
  limits.header_bytes = 2048;
  limits.header_fields = 32;
  limits.xlsx_cell_bytes = 1024;
  limits.expanded_bytes = 1u << 20;
  std::uint64_t broken = 0;
  auto source = open_source(file.path(), limits, [&](BrokenRecord record) {
    ++broken;
    if (record.excerpt.size() > 200 || record.reason.find(':') == std::string::npos) std::abort();
  });
  if (!source) return 0;
  std::vector<std::string_view> fields;
  std::uint64_t sequence = 0;
  for (;;) {
    auto block = (*source)->next();
    if (!block || !*block) break;
    if ((*block)->sequence != sequence++) std::abort();
    CsvRecords records((*block)->storage.data(), (*block)->size, (*block)->first_line);
    std::uint64_t line = 0;
    while (records.next(fields)) {
      if (records.line() < line) std::abort();
      line = records.line();
    }
  }
  return 0;
}
