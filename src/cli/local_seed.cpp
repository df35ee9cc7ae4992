#include "cli/local_seed.h"

#include "api/backend/sources.h"
#include "cli/workspace.h"
#include "targeting/zone.h"

namespace lianzhao::cli {
Result<bool> seed_zone(const Globals& globals, const ledger::Ledger& ledger, const std::string& zone) {
  Workspace workspace(globals);
  auto places = workspace.places();
  if (!places) return places.error();
  auto chains = workspace.atlas();
  if (!chains) return chains.error();
  auto facts = targeting::load_zone(workspace.folders().case_folder(), **chains, **places);
  if (!facts) return facts.error();
  return ledger::seed_locals(ledger.tools, zone, api::seed_of(*facts, **chains));
}

}  // namespace lianzhao::cli
