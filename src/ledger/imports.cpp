#include "ledger/imports.h"

#include "ledger/rules.h"

namespace lianzhao::ledger {

Status RecordTraits<ImportRun>::rules(const ImportRun& run) {
  if (run.rows_read < 0 || run.accepted < 0 || run.rejected < 0 || run.duplicates < 0) {
    return told(ErrorCode::kBadInput, "计数不能为负数。", "counts are not negative");
  }
  return all_of({check_text("file_name", run.file_name, 1'000), check_size("dataset", run.dataset, 1'000),
                 check_word("state", run.state, {"running", "done", "failed", "cancelled", "rolled-back"})});
}

Result<ImportRun> Imports::roll_back(const Access& access, const std::string& id, std::int64_t version) const {
  return change(tools_, access.actor, [&](Change& open) -> Result<ImportRun> {
    auto newest = open.tx.query(
        "SELECT id FROM import_runs WHERE zone = $1 AND state = 'done' ORDER BY created_at DESC, id DESC LIMIT 1",
        {access.actor.zone});
    if (!newest) return newest.error();
    return update_in(open, access, id, version, [&](ImportRun& run) -> Status {
      if (newest->empty() || (*newest)[0].text(0) != id) {
        return told(ErrorCode::kForbidden, "只能撤回最近一次完成的导入。",
                    "only the newest finished import can be rolled back");
      }
      if (run.previous_snapshot_path.empty()) {
        return told(ErrorCode::kForbidden, "这次导入之前没有名录。", "there was no registry before this import");
      }
      run.state = "rolled-back";
      run.rolled_back_at = open.now;
      run.rolled_back_by = access.actor.user;
      return {};
    });
  });
}

}  // namespace lianzhao::ledger
