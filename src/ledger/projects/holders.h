// Which group had a project on which day: what has come in is credited to the group of that day (capital/payment.h),
// whatever group has the project now.
#pragma once

#include "ledger/projects/project.h"

namespace lianzhao::ledger {

// The project goes from `before` to its group of now on: what belongs to it goes along, so that it is seen by the
// new group alone, at once; the audit log tells what. In the transaction that changes the project, before or after.
Status hand_over(Change& open, const Project& project, const std::string& before);

// The group that had the project on the day. A day of a change belongs to the new one; `now`: who has it now.
Result<std::string> holder_on(store::Transaction& tx, const std::string& zone, const std::string& project, Day on,
                              const std::string& now);

}  // namespace lianzhao::ledger
