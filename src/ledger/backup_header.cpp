#include "ledger/backup_header.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "store/migration.h"

namespace lianzhao::ledger {

namespace json = boost::json;

std::string to_text(const BackupHeader& header) {
  json::array migrations;
  for (const auto& name : header.migrations) migrations.emplace_back(name);
  const json::object object{{"format", json::string(BackupHeader::kFormat)},
                            {"version", BackupHeader::kVersion},
                            {"program", header.program},
                            {"created_at", header.created_at},
                            {"engine", header.engine},
                            {"schema", header.migrations.size()},
                            {"migrations", migrations}};
  return json::serialize(object) + "\n";
}

Result<BackupHeader> parse_header(std::string_view text) {
  const Error other{ErrorCode::kBadInput, "this is no backup of this program"};
  json::error_code code;
  const auto value = json::parse(json::string_view(text.data(), text.size()), code);
  const auto* object = value.if_object();
  if (code || !object) return other;
  const auto text_of = [&](std::string_view name) -> std::string {
    const auto* found = object->if_contains({name.data(), name.size()});
    return found && found->is_string() ? std::string(found->get_string()) : std::string();
  };
  if (text_of("format") != BackupHeader::kFormat) return other;
  const auto* version = object->if_contains("version");
  if (!version || !version->is_int64() || version->get_int64() != BackupHeader::kVersion) {
    return Error{ErrorCode::kVersion,
                 fmt::format("the backup has another format than this program reads ({}), it was made by version {}",
                             BackupHeader::kVersion, text_of("program"))};
  }
  BackupHeader header{text_of("program"), text_of("created_at"), text_of("engine"), {}};
  const auto* names = object->if_contains("migrations");
  if (!names || !names->is_array() || names->get_array().empty()) return other;
  for (const auto& name : names->get_array()) {
    if (!name.is_string()) return other;
    header.migrations.emplace_back(name.get_string());
  }
  auto known = store::migrations_for(store::Engine::kSqlite, store::embedded_migrations());
  if (!known) return known.error();
  for (std::size_t i = 0; i < header.migrations.size(); ++i) {
    if (i < known->size() && (*known)[i].name == header.migrations[i]) continue;
    return Error{
        ErrorCode::kVersion,
        fmt::format("the backup's database has version {}, step {} ({}) of which this program does not know: "
                    "restore it with the program that made it ({}) or a newer one",
                    header.migrations.size(), i + 1, header.migrations[i], header.program)};
  }
  return header;
}

}  // namespace lianzhao::ledger
