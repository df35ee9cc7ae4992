// Queries of rows that belong to many records at once ("... WHERE zone = $1 AND column IN (...)").
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "store/database.h"

namespace lianzhao::ledger {

// How many parameters the ids take: 1, 50 or 500, so that few statements are prepared on a connection; missing ones
// repeat the last id. At most 500 ids are asked for at once.
std::size_t ids_asked(std::span<const std::string> ids);

// `select` up to and with its table; $1 is the zone, $2 ... the ids. `condition` may hold further parameters, that
// follow the ids: `values`.
Result<store::Rows> query_of_ids(store::Transaction& tx, std::string_view select, std::string_view column,
                                 const std::string& zone, std::span<const std::string> ids,
                                 std::string_view condition = "", const store::Values& values = {},
                                 std::string_view order = "");

}  // namespace lianzhao::ledger
