// What handlers of records share: the ledger within the reach of who asks, lists as pages or workbooks, single
// records with their entity tag, stale versions as 409 with the record as it stands.
#pragma once

#include <fmt/format.h>

#include <functional>
#include <map>
#include <memory>

#include "api/backend/views.h"
#include "api/context.h"
#include "api/json/records.h"
#include "api/json_reader.h"
#include "api/listing.h"
#include "api/resources/engine_access.h"
#include "api/workbook.h"
#include "ledger/directory.h"
#include "ledger/ledger.h"

namespace lianzhao::api::handlers {

using ledger::Permission;

// The ledger, the reach of the route's permission, names; or the problem why not.
struct Desk {
  const ledger::Ledger* ledger = nullptr;
  ledger::Access access;
  ledger::Directory names;
  std::shared_ptr<const workspace::Engine> engine;
  Problem problem;
  explicit operator bool() const { return ledger != nullptr; }
  const ledger::Ledger* operator->() const { return ledger; }
};
Desk desk_of(const Context& context);
// The reach of another permission than the route's.
ledger::Access access_for(const Context& context, Permission permission);
Status reload_names(Desk& desk);

// One's own record where the actor reaches only those of its groups: the group given, else the first of its own.
std::optional<std::string> owning_group(const ledger::Access& access, const std::optional<std::string>& given);

std::string etag_of(std::int64_t version);
Problem stale(const Error& conflict, std::string current);
Reply list_reply(const std::vector<std::string>& items, const std::optional<std::string>& next,
                 std::optional<std::int64_t> total = std::nullopt);

// A sheet of a list.
struct Sheet {
  Words title;
  std::vector<std::pair<Words, double>> columns;
  Result<Workbook> create(const Context& context) const;
};
Reply finish(const Context& context, const Sheet& sheet, Result<Workbook>& book);

// limit, cursor, sort, q; `columns` gives the column of a field that may be sorted by.
ledger::ListQuery query_of(const Page& page, const std::map<std::string, std::string>& columns);

// The list within the access: a page of JSON, or all of it as a workbook for those who may export.
template <class T>
Reply list_records(const Context& context, const ledger::Records<T>& records, ledger::Access access,
                   const ledger::ListQuery& query, bool workbook, const std::function<std::string(const T&)>& json_of,
                   const Sheet& sheet, const std::function<std::vector<Workbook::Cell>(const T&)>& cells) {
  if (!workbook) {
    auto page = records.page(access, query);
    if (!page) return page.error();
    std::vector<std::string> items;
    for (const auto& record : page->items) items.push_back(json_of(record));
    return list_reply(items, page->next, page->total);
  }
  if (auto problem = may_export(context)) return *problem;
  // Records of groups are exported as far as both permissions reach.
  if (!ledger::RecordTraits<T>::group.empty()) {
    access.reach = std::min(access.reach, access_for(context, Permission::kExport).reach);
  }
  auto book = sheet.create(context);
  if (!book) return book.error();
  Status written;
  auto done = records.each(access, query, [&](const T& record) {
    written = book->row(cells(record));
    return written.ok();
  });
  if (!done) return done.error();
  if (!written) return written.error();
  return finish(context, sheet, book);
}

// A record made, read or changed. `again` reads the record as it stands, for a stale version.
template <class T, class JsonOf, class Again>
Reply one_record(int status, const Result<T>& record, JsonOf&& json_of, Again&& again) {
  if (record) return http::Response::json(status, json_of(*record)).with("ETag", etag_of(record->version));
  if (record.error().code != ErrorCode::kConflict) return record.error();
  const Result<T> now = again();
  if (!now) return now.error();
  return stale(record.error(), json_of(*now));
}

template <class T, class JsonOf, class Again>
Reply removed_record(const Status& removed, JsonOf&& json_of, Again&& again) {
  if (removed) return http::Response::empty();
  if (removed.error().code != ErrorCode::kConflict) return removed.error();
  const Result<T> now = again();
  if (!now) return now.error();
  return stale(removed.error(), json_of(*now));
}

// Where a fact comes from, as it is sent.
struct ProvenanceInput {
  Text<1, 300> source;
  Day date;
  Text<1, 20> status;
};
BOOST_DESCRIBE_STRUCT(ProvenanceInput, (), (source, date, status))

struct WordsInput {
  Text<1, 200> zh;
  Text<0, 200> en;
};
BOOST_DESCRIBE_STRUCT(WordsInput, (), (zh, en))

Problem bad_field(std::string pointer, std::string code, std::string zh, std::string en);
std::optional<Problem> too_many(std::string pointer, std::size_t count, std::size_t most);

}  // namespace lianzhao::api::handlers
