// The names under which places are known, found by the text that begins with them. Internal to base: Places reads
// with it.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "base/places.h"

namespace lianzhao {

// 1 province, 2 city, 3 county. Counties governed by a province (xx90xx) count as cities.
inline int level_of(PlaceCode code) {
  if (code.value % 10000 == 0) return 1;
  if (code.value % 100 == 0 || code.value / 100 % 100 == 90) return 2;
  return 3;
}

inline bool is_municipality(PlaceCode code) {
  const auto province = code.province().value;
  return province == 110000 || province == 120000 || province == 310000 || province == 500000;
}

// Whether `code` lies in `area` or is it; a municipality's one city stands for all of it.
inline bool lies_in(PlaceCode code, PlaceCode area) {
  if (!area.known()) return true;
  if (is_municipality(area) && level_of(area) == 2) return code.province() == area.province();
  return area.contains(code);
}

// What is known of a name beside its place.
enum class NameKind : std::uint8_t {
  kFull,         // with its word of level, or a former full name: 昆山市
  kShort,        // 昆山
  kWord,         // short, and above all a word or a brand: 东方
  kAddressWord,  // the same in addresses; in names of firms it is as good as any other short name: 朝阳
};

class PlaceNames {
 public:
  static constexpr std::size_t kKeyBytes = 6;  // two Chinese characters: no shorter name is looked for

  // Names that begin alike lie together, the longest first.
  struct Alias {
    std::string name;
    PlaceCode code;
    std::int8_t level;
    NameKind kind;

    // Whether `text`, which has the same key, begins with the name.
    [[nodiscard]] bool begins(std::string_view text) const {
      if (text.size() < name.size()) return false;
      for (std::size_t i = kKeyBytes; i < name.size(); ++i) {
        if (text[i] != name[i]) return false;
      }
      return true;
    }
  };

  void add(std::string_view name, PlaceCode code, NameKind kind) {
    if (name.size() >= kKeyBytes)
      aliases_.push_back({std::string(name), code, static_cast<std::int8_t>(level_of(code)), kind});
  }
  // Every short name `word` becomes one of `kind`; a province's stays.
  void mark(std::string_view word, NameKind kind);
  void index();

  struct Match {
    PlaceCode code;  // 0: none, or ambiguous
    std::size_t length = 0;
    NameKind kind = NameKind::kFull;
    bool ambiguous = false;  // several places of one level have the longest name
  };
  // The place whose name begins `text`: the longest name; among places of one name the highest level from `highest`
  // to `lowest`, when it is the only one of that level. `whole`: the name must be all of the text.
  [[nodiscard]] Match begin(std::string_view text, PlaceCode within, int lowest, int highest, bool whole) const;

 private:
  struct Range {
    std::uint32_t begin = 0, end = 0;
  };
  struct Slot {
    std::uint64_t key = 0;
    Range range;
  };
  static std::uint64_t key_of(std::string_view text) {
    std::uint64_t key = 0;
    std::memcpy(&key, text.data(), kKeyBytes);
    return key;
  }
  [[nodiscard]] std::size_t slot_of(std::uint64_t key) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = (key * 0x9E3779B97F4A7C15ull) >> 40 & mask;
    while (slots_[at].range.end != 0 && slots_[at].key != key) at = (at + 1) & mask;
    return at;
  }

  std::vector<Alias> aliases_;
  std::vector<Slot> slots_ = std::vector<Slot>(2);  // open addressing, at most half full
};

}  // namespace lianzhao
