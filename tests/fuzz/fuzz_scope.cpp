// A business scope of any bytes: phrases and terms lie inside the text, in order.
#include <cstdlib>

#include "registry/scope/scope_reader.h"

using namespace lianzhao;
using namespace lianzhao::registry;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const FoldTable table;
  static const Vocabulary vocabulary = [] {
    Vocabulary v(table);
    for (const auto* term : {"齿轮箱", "齿轮", "风电齿轮箱", "光伏组件", "PVC泡沫", "IGBT", "储能系统"})
      (void)v.add(term);
    return v;
  }();
  static const ScopeReader reader = *ScopeReader::create(vocabulary);
  static ScopeReading reading;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const auto unstated : {kUnstated, mask_of(Activity::kMake)}) {
    reader.read(text, reading, unstated);
    for (const auto& phrase : reading.phrases) {
      if (phrase.begin > phrase.end || phrase.end > size) std::abort();
    }
    for (const auto& hit : reading.hits) {
      if (hit.phrase >= reading.phrases.size() || hit.begin >= hit.end || hit.end > size) std::abort();
      if (reading.phrases[hit.phrase].negated) std::abort();
    }
  }
  return 0;
}
