// A chain file, and tables as the zone's files are.
#include <cstdlib>

#include "atlas/demand.h"
#include "atlas/picture.h"
#include "base/tsv.h"
#include "fuzz/memory_file.h"

using namespace lianzhao;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<atlas::Problem> problems;
  const auto chain = atlas::read_chain({reinterpret_cast<const char*>(data), size}, "fuzz.yaml", problems);
  if (chain.has_value() != problems.empty()) std::abort();
  if (chain) {
    std::vector<atlas::NodeInput> inputs(chain->nodes.size(), {1, 2});
    (void)atlas::propagate_demand(*chain, inputs);
  }
  const fuzz::MemoryFile file(data, size);
  if (const auto table = TsvTable::load(file.path(), {}); table) {
    for (std::size_t row = 0; row < table->rows(); ++row) {
      (void)table->at(row, 0);
      (void)table->where(row);
    }
  }
  return 0;
}
