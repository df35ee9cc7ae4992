// A section's bytes as a list of values, and the one error of a damaged snapshot. Internal to the snapshot.
#pragma once

#include <fmt/format.h>

#include <span>
#include <string_view>

#include "base/result.h"

namespace lianzhao::registry {

inline Error damaged(std::string_view what) {
  return {ErrorCode::kCorrupt, fmt::format("the snapshot is damaged ({}): import the registry again", what)};
}

template <class T>
bool view_as(std::span<const char> bytes, std::span<const T>& out) {
  if (bytes.size() % sizeof(T) != 0) return false;
  out = {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
  return true;
}

}  // namespace lianzhao::registry
