#include <fmt/format.h>

#include <filesystem>
#include <optional>

#include "base/file.h"
#include "ledger/backup.h"
#include "ledger/backup_parts.h"
#include "ledger/home_files.h"
#include "store/archive.h"
#include "store/table_dump.h"
#include "store/tables.h"

namespace lianzhao::ledger {
namespace {

constexpr std::size_t kMostHeader = 1u << 20, kMostPiece = 1u << 30;
const Error kStopped{ErrorCode::kInterrupted, "stopped"};

// Takes the archive's entries while it is verified: the header is looked at at once, files are unpacked.
class Unpacker {
 public:
  Unpacker(HomeSwap& home, RestoreReport& report) : home_(home), report_(report) {}

  Status take(const store::ArchiveEntry& entry, std::string_view bytes) {
    if (!has_header_) return take_header(entry, bytes);
    if (entry.name.starts_with(kTablesFolder)) return {};
    if (!entry.name.starts_with(kFilesFolder)) {
      return Error{ErrorCode::kBadInput, fmt::format("a backup has no '{}'", entry.name)};
    }
    if (!file_) {
      auto path = home_.place_for(entry.name.substr(kFilesFolder.size()));
      if (!path) return path.error();
      auto created = AtomicFile::create(*path);
      if (!created) return created.error();
      file_.emplace(*std::move(created));
    }
    if (auto written = file_->append(bytes); !written) return written;
    if (file_->size() < entry.size) return {};
    ++report_.files;
    auto done = file_->commit();
    file_.reset();
    return done;
  }
  [[nodiscard]] bool has_header() const { return has_header_; }

 private:
  Status take_header(const store::ArchiveEntry& entry, std::string_view bytes) {
    if (entry.name != BackupHeader::kName || entry.size > kMostHeader) {
      return Error{ErrorCode::kBadInput, "this is no backup of this program"};
    }
    text_ += bytes;
    if (text_.size() < entry.size) return {};
    auto header = parse_header(text_);
    if (!header) return header.error();
    report_.header = *std::move(header);
    has_header_ = true;
    return {};
  }

  HomeSwap& home_;
  RestoreReport& report_;
  std::string text_;
  bool has_header_ = false;
  std::optional<AtomicFile> file_;
};

Status check_empty(store::Transaction& tx, const RestorePlan& plan, const std::vector<std::string>& without) {
  if (plan.force) return {};
  auto empty = store::is_empty(tx);
  if (!empty) return empty.error();
  auto files = home_files(plan.home, without);
  if (!files) return files.error();
  if (*empty && files->empty()) return {};
  return Error{ErrorCode::kExists,
               fmt::format("there is something in {} already: --force replaces it, and it is lost",
                           *empty ? plan.home : std::string("the database"))};
}

Result<std::int64_t> load_tables(store::Transaction& tx, const RestorePlan& plan, int version) {
  if (auto begun = store::begin_load(tx, version); !begun) return begun.error();
  auto archive = store::ArchiveReader::open(plan.archive);
  if (!archive) return archive.error();
  BackupProgress progress;
  for (;;) {
    auto entry = archive->next();
    if (!entry) return entry.error();
    if (!*entry || (*entry)->name.starts_with(kFilesFolder)) break;  // tables come before files
    if (!(*entry)->name.starts_with(kTablesFolder)) continue;
    const auto rest = (*entry)->name.substr(kTablesFolder.size());
    auto text = archive->content(kMostPiece);
    if (!text) return text.error();
    auto rows = store::load_piece(tx, rest.substr(0, rest.find('/')), *text);
    if (!rows) return rows.error();
    progress.rows += *rows;
    if (plan.step && !plan.step(progress)) return kStopped;
  }
  if (auto finished = store::finish_load(tx); !finished) return finished.error();
  return progress.rows;
}

// The log of every zone as it came, and then an entry of what has happened to it.
Status check_audit(store::Transaction& tx, const RestorePlan& plan, Instant now, RestoreReport& report) {
  auto zones = audit_zones(tx);
  if (!zones) return zones.error();
  BackupProgress progress;
  progress.stage = BackupProgress::Stage::kAudit;
  for (const auto& zone : *zones) {
    auto verdict = verify_audit(tx, zone, [&](std::uint64_t done, std::uint64_t) {
      progress.rows = static_cast<std::int64_t>(done);
      return !plan.step || plan.step(progress);
    });
    if (!verdict) return verdict.error();
    report.audit.emplace_back(zone, *std::move(verdict));
    const auto name = std::filesystem::path(plan.archive).filename().string();
    const boost::json::object after{{"created_at", report.header.created_at}, {"rows", report.rows}};
    if (auto noted =
            write_audit(tx, system_actor(zone, "restore"), now, {"restore", "database", name, {}, after, ""});
        !noted) {
      return noted;
    }
  }
  return {};
}

}  // namespace

Result<RestoreReport> restore_backup(store::Database& database, const InstantClock& clock, const RestorePlan& plan) {
  const auto without = not_of_home(database, plan.archive);
  auto empty = database.read([&](store::Transaction& tx) { return check_empty(tx, plan, without); });
  if (!empty) return empty.error();
  RestoreReport report;
  HomeSwap home(plan.home, without);
  Unpacker unpacker(home, report);
  BackupProgress progress;
  progress.stage = BackupProgress::Stage::kVerify;
  auto verified = store::verify_archive(
      plan.archive,
      [&](const store::ArchiveEntry& entry, std::string_view bytes) { return unpacker.take(entry, bytes); },
      [&](std::uint64_t position, std::uint64_t size) {
        progress.bytes = position;
        progress.total = size;
        return !plan.step || plan.step(progress);
      });
  if (!verified) return verified.error();
  if (!unpacker.has_header()) return Error{ErrorCode::kBadInput, "this is no backup of this program"};
  const auto now = clock.now();
  auto written = database.write([&](store::Transaction& tx) -> Status {
    home.undo();  // the transaction may run again
    report.audit.clear();
    if (auto still = check_empty(tx, plan, without); !still) return still;
    auto rows = load_tables(tx, plan, static_cast<int>(report.header.migrations.size()));
    if (!rows) return rows.error();
    report.rows = *rows;
    if (auto checked = check_audit(tx, plan, now, report); !checked) return checked;
    return home.put();
  });
  if (!written) return written.error();
  home.keep();
  return report;
}

}  // namespace lianzhao::ledger
