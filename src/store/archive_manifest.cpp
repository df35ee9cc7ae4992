#include "store/archive_manifest.h"

#include <boost/json.hpp>

namespace lianzhao::store {

namespace json = boost::json;

std::string manifest_text(const std::vector<ManifestEntry>& entries) {
  std::string text = "{\"entries\":[";
  for (const auto& entry : entries) {
    if (text.back() != '[') text += ',';
    text +=
        "\n" + json::serialize(json::object{{"name", entry.name}, {"size", entry.size}, {"sha256", entry.sha256}});
  }
  return text + "\n]}\n";
}

Result<std::vector<ManifestEntry>> parse_manifest(std::string_view text) {
  const Error damaged{ErrorCode::kCorrupt, "the manifest is damaged"};
  json::error_code code;
  const auto value = json::parse(text, code);
  if (code || !value.is_object()) return damaged;
  const auto* list = value.get_object().if_contains("entries");
  if (!list || !list->is_array()) return damaged;
  std::vector<ManifestEntry> entries;
  for (const auto& item : list->get_array()) {
    const auto* object = item.if_object();
    const auto* name = object ? object->if_contains("name") : nullptr;
    const auto* size = object ? object->if_contains("size") : nullptr;
    const auto* sha256 = object ? object->if_contains("sha256") : nullptr;
    if (!name || !name->is_string() || !size || !size->is_int64() || size->get_int64() < 0 || !sha256 ||
        !sha256->is_string()) {
      return damaged;
    }
    entries.push_back({std::string(name->get_string()), static_cast<std::uint64_t>(size->get_int64()),
                       std::string(sha256->get_string())});
  }
  return entries;
}

}  // namespace lianzhao::store
