// Remembers what the items of business scopes came to: registries repeat the same items ('依法须经批准的项目…',
// '钢材销售；') again and again. A table of fixed size (1.5 MB, so that the processor's cache holds most of it), one
// for each thread. An item takes a place when it has come twice without another in between that wanted the same
// place: items met once drive nothing out.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "registry/terms/vocabulary.h"

namespace lianzhao::registry {

class ItemMemo {
 public:
  static constexpr std::size_t kMostBytes = 160, kMostHits = 4;  // longer and richer items are rare

  struct Hit {
    TermId term;
    std::uint8_t payload;  // as in a posting
  };
  struct alignas(64) Entry {
    std::uint64_t candidate = 0;  // hash of the last item that wanted this place and did not have it
    std::array<TermId, kMostHits> terms{};
    std::array<std::uint8_t, kMostHits> payloads{};
    std::uint8_t size = 0;  // bytes of the text; 0: free
    std::uint8_t phrases = 0, hits = 0;
    std::array<char, kMostBytes> text{};
  };

  ItemMemo() : entries_(kEntries) {}

  static std::uint64_t hash(std::string_view item);
  // Where an item with this hash stands or would stand.
  [[nodiscard]] Entry& at(std::uint64_t hash) { return entries_[hash % kEntries]; }
  void prefetch(std::uint64_t hash) const {
    const auto* entry = reinterpret_cast<const char*>(&entries_[hash % kEntries]);
    __builtin_prefetch(entry);
    __builtin_prefetch(entry + 64);
  }
  [[nodiscard]] static bool known(const Entry& entry, std::string_view item) {
    return entry.size == item.size() && std::string_view(entry.text.data(), entry.size) == item;
  }
  // Keeps a reading if it is small enough and the item came before.
  static void keep(Entry& entry, std::uint64_t hash, std::string_view item, std::size_t phrases,
                   std::span<const Hit> hits);

 private:
  static constexpr std::size_t kEntries = 1u << 13;
  std::vector<Entry> entries_;
};

}  // namespace lianzhao::registry
