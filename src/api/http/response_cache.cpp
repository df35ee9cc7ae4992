#include "api/http/response_cache.h"

#include <functional>

namespace lianzhao::api::http {

void ResponseCache::Shard::erase(std::list<Entry>::iterator entry) {
  bytes -= entry->bytes();
  if (hand == entry) ++hand;
  index.erase(entry->key);
  entries.erase(entry);
}

std::shared_ptr<const CachedAnswer> ResponseCache::find(std::string_view key, std::uint64_t generation) {
  auto& shard = shards_[std::hash<std::string_view>()(key) % kShards];
  const std::lock_guard lock(shard.mutex);
  const auto found = shard.index.find(key);
  if (found == shard.index.end()) return nullptr;
  if (found->second->generation != generation) {
    // Newer entries stay: a request that began before the change must not throw them out.
    if (found->second->generation < generation) shard.erase(found->second);
    return nullptr;
  }
  found->second->used = true;
  return found->second->answer;
}

void ResponseCache::put(std::string key, std::uint64_t generation, std::shared_ptr<const CachedAnswer> answer) {
  auto& shard = shards_[std::hash<std::string_view>()(key) % kShards];
  Entry entry{std::move(key), generation, std::move(answer)};
  const auto bytes = entry.bytes();
  if (bytes > shard_bytes_ / 4) return;
  const std::lock_guard lock(shard.mutex);
  if (const auto old = shard.index.find(entry.key); old != shard.index.end()) {
    if (old->second->generation > generation) return;
    shard.erase(old->second);
  }
  while (shard.bytes + bytes > shard_bytes_) {
    if (shard.hand == shard.entries.end()) shard.hand = shard.entries.begin();
    if (shard.hand->generation >= generation && shard.hand->used) {
      shard.hand->used = false;
      ++shard.hand;
    } else {
      shard.erase(shard.hand);
    }
  }
  shard.bytes += bytes;
  const auto place = shard.entries.insert(shard.hand, std::move(entry));  // last that the hand will reach
  shard.index.emplace(place->key, place);
}

std::size_t ResponseCache::bytes() const {
  std::size_t sum = 0;
  for (const auto& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    sum += shard.bytes;
  }
  return sum;
}

}  // namespace lianzhao::api::http
