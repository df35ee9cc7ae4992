// History of registry imports: which file, what came of its rows, which snapshot it made and which it replaced.
#pragma once

#include "ledger/records.h"

namespace lianzhao::ledger {

struct ImportRun : Stamp {
  std::string dataset, file_name;
  std::int64_t rows_read = 0, accepted = 0, rejected = 0, duplicates = 0;
  std::string reject_path, snapshot_path, previous_snapshot_path;  // within the home folder
  std::string state = "running";  // running | done | failed | cancelled | rolled-back
  std::string message;
  std::optional<std::string> job_id;
  std::optional<Instant> rolled_back_at;
  std::optional<std::string> rolled_back_by;
};
BOOST_DESCRIBE_STRUCT(ImportRun, (Stamp),
                      (dataset, file_name, rows_read, accepted, rejected, duplicates, reject_path, snapshot_path,
                       previous_snapshot_path, state, message, job_id, rolled_back_at, rolled_back_by))
template <>
struct RecordTraits<ImportRun> : RecordTraitsBase {
  static constexpr std::string_view table = "import_runs", kind = "import", zh = "这次导入";
  static constexpr std::string_view searched[] = {"dataset", "file_name"};
  static Status rules(const ImportRun& run);
};

class Imports : public Records<ImportRun> {
 public:
  explicit Imports(const Tools& tools) : Records(tools), tools_(tools) {}
  // Marks a finished import as rolled back; only the newest that is done can be (kForbidden).
  Result<ImportRun> roll_back(const Access& access, const std::string& id, std::int64_t version) const;

 private:
  const Tools tools_;
};

}  // namespace lianzhao::ledger
