// People met as they are written in a cell: "王某 总经理 13800000000；李某 主任".
#pragma once

#include <string>
#include <vector>

#include "ledger/trips/visits.h"

namespace lianzhao::api::sheets {

// People are parted by 、 ； ; or new lines; of each the first word is the name, one of digits the telephone, the
// others the title. Errors: kBadInput, of the column people.
Result<std::vector<ledger::PersonMet>> people_met(std::string_view text);

}  // namespace lianzhao::api::sheets
