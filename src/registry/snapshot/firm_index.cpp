#include "registry/snapshot/firm_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <charconv>
#include <thread>

#include "base/credit_code.h"

namespace lianzhao::registry {
namespace {

constexpr std::uint32_t kEmpty = 0xFFFFFFFF;
constexpr std::size_t kNameKeyLength = 25;

template <class T>
bool parse_hex(std::string_view text, T& to) {
  for (const char c : text) {
    if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) return false;
  }
  return std::from_chars(text.data(), text.data() + text.size(), to, 16).ec == std::errc();
}

struct Key {
  Identity identity;
  bool is_code = false;
};

std::optional<Key> parse_key(std::string_view text) {
  if (text.size() == kNameKeyLength && text.front() == 'n') {
    std::uint32_t high = 0;
    std::uint64_t low = 0;
    if (!parse_hex(text.substr(1, 8), high) || !parse_hex(text.substr(9), low)) return std::nullopt;
    return Key{{high, low}, false};
  }
  if (check_credit_code(text) != CodeFault::kNone) return std::nullopt;
  const auto packed = pack_credit_code(text);
  if (!packed) return std::nullopt;
  return Key{{static_cast<std::uint32_t>(packed->high), packed->low}, true};
}

bool before(const Identity& a, const Identity& b) {
  return a.high != b.high ? a.high < b.high : a.low < b.low;
}

}  // namespace

std::string firm_key(const Snapshot& snapshot, FirmId firm) {
  const auto* row = snapshot.hot(firm);
  if (!row) return {};
  return firm_key(snapshot.segments()[firm.segment()].identities[firm.row()], (row->flags & kFlagHasCode) != 0);
}

std::optional<Identity> identity_of_key(std::string_view text) {
  const auto key = parse_key(text);
  return key ? std::optional(key->identity) : std::nullopt;
}

std::string firm_key(const Identity& identity, bool is_code) {
  if (is_code) return unpack_credit_code({identity.high, identity.low});
  const std::uint32_t high = identity.high;
  const std::uint64_t low = identity.low;
  return fmt::format("n{:08x}{:016x}", high, low);
}

FirmIndex::FirmIndex(const Snapshot& snapshot, unsigned threads) : snapshot_(snapshot) {
  std::size_t firms = 0;
  for (const auto& segment : snapshot.segments()) {
    for (const auto word : segment.alive) firms += static_cast<std::size_t>(std::popcount(word));
  }
  slots_.assign(firms + firms * 3 / 10 + 16, kEmpty);
  const auto shares = std::clamp<std::size_t>(snapshot.segments().size() / 4, 1, std::max(1u, threads));
  std::vector<std::thread> others;
  for (std::size_t share = 1; share < shares; ++share) {
    others.emplace_back([this, share, shares] {
      add_segments(static_cast<std::uint32_t>(share), static_cast<std::uint32_t>(shares));
    });
  }
  add_segments(0, static_cast<std::uint32_t>(shares));
  for (auto& thread : others) thread.join();
  for (std::uint32_t s = 0; s < snapshot.segments().size(); ++s) {
    const auto& segment = snapshot.segments()[s];
    for (const auto& alias : segment.aliases) {
      if (segment.is_alive(alias.row)) aliases_.emplace_back(alias.identity, FirmId{s * kSegmentRows + alias.row});
    }
  }
  std::sort(aliases_.begin(), aliases_.end(), [](const auto& a, const auto& b) { return before(a.first, b.first); });
}

std::size_t FirmIndex::slot_of(const Identity& identity) const {
  std::uint64_t hash = (identity.low ^ static_cast<std::uint64_t>(identity.high) << 32) * 0x9E3779B97F4A7C15ull;
  hash = (hash ^ hash >> 32) * 0xD6E8FEB86659FD93ull;
  __extension__ using Wide = unsigned __int128;
  return static_cast<std::size_t>(static_cast<Wide>(hash) * slots_.size() >> 64);
}

void FirmIndex::add_segments(std::uint32_t first, std::uint32_t step) {
  constexpr std::uint32_t kAhead = 16;  // slots lie anywhere: each is fetched this much before
  const auto segments = snapshot_.segments();
  for (std::uint32_t s = first; s < segments.size(); s += step) {
    const auto& segment = segments[s];
    for (std::uint32_t row = 0; row < segment.rows; ++row) {
      if (row + kAhead < segment.rows) __builtin_prefetch(&slots_[slot_of(segment.identities[row + kAhead])], 1);
      if (!segment.is_alive(row)) continue;
      for (std::size_t at = slot_of(segment.identities[row]);; at = at + 1 == slots_.size() ? 0 : at + 1) {
        std::uint32_t expected = kEmpty;
        if (std::atomic_ref(slots_[at])
                .compare_exchange_strong(expected, s * kSegmentRows + row, std::memory_order_relaxed)) {
          break;
        }
      }
    }
  }
}

std::optional<FirmId> FirmIndex::find(std::string_view text) const {
  const auto key = parse_key(text);
  if (!key) return std::nullopt;
  for (std::size_t at = slot_of(key->identity); slots_[at] != kEmpty; at = at + 1 == slots_.size() ? 0 : at + 1) {
    const FirmId firm{slots_[at]};
    const auto& segment = snapshot_.segments()[firm.segment()];
    if (!(segment.identities[firm.row()] == key->identity)) continue;
    if (((segment.hot[firm.row()].flags & kFlagHasCode) != 0) == key->is_code) return firm;
  }
  const auto alias = std::lower_bound(aliases_.begin(), aliases_.end(), key->identity,
                                      [](const auto& a, const Identity& b) { return before(a.first, b); });
  if (alias != aliases_.end() && alias->first == key->identity) return alias->second;
  return std::nullopt;
}

}  // namespace lianzhao::registry
