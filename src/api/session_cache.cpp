#include "api/session_cache.h"

#include <algorithm>

namespace lianzhao::api {

bool SessionCache::Known::may(std::string_view permission) const {
  return std::any_of(permissions.begin(), permissions.end(),
                     [&](const auto& entry) { return entry.first == permission && entry.second != Scope::kNone; });
}

std::shared_ptr<const SessionCache::Known> SessionCache::find(std::string_view token, std::uint64_t generation) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(std::string(token));
  if (found == entries_.end()) return nullptr;
  if (found->second.generation != generation || found->second.until < std::chrono::steady_clock::now()) {
    entries_.erase(found);
    return nullptr;
  }
  return found->second.known;
}

void SessionCache::put(std::string_view token, std::uint64_t generation, const Principal& principal) {
  auto known = std::make_shared<Known>();
  known->access_class = principal.access_class();
  known->permissions = principal.permissions;
  known->must_change_password = principal.must_change_password;
  const auto now = std::chrono::steady_clock::now();
  const std::lock_guard lock(mutex_);
  if (entries_.size() >= kCapacity) {
    std::erase_if(entries_, [&](const auto& entry) { return entry.second.until < now; });
    if (entries_.size() >= kCapacity) entries_.clear();  // remembered again at the next request
  }
  entries_[std::string(token)] = {std::move(known), generation, now + keep_};
}

}  // namespace lianzhao::api
