// Datasets as JSON, inside the snapshot.
#include <boost/json.hpp>

#include "registry/snapshot/snapshot.h"

namespace lianzhao::registry {
namespace json = boost::json;

std::string datasets_to_json(const std::vector<Dataset>& datasets) {
  json::array list;
  for (const auto& d : datasets) {
    json::object item{{"name", d.name},         {"source", d.source},           {"source_class", d.source_class},
                      {"status", d.status},     {"imported_at", d.imported_at}, {"rows_read", d.rows_read},
                      {"accepted", d.accepted}, {"rejected", d.rejected},       {"duplicates", d.duplicates},
                      {"updated", d.updated}};
    item["as_of"] = d.as_of ? json::value(to_string(*d.as_of)) : json::value(nullptr);
    list.push_back(std::move(item));
  }
  return json::serialize(list);
}

Result<std::vector<Dataset>> datasets_from_json(std::string_view text) {
  const auto bad = [](std::string_view what) {
    return Error{ErrorCode::kCorrupt, "the snapshot's list of datasets is damaged: " + std::string(what)};
  };
  boost::system::error_code code;
  const json::value value = json::parse(json::string_view(text.data(), text.size()), code);
  if (code || !value.is_array()) return bad("not a list");
  std::vector<Dataset> datasets;
  for (const auto& item : value.as_array()) {
    if (!item.is_object()) return bad("not an object");
    const auto& object = item.as_object();
    const auto text_of = [&](const char* key) {
      const auto* field = object.if_contains(key);
      return field && field->is_string() ? std::string(field->as_string()) : std::string();
    };
    const auto count_of = [&](const char* key) -> std::uint64_t {
      const auto* field = object.if_contains(key);
      boost::system::error_code wrong;
      const auto number = field ? field->to_number<std::uint64_t>(wrong) : 0;
      return wrong ? 0 : number;
    };
    datasets.push_back({.name = text_of("name"),
                        .source = text_of("source"),
                        .source_class = text_of("source_class"),
                        .as_of = parse_iso_day(text_of("as_of")),
                        .status = text_of("status"),
                        .imported_at = text_of("imported_at"),
                        .rows_read = count_of("rows_read"),
                        .accepted = count_of("accepted"),
                        .rejected = count_of("rejected"),
                        .duplicates = count_of("duplicates"),
                        .updated = count_of("updated")});
  }
  return datasets;
}

}  // namespace lianzhao::registry
