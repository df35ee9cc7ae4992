// Backup and restore of database and home folder, as one archive that either engine can be restored from
// (docs/store.md). A backup may be made while the program serves: the database is read in one transaction, so that it
// shows one moment, and every change that was acknowledged before is in it; then come the files, each of which is
// replaced at once when it changes.
//
// A restore verifies the whole archive before it touches anything. Database and files then change in one transaction:
// on any failure everything is as before. Sessions and failed logins are not kept: all sign in again.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "ledger/audit.h"
#include "ledger/backup_header.h"

namespace lianzhao::ledger {

struct BackupProgress {
  enum class Stage : std::uint8_t { kVerify, kTables, kFiles, kAudit };
  Stage stage = Stage::kTables;
  std::int64_t rows = 0;               // kTables; kAudit: entries
  std::uint64_t bytes = 0, total = 0;  // kVerify, kFiles
};
// Returns false to stop (kInterrupted); nothing is left behind then.
using BackupStep = std::function<bool(const BackupProgress&)>;

struct BackupPlan {
  std::string archive;  // replaced when the backup is complete
  std::string home;
  std::string program;  // version, for the header
  BackupStep step;
};
struct BackupReport {
  std::int64_t rows = 0;
  std::uint64_t files = 0, file_bytes = 0, archive_bytes = 0;
};
// Errors: kIo, kNoSpace, kInterrupted, kNotFound (no database yet), and those of the database.
Result<BackupReport> make_backup(store::Database& database, const InstantClock& clock, const BackupPlan& plan);

struct RestorePlan {
  std::string archive, home;
  bool force = false;  // replace what is there
  BackupStep step;
};
struct RestoreReport {
  BackupHeader header;
  std::int64_t rows = 0;
  std::uint64_t files = 0;
  std::vector<std::pair<std::string, AuditVerdict>> audit;  // by zone: the log as it was in the backup
};
// The database need not have a schema. Each zone's log gets an entry of the restore.
// Errors: kNotFound, kCorrupt and kBadInput (the archive), kVersion, kExists (there is something, and no force), kIo,
// kNoSpace, kInterrupted, and those of the database.
Result<RestoreReport> restore_backup(store::Database& database, const InstantClock& clock, const RestorePlan& plan);

}  // namespace lianzhao::ledger
