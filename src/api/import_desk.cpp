#include "api/import_desk.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <boost/json.hpp>
#include <filesystem>

#include "api/json_reader.h"
#include "api/uploads.h"
#include "base/file.h"

namespace lianzhao::api {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kRecordBytes = 4u << 20;

// Names of fields in the contract, in the order of registry::Column.
constexpr std::string_view kFields[registry::kColumnCount] = {"name",    "code",    "registered", "type",
                                                              "capital", "scope",   "products",   "province",
                                                              "city",    "address", "status",     "listed"};

template <class T>
Result<T> read_json_file(const std::string& path) {
  auto text = read_file(path, kRecordBytes);
  if (!text) return text.error();
  boost::system::error_code code;
  const auto value = boost::json::parse(*text, code);
  if (code) return Error{ErrorCode::kCorrupt, path + " is no JSON"};
  JsonFaults faults;
  T out{};
  read_json(value, out, faults);
  if (!faults.none()) return Error{ErrorCode::kCorrupt, path + " is damaged"};
  return out;
}

std::string progress_json(const registry::ImportProgress& p, bool rebuild) {
  const double rate = p.seconds > 0 ? static_cast<double>(p.input_bytes) / p.seconds : 0;
  const bool known = p.input_total > 0 && rate > 0;
  const double left = known ? static_cast<double>(p.input_total - std::min(p.input_bytes, p.input_total)) / rate : 0;
  const double rows_rate = p.seconds > 0 ? static_cast<double>(p.rows) / p.seconds : 0;
  const auto file = fs::path(p.file).filename().string();
  const auto words = p.joining ? Words{fmt::format("已合并 {} 家企业的记录", p.input_bytes),
                                       fmt::format("rows of {} firms joined", p.input_bytes)}
                               : Words{fmt::format("{}：已读 {} 行，每秒 {:.0f} 行", file, p.rows, rows_rate),
                                       fmt::format("{}: {} rows read, {:.0f} a second", file, p.rows, rows_rate)};
  std::string out =
      fmt::format("{{\"done\":{},\"total\":{},\"unit\":{},\"rate\":{},\"seconds_left\":{},\"words\":{}}}",
                  p.input_bytes, p.input_total > 0 ? std::to_string(p.input_total) : "null",
                  to_json(std::string(p.joining ? "firms"
                                      : rebuild ? "segments"
                                                : "bytes")),
                  to_json(rate), known ? to_json(left) : "null", to_json(words));
  return out;
}

void fill(ImportRecord& record, const registry::ImportReport& report) {
  record.state = "done";
  record.rows_read = report.rows_read;
  record.accepted = report.accepted;
  record.rejected = report.rejected;
  record.duplicates = report.duplicates;
  record.updated = report.updated;
  record.firms = report.firms;
  record.seconds = report.seconds;
  record.notes = report.notes;
  record.reasons.clear();
  for (const auto& [reason, rows] : report.reject_reasons) record.reasons.push_back({reason, rows});
  const auto& v = report.values;
  const auto remark = [&](registry::Remark which) { return v.remarks[static_cast<std::size_t>(which)]; };
  const auto value = [&](const char* name, std::uint64_t stated, std::uint64_t not_understood) {
    record.values[name] = {stated, stated - std::min(stated, not_understood)};
  };
  value("capital", v.with_capital, remark(registry::Remark::kCapital));
  value("registered", v.with_date, remark(registry::Remark::kDate));
  value("place", v.with_place, remark(registry::Remark::kPlace));
  value("code", v.with_code,
        remark(registry::Remark::kCodeLength) + remark(registry::Remark::kCodeCharacter) +
            remark(registry::Remark::kCodeCheck));
  value("scope", v.with_scope, v.with_scope - std::min(v.with_scope, v.with_term));
}

}  // namespace

ImportDesk::ImportDesk(workspace::EngineHolder& engines, JobRunner& jobs, IdSource& ids, const InstantClock& clock,
                       std::string allowed_folder)
    : engines_(engines), jobs_(jobs), ids_(ids), clock_(clock), allowed_folder_(std::move(allowed_folder)) {}

void ImportDesk::add_jobs() {
  jobs_.add("import", [this](const std::string& params, JobContext& job) { return run_import(params, job); });
  jobs_.add("rebuild", [this](const std::string&, JobContext& job) { return run_rebuild(job); });
}

std::string ImportDesk::folder(std::string_view name) const {
  const auto path = engines_.options().folders.in_home(name);
  std::error_code code;
  fs::create_directories(path, code);
  return path;
}

Result<UploadRecord> ImportDesk::keep_upload(const std::string& file, const std::string& name,
                                             const std::string& owner) {
  remove_old_uploads(folder("uploads"));
  KeptUpload record{ids_.next(), safe_file_name(name), 0, {}, {}};
  if (!owner.empty()) record.owner = owner;
  auto hash = sha256_of_file(file);
  if (!hash) return hash.error();
  record.sha256 = *std::move(hash);
  const auto path = folder("uploads") + "/" + record.id;
  std::error_code code;
  // A second name on the same disk; the first is removed by its owner.
  fs::create_hard_link(file, path, code);
  if (code) fs::copy_file(file, path, code);
  if (code) return io_error("cannot keep the file", code.value());
  record.bytes = fs::file_size(path, code);
  if (auto written = write_file_atomically(path + ".json", to_json(record)); !written) {
    fs::remove(path, code);
    return written.error();
  }
  return UploadRecord{record.id, record.name, record.bytes, record.sha256};
}

