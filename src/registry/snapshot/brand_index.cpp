#include "registry/snapshot/brand_index.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <functional>
#include <thread>

namespace lianzhao::registry {
namespace {

// Calls work(first, step) for `shares` threads.
void share(std::size_t shares, const std::function<void(std::size_t, std::size_t)>& work) {
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < shares; ++i) others.emplace_back([&work, i, shares] { work(i, shares); });
  work(0, shares);
  for (auto& thread : others) thread.join();
}

}  // namespace

BrandIndex::BrandIndex(const Snapshot& snapshot, unsigned threads) {
  const auto segments = snapshot.segments();
  std::size_t listed = 0;
  for (const auto& segment : segments) listed += segment.brands.size();
  constexpr std::size_t kFirmsPerBucket = 4;
  const auto bits = std::clamp<unsigned>(static_cast<unsigned>(std::bit_width(listed / kFirmsPerBucket)), 1, 31);
  shift_ = 64 - bits;
  begins_.assign((std::size_t{1} << bits) + 1, 0);
  const auto shares = std::clamp<std::size_t>(segments.size() / 4, 1, std::max(1u, threads));
  const auto each = [&](std::size_t first, std::size_t step, const auto& visit) {
    for (std::size_t s = first; s < segments.size(); s += step) {
      for (const auto& entry : segments[s].brands) {
        const std::uint64_t key = entry.key;
        if (key != 0 && segments[s].is_alive(entry.row)) {
          visit(key, FirmId{static_cast<std::uint32_t>(s) * kSegmentRows + entry.row});
        }
      }
    }
  };
  share(shares, [&](std::size_t first, std::size_t step) {
    each(first, step, [&](std::uint64_t key, FirmId) {
      std::atomic_ref(begins_[bucket_of(key)]).fetch_add(1, std::memory_order_relaxed);
    });
  });
  std::uint32_t sum = 0;
  for (auto& begin : begins_) sum += std::exchange(begin, sum);
  entries_.resize(sum);
  std::vector<std::uint32_t> next(begins_);
  share(shares, [&](std::size_t first, std::size_t step) {
    each(first, step, [&](std::uint64_t key, FirmId firm) {
      const auto at = std::atomic_ref(next[bucket_of(key)]).fetch_add(1, std::memory_order_relaxed);
      entries_[at] = {rest_of(key), firm};
    });
  });
  share(shares, [&](std::size_t first, std::size_t step) {
    for (std::size_t b = first; b + 1 < begins_.size(); b += step) {
      std::sort(entries_.begin() + begins_[b], entries_.begin() + begins_[b + 1], [](const Entry& x, const Entry& y) {
        return x.key_rest != y.key_rest ? x.key_rest < y.key_rest : x.firm < y.firm;
      });
    }
  });
}

std::span<const BrandIndex::Entry> BrandIndex::find(std::uint64_t key) const {
  if (key == 0) return {};
  const auto bucket = bucket_of(key);
  const auto begin = entries_.begin() + begins_[bucket], end = entries_.begin() + begins_[bucket + 1];
  const auto found = std::equal_range(begin, end, Entry{rest_of(key), {}},
                                      [](const Entry& x, const Entry& y) { return x.key_rest < y.key_rest; });
  return {found.first, found.second};
}

}  // namespace lianzhao::registry
