#include "registry/import/firm_table.h"

#include <xxhash.h>

#include <algorithm>

#include "registry/snapshot/facts.h"

namespace lianzhao::registry {
namespace {

constexpr std::uint32_t kDistricts = 100, kCities = 10000;  // a code's last two digits, its last four

}  // namespace

Identity identity_of_homonym(const Identity& name, std::uint32_t place) {
  const std::uint64_t parts[] = {name.high, name.low, place / kDistricts};
  const XXH128_hash_t hash = XXH3_128bits(parts, sizeof parts);
  return {static_cast<std::uint32_t>(hash.high64) | 0x80000000u, hash.low64};
}

FirmTable::Note FirmTable::note_of(const RowSigns& signs) {
  Note note;
  note.place = signs.place & 0xFFFFFu;
  note.coded = (signs.flags & kFlagHasCode) != 0;
  note.unique_name = (signs.flags & kFlagPlaceInName) != 0;
  note.stated = (signs.stated & 0x7Fu) | (signs.stated & mask_of(Field::kRegistered) ? 0x80u : 0u);
  return note;
}

bool FirmTable::fits(const Note& a, const Note& b) {
  if (a.unique_name || b.unique_name || a.place == 0 || b.place == 0) return true;
  if (a.place % kCities == 0 || b.place % kCities == 0) return a.place / kCities == b.place / kCities;
  return a.place / kDistricts == b.place / kDistricts;
}

bool FirmTable::same_city(const Note& a, const Note& b) {
  return a.place != 0 && b.place != 0 && a.place % kCities != 0 && a.place / kDistricts == b.place / kDistricts;
}

bool FirmTable::covers(const Note& first, const Note& later) {
  return (later.stated & ~first.stated) == 0 && later.coded <= first.coded &&
         (later.place == 0 || later.place == first.place ||
          (first.place != 0 && !fits({.place = first.place}, {.place = later.place})));
}

void FirmTable::reserve(std::size_t more) {
  codes_.reserve(more);
  names_.reserve(more);
}

void FirmTable::prefetch(const Identity& identity, const RowSigns& signs) const {
  if (signs.flags & kFlagHasCode) codes_.prefetch(identity);
  names_.prefetch(signs.name);
}

std::uint32_t FirmTable::current(std::uint32_t row) const {
  for (auto next = successor_.find(row); next != successor_.end(); next = successor_.find(row)) row = next->second;
  return row;
}

void FirmTable::collect(std::uint32_t first, const Identity& name) {
  candidates_.clear();
  const auto add = [&](std::uint32_t row) {
    row = current(row);
    if (std::find(candidates_.begin(), candidates_.end(), row) == candidates_.end()) candidates_.push_back(row);
  };
  add(first);
  const auto [begin, end] = homonyms_.equal_range(name.low);
  for (auto other = begin; other != end && candidates_.size() < kMostOfName; ++other) add(other->second);
}

class FirmTable::Choice {
 public:
  void consider(std::uint32_t row, const Note& note, const Note& other) {
    if (!fits(note, other)) return;
    fitting_ = row;
    ++count_;
    if (!same_city(note, other)) return;
    nearer_ = row;
    ++near_count_;
  }
  [[nodiscard]] std::uint32_t made() const { return count_ == 1 ? fitting_ : near_count_ == 1 ? nearer_ : kNone; }
  void doubt(Found& found) const {
    if (count_ < 2) return;
    found.doubtful = fitting_;
    found.reason = DoubtReason::kSeveral;
  }

