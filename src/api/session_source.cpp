#include "api/session_source.h"

#include <algorithm>

namespace lianzhao::api {

Scope Principal::scope(std::string_view permission) const {
  auto widest = Scope::kNone;
  for (const auto& [name, reach] : permissions) {
    if (name == permission) widest = std::max(widest, reach);
  }
  return widest;
}

std::string Principal::access_class() const {
  auto sorted = permissions;
  std::sort(sorted.begin(), sorted.end());
  std::string out = zone;
  bool own = false;
  for (const auto& [name, reach] : sorted) {
    own = own || reach == Scope::kOwn;
    out += '\x1f' + name + static_cast<char>('0' + static_cast<int>(reach));
  }
  if (own) {
    auto all = groups;
    std::sort(all.begin(), all.end());
    for (const auto& group : all) out += '\x1e' + group;
  }
  return out;
}

}  // namespace lianzhao::api
