#include "ledger/backup.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "ledger/backup_parts.h"
#include "ledger/home_files.h"
#include "store/archive.h"
#include "store/migration.h"
#include "store/table_dump.h"

namespace lianzhao::ledger {
namespace {

const Error kStopped{ErrorCode::kInterrupted, "stopped"};

Result<BackupHeader> header_of(store::Transaction& tx, const BackupPlan& plan, Instant now) {
  auto version = store::schema_version(tx);
  if (!version) return version.error();
  auto known = store::migrations_for(tx.engine(), store::embedded_migrations());
  if (!known) return known.error();
  if (*version == 0) return Error{ErrorCode::kNotFound, "there is nothing in the database yet: lianzhao init"};
  if (*version > static_cast<int>(known->size())) {
    return Error{ErrorCode::kVersion, fmt::format("the database has version {}, this program knows versions up to {}",
                                                  *version, known->size())};
  }
  BackupHeader header{
      plan.program, to_rfc3339(now), tx.engine() == store::Engine::kSqlite ? "sqlite" : "postgresql", {}};
  for (int i = 0; i < *version; ++i) header.migrations.push_back((*known)[static_cast<std::size_t>(i)].name);
  return header;
}

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

// A file that is gone meanwhile is left out; one that grows is kept as long as it was.
Status add_file(store::ArchiveWriter& archive, const std::string& path, const HomeFile& file,
                const std::function<bool(std::size_t)>& go_on, bool& added) {
  const std::unique_ptr<std::FILE, Close> opened(std::fopen(path.c_str(), "rbe"));
  if (!opened && errno == ENOENT) return {};
  if (!opened) return io_error("cannot open " + path, errno);
  // The size of what was opened: the name may have got another file since it was listed.
  const long size = std::fseek(opened.get(), 0, SEEK_END) == 0 ? std::ftell(opened.get()) : -1;
  if (size < 0 || std::fseek(opened.get(), 0, SEEK_SET) != 0) return io_error("cannot measure " + path, errno);
  auto left = static_cast<std::uint64_t>(size);
  if (auto begun = archive.begin(kFilesFolder + file.name, left); !begun) return begun;
  std::vector<char> piece(256u << 10);
  while (left > 0) {
    const auto want = static_cast<std::size_t>(std::min<std::uint64_t>(left, piece.size()));
    const auto got = std::fread(piece.data(), 1, want, opened.get());
    if (got < want) {
      if (std::ferror(opened.get())) return io_error("cannot read " + path, errno);
      return Error{ErrorCode::kIo, fmt::format("{} became shorter while it was read: try again", path)};
    }
    if (auto written = archive.append({piece.data(), got}); !written) return written;
    left -= got;
    if (!go_on(got)) return kStopped;
  }
  added = true;
  return archive.end();
}

}  // namespace

std::vector<std::string> not_of_home(const store::Database& database, const std::string& archive) {
  std::vector<std::string> paths{archive, archive + ".tmp"};
  for (const auto* suffix : {"", "-wal", "-shm", "-journal"}) {
    if (!database.path().empty()) paths.push_back(database.path() + suffix);
  }
  return paths;
}

Result<BackupReport> make_backup(store::Database& database, const InstantClock& clock, const BackupPlan& plan) {
  const auto now = clock.now();
  auto archive = store::ArchiveWriter::create(plan.archive, now);
  if (!archive) return archive.error();
  BackupReport report;
  BackupProgress progress;
  const auto go_on = [&] { return !plan.step || plan.step(progress); };
  bool begun = false;
  auto dumped = database.read([&](store::Transaction& tx) -> Status {
    if (std::exchange(begun, true)) return Error{ErrorCode::kUnavailable, "the database was lost: try again"};
    auto header = header_of(tx, plan, now);
    if (!header) return header.error();
    if (auto added = archive->add(BackupHeader::kName, to_text(*header)); !added) return added;
    return store::dump_tables(tx, kNotKept, [&](const store::DumpPiece& piece) -> Status {
      progress.rows = report.rows += piece.rows;
      if (!go_on()) return kStopped;
      return archive->add(fmt::format("{}{}/{:06}.jsonl", kTablesFolder, piece.table, piece.number), piece.text);
    });
  });
  if (!dumped) return dumped.error();
  // Rows refer to files, which are written before them: so rows come first.
  auto files = home_files(plan.home, not_of_home(database, plan.archive));
  if (!files) return files.error();
  progress.stage = BackupProgress::Stage::kFiles;
  for (const auto& file : *files) progress.total += file.size;
  for (const auto& file : *files) {
    bool added = false;
    const auto more = [&](std::size_t bytes) {
      progress.bytes = report.file_bytes += bytes;
      return go_on();
    };
    const auto path = (std::filesystem::path(plan.home) / file.name).string();
    if (auto done = add_file(*archive, path, file, more, added); !done) return done.error();
    report.files += added;
  }
  if (!go_on()) return kStopped;
  if (auto finished = archive->finish(); !finished) return finished.error();
  report.archive_bytes = archive->size();
  return report;
}

}  // namespace lianzhao::ledger
