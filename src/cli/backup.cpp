// lianzhao backup FILE | lianzhao restore FILE [--force]
#include "ledger/backup.h"

#include <fmt/format.h>

#include <chrono>

#include "base/version.h"
#include "cli/console.h"
#include "cli/ledger_desk.h"
#include "cli/say.h"
#include "cli/workspace.h"

namespace lianzhao::cli {
namespace {

using ledger::BackupProgress;

// The progress of both commands on one line: what, how much, how fast.
class Steps {
 public:
  explicit Steps(bool english) : english_(english), line_(english) {}

  bool operator()(const BackupProgress& now) {
    const auto seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
    if (now.stage != stage_) {
      stage_ = now.stage;
      since_ = seconds;
    }
    if (seconds - shown_ >= 0.1) {
      shown_ = seconds;
      const auto took = std::max(seconds - since_, 1e-3);
      const bool bytes = now.stage == BackupProgress::Stage::kVerify || now.stage == BackupProgress::Stage::kFiles;
      const auto done = bytes ? static_cast<double>(now.bytes) : static_cast<double>(now.rows);
      const auto rate = static_cast<std::uint64_t>(done / took);
      line_.show(bytes
                     ? fmt::format("{} {}, {}/s", name_of(now.stage), bytes_in_words(now.bytes), bytes_in_words(rate))
                     : fmt::format("{} {}, {}/s", name_of(now.stage), grouped(static_cast<std::uint64_t>(now.rows)),
                                   grouped(rate)),
                 done, static_cast<double>(now.total), took);
    }
    return !stop_requested().load();
  }

 private:
  [[nodiscard]] std::string_view name_of(BackupProgress::Stage stage) const {
    switch (stage) {
      case BackupProgress::Stage::kVerify:
        return english_ ? "verifying" : "校验";
      case BackupProgress::Stage::kTables:
        return english_ ? "rows" : "记录";
      case BackupProgress::Stage::kFiles:
        return english_ ? "files" : "文件";
      case BackupProgress::Stage::kAudit:
        break;
    }
    return english_ ? "audit log" : "审计日志";
  }

  bool english_;
  ProgressLine line_;
  BackupProgress::Stage stage_ = BackupProgress::Stage::kVerify;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  double since_ = 0, shown_ = 0;
};

// The database as it is: neither made anew nor brought up to date by a backup of it.
Result<std::unique_ptr<store::Database>> open_database(const Globals& globals, bool create) {
  store::DatabaseOptions options;
  options.create = create;
  return store::Database::open(database_url(globals), options);
}

int backup(const Globals& globals, const std::string& path) {
  auto database = open_database(globals, false);
  if (!database) return report_error(database.error());
  const SystemInstantClock clock;
  const auto report = [&] {
    Steps steps(globals.english);
    return ledger::make_backup(**database, clock, {path, globals.home, std::string(version()), std::ref(steps)});
  }();
  if (!report) return report_error(report.error());
  if (globals.json) {
    fmt::print("{}\n", boost::json::serialize(boost::json::object{{"file", path},
                                                                  {"rows", report->rows},
                                                                  {"files", report->files},
                                                                  {"file_bytes", report->file_bytes},
                                                                  {"bytes", report->archive_bytes}}));
    return kDone;
  }
  say(globals.english, "{}: {} rows, {} files ({}), {}\n", "{}：{} 条记录，{} 个文件（{}），共 {}\n", path,
      grouped(static_cast<std::uint64_t>(report->rows)), grouped(report->files), bytes_in_words(report->file_bytes),
      bytes_in_words(report->archive_bytes));
  return kDone;
}

int restore(const Globals& globals, const std::string& path, bool force) {
  if (auto made = Workspace(globals).make_home(); !made) return report_error(made.error());
  auto database = open_database(globals, true);
  if (!database) return report_error(database.error());
  const SystemInstantClock clock;
  const auto report = [&] {
    Steps steps(globals.english);
    return ledger::restore_backup(**database, clock, {path, globals.home, force, std::ref(steps)});
  }();
  if (!report) return report_error(report.error());
  // Folders of the home that were empty are not in a backup.
  if (auto made = Workspace(globals).make_home(); !made) return report_error(made.error());
  boost::json::array audit;
  int code = kDone;
  for (const auto& [zone, verdict] : report->audit) {
    boost::json::object one{{"zone", zone}, {"entries", verdict.entries}, {"whole", !verdict.broken_at}};
    if (verdict.broken_at) {
      code = kNothing;
      one["broken_at"] = *verdict.broken_at;
      one["reason"] = verdict.reason;
      say_to(stderr, globals.english, "the audit log of {} was broken when the backup was made: entry {}: {}\n",
             "备份时 {} 的审计日志已不完整：第 {} 条：{}\n", zone, *verdict.broken_at, verdict.reason);
    }
    audit.push_back(one);
  }
  if (globals.json) {
    fmt::print("{}\n", boost::json::serialize(boost::json::object{{"rows", report->rows},
                                                                  {"files", report->files},
                                                                  {"created_at", report->header.created_at},
                                                                  {"program", report->header.program},
                                                                  {"audit", audit}}));
    return code;
  }
  say(globals.english,
      "restored as of {}: {} rows, {} files. All users sign in again. A server that is running must be started "
      "anew.\n",
      "已恢复到 {} 的状态：{} 条记录，{} 个文件。所有用户需重新登录；正在运行的服务须重新启动。\n",
      report->header.created_at, grouped(static_cast<std::uint64_t>(report->rows)), grouped(report->files));
  return code;
}

}  // namespace

void add_backup(CLI::App& app, const Globals& globals, int& exit_code) {
  auto* command = app.add_subcommand("backup", "database and home folder into one file; the server may be running");
  auto path = std::make_shared<std::string>();
  command->add_option("file", *path, "such as lianzhao-2026-11-24.tar.zst; replaced when the backup is complete")
      ->required();
  command->callback([&globals, &exit_code, path] { exit_code = backup(globals, *path); });
}

void add_restore(CLI::App& app, const Globals& globals, int& exit_code) {
  auto* command = app.add_subcommand("restore", "database and home folder from a backup, verified first");
  auto path = std::make_shared<std::string>();
  auto force = std::make_shared<bool>(false);
  command->add_option("file", *path)->required();
  command->add_flag("--force", *force, "replace what is there");
  command->callback([&globals, &exit_code, path, force] { exit_code = restore(globals, *path, *force); });
}

}  // namespace lianzhao::cli
