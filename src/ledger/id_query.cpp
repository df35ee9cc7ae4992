#include "ledger/id_query.h"

#include <fmt/format.h>

#include <algorithm>

namespace lianzhao::ledger {

std::size_t ids_asked(std::span<const std::string> ids) {
  return ids.size() <= 1 ? 1 : ids.size() <= 50 ? 50 : 500;
}

Result<store::Rows> query_of_ids(store::Transaction& tx, std::string_view select, std::string_view column,
                                 const std::string& zone, std::span<const std::string> ids,
                                 std::string_view condition, const store::Values& values, std::string_view order) {
  if (ids.empty()) return store::Rows();
  if (ids.size() > 500) return Error{ErrorCode::kInternal, "more than 500 records asked for at once"};
  store::Values all{zone};
  std::string places;
  for (std::size_t i = 0; i < ids_asked(ids); ++i) {
    all.emplace_back(ids[std::min(i, ids.size() - 1)]);
    places += fmt::format("{}${}", i > 0 ? ", " : "", i + 2);
  }
  all.insert(all.end(), values.begin(), values.end());
  return tx.query(fmt::format("{} WHERE zone = $1 AND {} IN ({}){}{}{}{}", select, column, places,
                              condition.empty() ? "" : " AND ", condition, order.empty() ? "" : " ORDER BY ", order),
                  all);
}

}  // namespace lianzhao::ledger
