#include "registry/import/item_memo.h"

#include <xxhash.h>

#include <algorithm>
#include <cstring>

namespace lianzhao::registry {

std::uint64_t ItemMemo::hash(std::string_view item) {
  return XXH3_64bits(item.data(), item.size());
}

void ItemMemo::keep(Entry& entry, std::uint64_t hash, std::string_view item, std::size_t phrases,
                    std::span<const Hit> hits) {
  if (item.empty() || item.size() > kMostBytes || hits.size() > kMostHits || phrases > 255) return;
  if (entry.candidate != hash) {
    entry.candidate = hash;
    return;
  }
  entry.size = static_cast<std::uint8_t>(item.size());
  entry.phrases = static_cast<std::uint8_t>(phrases);
  entry.hits = static_cast<std::uint8_t>(hits.size());
  for (std::size_t i = 0; i < hits.size(); ++i) {
    entry.terms[i] = hits[i].term;
    entry.payloads[i] = hits[i].payload;
  }
  std::memcpy(entry.text.data(), item.data(), item.size());
}

}  // namespace lianzhao::registry
