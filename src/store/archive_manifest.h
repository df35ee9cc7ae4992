// The manifest of an archive: what must be in it. Only the archive's files use it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace lianzhao::store {

inline constexpr std::string_view kManifestName = "manifest.json";

struct ManifestEntry {
  std::string name;
  std::uint64_t size = 0;
  std::string sha256;
  friend bool operator==(const ManifestEntry&, const ManifestEntry&) = default;
};

// {"entries": [{"name", "size", "sha256"}, ...]}, a line each.
std::string manifest_text(const std::vector<ManifestEntry>& entries);
Result<std::vector<ManifestEntry>> parse_manifest(std::string_view text);  // kCorrupt

}  // namespace lianzhao::store
