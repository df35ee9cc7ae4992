// Importing with a progress line, and the report in words. Shared by import and init.
#pragma once

#include "cli/workspace.h"
#include "registry/import/importer.h"

namespace lianzhao::cli {

Result<registry::ImportTools> tools_of(Workspace& workspace);
// Fills in the snapshot's and the reject file's path and runs.
Result<registry::ImportReport> import_into(Workspace& workspace, registry::ImportOptions& options, bool progress);
void print_report(const Globals& globals, const registry::ImportReport& report, const registry::ImportOptions& options);

}  // namespace lianzhao::cli
