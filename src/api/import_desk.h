// Imports as the server does them: uploads kept, files named, jobs run, history written. Thread-safe.
//
// The history is a file a run, HOME/imports/ID.json (ids in order of time), written whole or not at all: an import is
// the registry's own matter, and the registry is files. An upload is HOME/uploads/ID and ID.json; it is removed when
// an import of it has succeeded.
#pragma once

#include <boost/describe.hpp>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "api/jobs/job_runner.h"
#include "api/json_writer.h"
#include "base/identifiers.h"
#include "workspace/registry_work.h"

namespace lianzhao::api {

struct ReasonCount {
  std::string reason;
  std::uint64_t rows = 0;
};
BOOST_DESCRIBE_STRUCT(ReasonCount, (), (reason, rows))

struct ValueCount {
  std::uint64_t stated = 0, understood = 0;
};
BOOST_DESCRIBE_STRUCT(ValueCount, (), (stated, understood))

// The contract's Import.
struct ImportRecord {
  std::string id, at, by;
  std::vector<std::string> files;
  std::string publisher, source_class, status;
  std::optional<Day> as_of;
  std::string state = "running";  // running, done, failed, cancelled, rolled-back
  std::uint64_t rows_read = 0, accepted = 0, rejected = 0, duplicates = 0, updated = 0, firms = 0;
  double seconds = 0;
  std::vector<ReasonCount> reasons;
  std::map<std::string, ValueCount> values;
  std::vector<std::string> notes;
  bool can_roll_back = false;
  std::optional<std::string> job;
};
BOOST_DESCRIBE_STRUCT(ImportRecord, (),
                      (id, at, by, files, publisher, source_class, status, as_of, state, rows_read, accepted,
                       rejected, duplicates, updated, firms, seconds, reasons, values, notes, can_roll_back, job))

struct UploadRecord {
  std::string id, name;
  std::uint64_t bytes = 0;
  std::string sha256;
};
BOOST_DESCRIBE_STRUCT(UploadRecord, (), (id, name, bytes, sha256))

// As it is kept beside the file.
struct KeptUpload {
  std::string id, name;
  std::uint64_t bytes = 0;
  std::string sha256;
  std::optional<std::string> owner;  // user id
};
BOOST_DESCRIBE_STRUCT(KeptUpload, (), (id, name, bytes, sha256, owner))

// A file to import: one sent before, or one on the server.
struct SourceInput {
  std::optional<std::string> upload, path;
  std::optional<std::map<std::string, std::string>> columns;  // header to field
};
BOOST_DESCRIBE_STRUCT(SourceInput, (), (upload, path, columns))

struct ImportJob {  // parameters of the job: what is needed to begin again after a restart
  std::string import;
  std::vector<SourceInput> sources;
  bool replace = false;
};
BOOST_DESCRIBE_STRUCT(ImportJob, (), (import, sources, replace))

class ImportDesk {
 public:
  // All outlive it. `allowed_folder`: where files of the server may be imported from; empty: from nowhere.
  ImportDesk(workspace::EngineHolder& engines, JobRunner& jobs, IdSource& ids, const InstantClock& clock,
             std::string allowed_folder);

  // Registers the kinds "import" and "rebuild"; before JobRunner::start().
  void add_jobs();

  // Takes the file over. Errors: kIo, kNoSpace.
  Result<UploadRecord> keep_upload(const std::string& file, const std::string& name, const std::string& owner = "");
  // The file of an upload of one's own; `any`: of whoever. kNotFound.
  [[nodiscard]] Result<std::string> path_of_upload(const std::string& id, const std::string& user, bool any) const;
  // Errors: kNotFound; kForbidden (outside the allowed folder); kBadArgument (not one of upload and path, no field).
  [[nodiscard]] Result<workspace::ImportFile> resolve(const SourceInput& source) const;
  [[nodiscard]] Result<workspace::ImportPreview> preview(const SourceInput& source) const;

  // Errors: those of resolve; kConflict while another import runs.
  Result<Job> start(const std::string& user, const std::string& by, const std::string& zone, ImportRecord record,
                    ImportJob job);
  [[nodiscard]] Result<std::vector<ImportRecord>> list(std::size_t most, const std::string& before) const;
  [[nodiscard]] Result<ImportRecord> find(const std::string& id) const;
  [[nodiscard]] std::string reject_path(const std::string& id) const;
  // Errors: kNotFound; kConflict: not the newest, or there is nothing to go back to.
  Result<ImportRecord> roll_back(const std::string& id);

 private:
  Result<std::string> run_import(const std::string& params, JobContext& job);
  Result<std::string> run_rebuild(JobContext& job);
  [[nodiscard]] std::vector<std::string> ids_newest_first() const;
  Status save(const ImportRecord& record);
  [[nodiscard]] std::string folder(std::string_view name) const;

  workspace::EngineHolder& engines_;
  JobRunner& jobs_;
  IdSource& ids_;
  const InstantClock& clock_;
  std::string allowed_folder_;
  std::mutex start_mutex_;
};

}  // namespace lianzhao::api
