#include "registry/import/identity_table.h"

namespace lianzhao::registry {

std::size_t IdentityTable::place_of(const Identity& identity) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash(identity) & mask;; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.row == kNone || (slot.low == identity.low && slot.high == identity.high)) return at;
  }
}

void IdentityTable::grow(std::size_t slots) {
  std::vector<Slot> old(slots);
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.row != kNone) slots_[place_of({slot.high, slot.low})] = slot;
  }
}

void IdentityTable::reserve(std::size_t more) {
  std::size_t slots = slots_.size();
  while ((count_ + more) * 4 > slots * 3) slots *= 2;
  if (slots != slots_.size()) grow(slots);
}

IdentityTable::Entry IdentityTable::put(const Identity& identity, std::uint32_t row) {
  reserve(1);
  Slot& slot = slots_[place_of(identity)];
  if (slot.row != kNone) return {slot.row, false};
  slot = {identity.low, identity.high, row};
  ++count_;
  return {slot.row, true};
}

std::uint32_t IdentityTable::find(const Identity& identity) const {
  return slots_[place_of(identity)].row;
}

}  // namespace lianzhao::registry
