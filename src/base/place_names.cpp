#include "base/place_names.h"

#include <algorithm>

namespace lianzhao {

void PlaceNames::mark(std::string_view word, NameKind kind) {
  for (auto& alias : aliases_) {
    if (alias.name == word && alias.kind == NameKind::kShort && alias.level > 1) alias.kind = kind;
  }
}

void PlaceNames::index() {
  std::stable_sort(aliases_.begin(), aliases_.end(), [](const Alias& a, const Alias& b) {
    const auto ka = key_of(a.name), kb = key_of(b.name);
    if (ka != kb) return ka < kb;
    return a.name.size() > b.name.size();
  });
  std::size_t slots = 2;
  while (slots < 2 * aliases_.size() + 2) slots *= 2;
  slots_.assign(slots, {});
  for (std::uint32_t i = 0; i < aliases_.size();) {
    auto end = i;
    while (end < aliases_.size() && key_of(aliases_[end].name) == key_of(aliases_[i].name)) ++end;
    const auto key = key_of(aliases_[i].name);
    slots_[slot_of(key)] = {key, {i, end}};
    i = end;
  }
}

PlaceNames::Match PlaceNames::begin(std::string_view text, PlaceCode within, int lowest, int highest,
                                    bool whole) const {
  if (text.size() < kKeyBytes) return {};
  const auto [first, last] = slots_[slot_of(key_of(text))].range;
  Match best;
  int best_level = 9;
  for (auto i = first; i < last; ++i) {
    const auto& alias = aliases_[i];
    if (best.length > alias.name.size()) break;  // a longer name was found, of one place or of several
    if (!alias.begins(text) || (whole && text.size() != alias.name.size())) continue;
    const int level = alias.level;
    if (level < highest || level > lowest || !lies_in(alias.code, within)) continue;
    if (level < best_level) {
      best = {alias.code, alias.name.size(), alias.kind, false};
      best_level = level;
    } else if (level == best_level && alias.code != best.code) {
      best.ambiguous = true;
    }
  }
  if (best.ambiguous) best.code = {};
  return best;
}

}  // namespace lianzhao
