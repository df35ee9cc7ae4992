// What the I/O threads remember of sessions, so that a cached answer needs no store: token -> access class, for a few
// seconds and for one generation of the session source.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "api/session_source.h"

namespace lianzhao::api {

class SessionCache {
 public:
  explicit SessionCache(std::chrono::milliseconds keep = std::chrono::seconds(5)) : keep_(keep) {}
  struct Known {
    std::string access_class;
    std::vector<std::pair<std::string, Scope>> permissions;
    bool must_change_password = false;
    [[nodiscard]] bool may(std::string_view permission) const;
  };
  [[nodiscard]] std::shared_ptr<const Known> find(std::string_view token, std::uint64_t generation);
  // `generation` is that of before the principal was looked up.
  void put(std::string_view token, std::uint64_t generation, const Principal& principal);

 private:
  struct Entry {
    std::shared_ptr<const Known> known;
    std::uint64_t generation = 0;
    std::chrono::steady_clock::time_point until;
  };
  static constexpr std::size_t kCapacity = 4096;
  std::chrono::milliseconds keep_;
  std::mutex mutex_;
  std::unordered_map<std::string, Entry> entries_;
};

}  // namespace lianzhao::api