Result<std::string> ImportDesk::path_of_upload(const std::string& id, const std::string& user, bool any) const {
  const auto file = resolve({id, std::nullopt, {}});
  if (!file) return file.error();
  if (any) return file->path;
  const auto kept = read_json_file<KeptUpload>(file->path + ".json");
  if (kept && kept->owner == user) return file->path;
  return told(ErrorCode::kNotFound, "没有这个上传的文件。", "there is no such upload");
}

Result<workspace::ImportFile> ImportDesk::resolve(const SourceInput& source) const {
  if (source.upload.has_value() == source.path.has_value()) {
    return told(ErrorCode::kBadArgument, "请给出 upload 或 path 之一。", "give either upload or path");
  }
  workspace::ImportFile out;
  std::error_code code;
  if (source.upload) {
    out.path = folder("uploads") + "/" + *source.upload;
    if (!is_uuid(*source.upload) || !fs::is_regular_file(out.path, code)) {
      return told(ErrorCode::kNotFound, "没有这个上传的文件。", "there is no such upload");
    }
  } else {
    if (allowed_folder_.empty()) {
      return told(ErrorCode::kForbidden, "没有允许导入的服务器文件夹。", "no folder of the server is allowed");
    }
    const auto root = fs::canonical(allowed_folder_, code);
    if (code) return told(ErrorCode::kForbidden, "允许的文件夹不存在。", "the allowed folder is missing");
    const auto path = fs::weakly_canonical(root / *source.path, code);  // links followed: they must not lead out
    const auto inside =
        !code && std::mismatch(root.begin(), root.end(), path.begin(), path.end()).first == root.end();
    if (!inside)
      return told(ErrorCode::kForbidden, "文件不在允许的文件夹内。", "the file is outside the allowed folder");
    if (!fs::is_regular_file(path, code)) {
      return told(ErrorCode::kNotFound, "没有这个文件。", "there is no such file");
    }
    out.path = path.string();
  }
  for (const auto& [header, field] : source.columns.value_or(std::map<std::string, std::string>{})) {
    registry::ColumnOverride one{header, std::nullopt};
    if (field != "ignore") {
      const auto at = std::find(std::begin(kFields), std::end(kFields), field);
      if (at == std::end(kFields)) {
        return told(ErrorCode::kBadArgument, fmt::format("没有字段 {}。", field),
                    fmt::format("there is no field {}", field));
      }
      one.column = static_cast<registry::Column>(at - std::begin(kFields));
    }
    out.columns.push_back(std::move(one));
  }
  return out;
}

Result<workspace::ImportPreview> ImportDesk::preview(const SourceInput& source) const {
  const auto file = resolve(source);
  if (!file) return file.error();
  return workspace::preview(engines_, *file);
}

Result<Job> ImportDesk::start(const std::string& user, const std::string& by, const std::string& zone,
                              ImportRecord record, ImportJob job) {
  const std::lock_guard lock(start_mutex_);
  record.files.clear();
  for (const auto& source : job.sources) {
    auto file = resolve(source);
    if (!file) return file.error();
    auto name = fs::path(file->path).filename().string();
    if (source.upload) {
      if (const auto upload = read_json_file<KeptUpload>(file->path + ".json")) name = upload->name;
    }
    record.files.push_back(std::move(name));
  }
  if (const auto newest = list(1, {}); newest && !newest->empty() && newest->front().state == "running") {
    const auto running =
        newest->front().job ? jobs_.find(*newest->front().job) : Result<std::optional<Job>>(std::nullopt);
    if (running && *running && !is_over((*running)->state)) {
      return told(ErrorCode::kConflict, "另一项导入正在进行。", "another import is under way");
    }
  }
  record.id = job.import = ids_.next();
  record.at = to_rfc3339(clock_.now());
  record.by = by;
  record.job = ids_.next();
  if (auto saved = save(record); !saved) return saved.error();
  auto submitted = jobs_.submit(*record.job, zone, "import", to_json(job), user);
  if (!submitted) {
    record.state = "failed";
    if (auto saved = save(record); !saved) return saved.error();
  }
  return submitted;
}

