// The records that the case brings along, put into a new ledger.
#pragma once

#include "cli/command.h"
#include "ledger/starter/starter.h"

namespace lianzhao::cli {

// nullopt where they are in already, or the case has none.
Result<std::optional<ledger::StarterCounts>> load_starter(const Globals& globals, const ledger::Ledger& ledger,
                                                          const std::string& zone);

}  // namespace lianzhao::cli
