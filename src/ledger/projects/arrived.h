// Arrived capital of projects by the counting rule in force: what the audit passed and the rule counts, of all times.
#pragma once

#include <map>
#include <span>
#include <string>

#include "base/day.h"
#include "ledger/capital/rule.h"
#include "store/database.h"

namespace lianzhao::ledger {

// The newest rule that is valid on the day; the usual one (DOMAIN 5: money from outside for fixed investment, by its
// audit) where the zone has made none.
Result<capital::Rule> counting_rule(store::Transaction& tx, const std::string& zone, Day today);

// Fen by id of the project; projects without any are left out.
Result<std::map<std::string, std::int64_t>> arrived_capital(store::Transaction& tx, const std::string& zone,
                                                            std::span<const std::string> projects, Day today);

}  // namespace lianzhao::ledger
