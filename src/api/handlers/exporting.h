// Lists whose rows need more than the record itself (duplicates, stages, names of others), as workbooks: what belongs
// to the rows is read for a whole page at once, not row by row, and what cannot be read ends the export with its
// reason.
#pragma once

#include <span>

#include "api/handlers/records.h"

namespace lianzhao::api::handlers {

// `write` puts the rows of a page into the workbook.
template <class T, class Write>
Reply export_pages(const Context& context, const ledger::Records<T>& records, ledger::Access access,
                   ledger::ListQuery query, const Sheet& sheet, Write&& write) {
  if (auto problem = may_export(context)) return *problem;
  // Records of groups are exported as far as both permissions reach.
  access.reach = std::min(access.reach, access_for(context, Permission::kExport).reach);
  auto book = sheet.create(context);
  if (!book) return book.error();
  query.limit = 500;
  query.total = false;
  for (;;) {
    const auto page = records.page(access, query);
    if (!page) return page.error();
    if (Status written = write(std::span<const T>(page->items), *book); !written) return written.error();
    if (!page->next) return finish(context, sheet, book);
    query.cursor = *page->next;
  }
}

}  // namespace lianzhao::api::handlers
