// The zone's own facts from the files of the case as records of the ledger.
#pragma once

#include "cli/command.h"
#include "ledger/ledger.h"

namespace lianzhao::cli {

// Firms of the zone, planned projects and ties, where the zone has none of them in the store yet; false where it has.
Result<bool> seed_zone(const Globals& globals, const ledger::Ledger& ledger, const std::string& zone);

}  // namespace lianzhao::cli