Result<std::string> ImportDesk::run_import(const std::string& params, JobContext& job) {
  boost::system::error_code code;
  const auto value = boost::json::parse(params, code);
  JsonFaults faults;
  ImportJob wanted;
  if (!code) read_json(value, wanted, faults);
  if (code || !faults.none()) return Error{ErrorCode::kInternal, "the parameters of the import are damaged"};
  auto record = find(wanted.import);
  if (!record) return record.error();
  const auto result = fmt::format("{{\"import\":{}}}", to_json(wanted.import));
  if (record->state == "done") return result;  // the server ended between the import and the end of its job
  workspace::ImportRequest request;
  std::optional<Error> failed;
  for (const auto& source : wanted.sources) {
    auto file = resolve(source);
    if (!file && !failed) failed = file.error();
    if (file) request.files.push_back(*std::move(file));
  }
  request.dataset.source = record->publisher;
  request.dataset.source_class = record->source_class;
  request.dataset.status = record->status;
  request.dataset.as_of = record->as_of;
  request.replace = wanted.replace;
  request.reject_path = reject_path(record->id);
  std::atomic<bool> stop{job.stopped()};
  if (!failed) {
    const auto report = workspace::import_registry(engines_, request, stop, [&](const registry::ImportProgress& p) {
      if (job.stopped()) stop = true;
      job.progress(progress_json(p, false));
    });
    if (report) {
      fill(*record, *report);
      for (std::size_t i = 0; i < record->notes.size() && i < record->files.size(); ++i) {
        // Notes begin with the name on the disk, which of an upload is its id.
        const auto name = fs::path(request.files[i].path).filename().string();
        if (record->notes[i].starts_with(name)) record->notes[i].replace(0, name.size(), record->files[i]);
      }
      if (auto saved = save(*record); !saved) return saved.error();
      std::error_code ignored;
      for (const auto& source : wanted.sources) {
        if (!source.upload) continue;
        fs::remove(folder("uploads") + "/" + *source.upload, ignored);
        fs::remove(folder("uploads") + "/" + *source.upload + ".json", ignored);
      }
      return result;
    }
    failed = report.error();
  }
  record->state = failed->code == ErrorCode::kInterrupted ? "cancelled" : "failed";
  record->notes = {failed->zh.empty() ? failed->message : failed->zh};
  if (auto saved = save(*record); !saved) return saved.error();
  return *failed;
}

Result<std::string> ImportDesk::run_rebuild(JobContext& job) {
  std::atomic<bool> stop{job.stopped()};
  const auto report = workspace::read_again(engines_, stop, [&](const registry::ImportProgress& p) {
    if (job.stopped()) stop = true;
    job.progress(progress_json(p, true));
  });
  if (!report) return report.error();
  return fmt::format("{{\"firms\":{}}}", report->firms);
}

std::vector<std::string> ImportDesk::ids_newest_first() const {
  std::vector<std::string> ids;
  std::error_code code;
  for (const auto& entry : fs::directory_iterator(folder("imports"), code)) {
    if (entry.path().extension() == ".json") ids.push_back(entry.path().stem().string());
  }
  std::sort(ids.rbegin(), ids.rend());  // version 7: in order of time
  return ids;
}

Result<std::vector<ImportRecord>> ImportDesk::list(std::size_t most, const std::string& before) const {
  std::vector<ImportRecord> out;
  for (const auto& id : ids_newest_first()) {
    if (!before.empty() && id >= before) continue;
    if (out.size() == most) break;
    auto record = find(id);
    if (!record) return record.error();
    out.push_back(*std::move(record));
  }
  return out;
}

Result<ImportRecord> ImportDesk::find(const std::string& id) const {
  const auto none = told(ErrorCode::kNotFound, "没有这次导入。", "there is no such import");
  if (!is_uuid(id)) return none;
  auto record = read_json_file<ImportRecord>(folder("imports") + "/" + id + ".json");
  if (!record && record.error().code == ErrorCode::kNotFound) return none;
  if (!record) return record.error();
  record->can_roll_back = false;
  if (record->state == "done" && workspace::SnapshotKeeper(engines_.options().folders).has_previous()) {
    // The latest that succeeded; those that failed since then changed nothing.
    for (const auto& other : ids_newest_first()) {
      if (other == id) {
        record->can_roll_back = true;
        break;
      }
      const auto newer = read_json_file<ImportRecord>(folder("imports") + "/" + other + ".json");
      if (!newer || newer->state == "done" || newer->state == "running" || newer->state == "rolled-back") break;
    }
  }
  return record;
}

std::string ImportDesk::reject_path(const std::string& id) const {
  return folder("rejects") + "/" + id + ".csv";
}

Status ImportDesk::save(const ImportRecord& record) {
  return write_file_atomically(folder("imports") + "/" + record.id + ".json", to_json(record));
}

Result<ImportRecord> ImportDesk::roll_back(const std::string& id) {
  const std::lock_guard lock(start_mutex_);
  auto record = find(id);
  if (!record) return record.error();
  if (!record->can_roll_back) {
    return told(ErrorCode::kConflict, "只有最近一次成功的导入可以撤回。",
                "only the latest import that succeeded can be undone");
  }
  if (auto rolled = workspace::roll_back(engines_); !rolled) return rolled.error();
  record->state = "rolled-back";
  record->can_roll_back = false;
  if (const auto* snapshot = engines_.get()->snapshot()) record->firms = snapshot->header().alive_count;
  if (auto saved = save(*record); !saved) return saved.error();
  return record;
}

}  // namespace lianzhao::api
