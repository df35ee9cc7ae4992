// Records as rows of a workbook: what the kinds share. Reach and masking are those of the ledger's lists.
#pragma once

#include <utility>

#include "api/sheets/kind.h"

namespace lianzhao::api::sheets {

// Calls take(items) with page after page, all within the reach.
template <class T, class Take>
Status each_page(const ledger::Records<T>& records, const ledger::Access& access, Take&& take) {
  ledger::ListQuery query;
  query.limit = 500;
  for (;;) {
    auto page = records.page(access, query);
    if (!page) return page.error();
    if (auto taken = take(std::as_const(page->items)); !taken) return taken;
    if (!page->next) return {};
    query.cursor = *page->next;
  }
}

// Sets the cell where there is something to tell.
inline void put(Row& row, const std::string& field, const std::string& text) {
  if (!text.empty()) row.set(field, text);
}
template <class T>
void put(Row& row, const std::string& field, const std::optional<T>& value) {
  if (value) row.set(field, *value);
}
inline void put_true(Row& row, const std::string& field, bool value) {
  if (value) row.set(field, true);
}
// The key, where it is a credit code: others belong to this registry alone, and the name finds the firm again.
inline void put_code(Row& row, const std::string& key) {
  if (key.size() == 18) row.set("firm_key", key);
}

}  // namespace lianzhao::api::sheets
