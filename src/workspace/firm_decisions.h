// What people decided of pairs of firms that may be one: HOME/firm-decisions.tsv, a line a decision, the last of a
// pair counts. Imports and rebuilds heed it.
#pragma once

#include <string>
#include <vector>

#include "registry/import/importer.h"
#include "workspace/folders.h"

namespace lianzhao::workspace {

// Empty where nothing was decided. Errors: kIo; kBadInput with the line that is none.
Result<std::vector<registry::FirmDecision>> read_firm_decisions(const Folders& folders);

}  // namespace lianzhao::workspace
