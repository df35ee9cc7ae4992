// A project as JSON of the contract, with what is read beside its row; and the notices that changes of it send.
#pragma once

#include "api/handlers/records.h"
#include "api/json/projects.h"

namespace lianzhao::api::handlers {

Result<std::string> project_json(const Desk& desk, const ledger::Project& project);
// A project made or changed, with its tag; a stale version as 409 with the project as it stands.
Reply project_reply(const Desk& desk, int status, const Result<ledger::Project>& project, const std::string& id);
// Tells the group's members, but for who did it.
Status tell_group(const Desk& desk, store::Transaction& tx, const ledger::Project& project, std::string zh,
                  std::string en);

}  // namespace lianzhao::api::handlers
