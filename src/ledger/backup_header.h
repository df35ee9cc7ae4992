// The first entry of a backup, "backup.json": what it is, from when, of which schema.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace lianzhao::ledger {

struct BackupHeader {
  static constexpr std::string_view kName = "backup.json", kFormat = "lianzhao-backup";
  static constexpr int kVersion = 1;
  std::string program;                  // "0.1.0"
  std::string created_at;               // RFC 3339
  std::string engine;                   // sqlite | postgresql
  std::vector<std::string> migrations;  // names, in order: their count is the version of the schema
};

std::string to_text(const BackupHeader& header);
// Errors: kBadInput (no backup of this program), kVersion (another format, or a schema that this program cannot
// make).
Result<BackupHeader> parse_header(std::string_view text);

}  // namespace lianzhao::ledger
