// What a counting rule counts, as conditions of SQL over the table of payments (alias t): the same verdicts as
// judge() and period_of(), so that a list of payments can show exactly what is in a figure. Tests hold the two
// against each other.
#pragma once

#include <span>
#include <string>
#include <utility>

#include "ledger/capital/rule.h"
#include "store/value.h"

namespace lianzhao::ledger::capital {

using Condition = std::pair<std::string, store::Values>;  // as in ListQuery: {} stands for each value in turn

Condition counted_by(const Rule& rule);
// Those whose month (period_of) is not before `from` or not after `to`.
Condition counted_from(const Rule& rule, std::span<const Close> closes, Month from);
Condition counted_to(const Rule& rule, std::span<const Close> closes, Month to);

}  // namespace lianzhao::ledger::capital
