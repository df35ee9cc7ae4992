// Long work on the registry while questions go on: import, reading again with new terms, going back. Each makes the
// new snapshot aside, puts it in force and has the holder take it; on an error or a stop everything stays as it was.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "registry/import/preview.h"
#include "workspace/engine_holder.h"
#include "workspace/snapshot_keeper.h"

namespace lianzhao::workspace {

struct ImportFile {
  std::string path;
  std::vector<registry::ColumnOverride> columns;
};

struct ImportRequest {
  std::vector<ImportFile> files;
  registry::Dataset dataset;  // source, class, status, date
  bool replace = false;       // forget the firms imported before
  std::string reject_path, changes_path;
};

using ProgressFunction = std::function<void(const registry::ImportProgress&)>;

// Errors: kConflict (other work under way), kInterrupted, those of import_files().
Result<registry::ImportReport> import_registry(EngineHolder& holder, const ImportRequest& request,
                                               const std::atomic<bool>& stop, const ProgressFunction& progress);
Result<registry::ImportReport> read_again(EngineHolder& holder, const std::atomic<bool>& stop,
                                          const ProgressFunction& progress);
Status roll_back(EngineHolder& holder);

// How a file would be read by an import now.
struct ImportPreview {
  registry::Preview file;
  std::vector<std::vector<atlas::NodeRef>> nodes;  // by row: nodes of which it has a term
};
Result<ImportPreview> preview(const EngineHolder& holder, const ImportFile& file);

}  // namespace lianzhao::workspace
