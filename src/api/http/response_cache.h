// Answers ready to be sent, by key, within a bound of bytes. Entries of an older generation are not found and make
// room first. Eviction by CLOCK: an entry that was used since the hand passed stays for one more round. Thread-safe,
// sharded.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "api/http/cached_answer.h"

namespace lianzhao::api::http {

class ResponseCache {
 public:
  explicit ResponseCache(std::size_t max_bytes) : shard_bytes_(max_bytes / kShards) {}

  [[nodiscard]] std::shared_ptr<const CachedAnswer> find(std::string_view key, std::uint64_t generation);
  // Nothing is kept that would fill more than a quarter of its shard.
  void put(std::string key, std::uint64_t generation, std::shared_ptr<const CachedAnswer> answer);
  [[nodiscard]] std::size_t bytes() const;

 private:
  static constexpr std::size_t kShards = 8;
  struct Entry {
    std::string key;
    std::uint64_t generation;
    std::shared_ptr<const CachedAnswer> answer;
    bool used = false;
    [[nodiscard]] std::size_t bytes() const { return key.size() + answer->bytes() + 128; }
  };
  struct Shard {
    mutable std::mutex mutex;
    std::list<Entry> entries;
    std::list<Entry>::iterator hand = entries.end();
    std::unordered_map<std::string_view, std::list<Entry>::iterator> index;  // keys are those of the entries
    std::size_t bytes = 0;
    void erase(std::list<Entry>::iterator entry);
  };
  std::size_t shard_bytes_;
  std::array<Shard, kShards> shards_;
};

}  // namespace lianzhao::api::http
