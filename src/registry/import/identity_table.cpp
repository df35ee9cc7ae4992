#include "registry/import/identity_table.h"

namespace lianzhao::registry {

IdentityTable::Slot& IdentityTable::find(const Identity& identity) {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash(identity) & mask;; at = (at + 1) & mask) {
    Slot& slot = slots_[at];
    if (slot.row == kNew || (slot.low == identity.low && slot.high == identity.high)) return slot;
  }
}

void IdentityTable::grow(std::size_t slots) {
  std::vector<Slot> old(slots);
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.row != kNew) find({slot.high, slot.low}) = slot;
  }
}

void IdentityTable::reserve(std::size_t more) {
  std::size_t slots = slots_.size();
  while ((count_ + more) * 4 > slots * 3) slots *= 2;
  if (slots != slots_.size()) grow(slots);
}

std::uint32_t IdentityTable::insert(const Identity& identity, std::uint32_t row) {
  reserve(1);
  Slot& slot = find(identity);
  if (slot.row != kNew) return slot.row;
  slot = {identity.low, identity.high, row};
  ++count_;
  return kNew;
}

std::uint32_t IdentityTable::replace(const Identity& identity, std::uint32_t row) {
  reserve(1);
  Slot& slot = find(identity);
  const std::uint32_t before = slot.row;
  if (before == kNew) ++count_;
  slot = {identity.low, identity.high, row};
  return before;
}

}  // namespace lianzhao::registry