 private:
  std::uint32_t fitting_ = kNone, nearer_ = kNone;
  std::size_t count_ = 0, near_count_ = 0;
};

// A row with a code: the firm without a code that has its name, if there is just one.
std::uint32_t FirmTable::match_coded(const Note& note, std::uint32_t by_code, Found& found) const {
  Choice choice;
  for (const auto row : candidates_) {
    const auto& other = notes_[row];
    if (row == by_code) continue;
    if (!other.coded) {
      choice.consider(row, note, other);
    } else if (by_code == kNone && (same_city(note, other) || (note.unique_name && other.unique_name))) {
      found.doubtful = row;
      found.reason = DoubtReason::kOtherCode;
    }
  }
  const auto made = choice.made();
  if (made == kNone && by_code == kNone) choice.doubt(found);
  return made;
}

// A row without a code: the firm of its name, if it is clear which.
std::uint32_t FirmTable::match_named(const Note& note, const Identity& name, Found& found) const {
  Choice choice;
  for (const auto row : candidates_) {
    const auto& other = notes_[row];
    if (!other.coded && other.place == note.place) return row;
    choice.consider(row, note, other);
  }
  // Not among the first ones: it has an identity of its own all the same.
  if (const auto own = names_.find(identity_of_homonym(name, note.place)); own != kNone) return current(own);
  const auto made = choice.made();
  if (made == kNone) choice.doubt(found);
  return made;
}

// From now on `row` is found where `before` was. Entries that are not at hand (its code, other names) lead to it by
// successor_.
void FirmTable::stand_for(std::uint32_t before, std::uint32_t row, bool by_code, std::uint32_t& name_entry,
                          std::uint64_t name) {
  bool known = false;
  if (current(name_entry) == before) {
    name_entry = row;
    known = true;
  }
  std::size_t seen = 0;
  if (!homonyms_.empty()) {
    const auto [begin, end] = homonyms_.equal_range(name);
    for (auto other = begin; other != end && seen < kMostOfName; ++other, ++seen) {
      if (current(other->second) != before) continue;
      other->second = row;
      known = true;
    }
  }
  if (!known && name_entry != row && seen < kMostOfName) homonyms_.emplace(name, row);
  const Note& had = notes_[before];
  if (known && !had.aliased && (by_code || !had.coded)) return;
  successor_.emplace(before, row);
  notes_[row].aliased = 1;
}

FirmTable::Found FirmTable::take(std::uint32_t row, const Identity& identity, const RowSigns& signs) {
  const Note note = note_of(signs);
  notes_.resize(row + 1);
  notes_[row] = note;
  const auto named = names_.put(signs.name, row);
  Found found;
  if (note.coded) {
    const auto coded = codes_.put(identity, row);
    if (coded.fresh && named.fresh) return found;
    if (!coded.fresh) found.by_code = current(coded.row);
    coded.row = row;
  } else if (named.fresh) {
    return found;
  }
  candidates_.clear();
  if (!named.fresh) collect(named.row, signs.name);
  found.by_name = note.coded ? match_coded(note, found.by_code, found) : match_named(note, signs.name, found);

  const bool one = (found.by_code == kNone) != (found.by_name == kNone);
  const std::uint32_t only = found.by_code != kNone ? found.by_code : found.by_name;
  if (one && only >= first_new_ && covers(notes_[only], note)) {
    found.covered = true;
    if (note.coded) codes_.put(identity, row).row = only;
    if (named.row == row) {
      named.row = only;
      notes_[only].aliased = 1;
    }
    return found;
  }
  if (!found.any()) {
    if (!named.fresh) {
      homonyms_.emplace(signs.name.low, row);
      found.homonym = !note.coded;
      if (found.homonym) {
        names_.put(identity_of_homonym(signs.name, signs.place), row);
        notes_[row].aliased = 1;
      }
    }
    return found;
  }
  if (found.by_code != kNone) stand_for(found.by_code, row, true, named.row, signs.name.low);
  if (found.by_name != kNone) stand_for(found.by_name, row, false, named.row, signs.name.low);
  return found;
}

void FirmTable::add_alias(std::uint32_t row, const Identity& identity) {
  // An identity that another firm has by now is that firm's.
  notes_[row].aliased = 1;
  ((identity.high & 0x80000000u) ? names_ : codes_).put(identity, row);
}

std::uint32_t FirmTable::holder(const Identity& identity) const {
  const auto row = ((identity.high & 0x80000000u) ? names_ : codes_).find(identity);
  return row == kNone ? kNone : current(row);
}

}  // namespace lianzhao::registry
