// Records<T>: create, read, list, update and remove records of one kind, all of them within the reach of the access,
// with optimistic locking and audit. What a kind needs is in its RecordTraits<T>. The bodies are in records_impl.h,
// which the source of a kind includes and then says `template class Records<T>;`: they are compiled once a kind.
//
// Errors of all: kNotFound (also what lies outside the reach), kForbidden (a group outside the reach),
// kConflict (another version now; Error::data has the record), kBadInput (a rule), kExists.
#pragma once

#include <functional>

#include "ledger/change.h"

namespace lianzhao::ledger {

// A list asked for. Filters compare a column with a value; `search` is looked for in the searched columns of the
// kind.
struct ListQuery {
  std::vector<std::pair<std::string, store::Value>> filters;
  std::vector<std::pair<std::string, store::Values>> conditions;  // SQL of the program, never of a request; table t
  std::string search;
  std::string sort;  // a column, with "-" before it for descending; "": the kind's own order
  std::string cursor;
  int limit = 50;      // 1-500
  bool total = false;  // how many rows all pages have, where they are at most kMostCounted
};
inline constexpr std::int64_t kMostCounted = 10'000;  // counting a million rows takes longer than reading a page

struct RecordTraitsBase {
  static constexpr std::string_view group = "";  // SQL for the owning group, the table is t; "": the whole zone's
  static constexpr std::string_view open = "";   // SQL: records that all may see
  static constexpr std::string_view sort = "-created_at";
  static constexpr std::string_view person = "";  // SQL for the user whose own record it is, whatever the group
  static constexpr bool by_parent = false;  // the record it belongs to decides who may; its RecordCheck looks there
  template <class T>
  static void normalise(T&) {}  // fields that follow from others, before the rules
  template <class T>
  static T shown(T record) {  // as it leaves the ledger, also in the audit log: masked where it must be
    return record;
  }
  template <class T>
  static std::string owner(const T&) {  // the group that owns the record, "" for none
    return "";
  }
};
// table, kind, searched (columns), rules(record) -> Status; see the kinds.
template <class T>
struct RecordTraits;

// Rules that need the database: called in the transaction before the record is written; before is null for a new one.
template <class T>
using RecordCheck = std::function<Status(Change&, const Access&, const T* before, const T& after)>;

template <class T>
class Records {
  using Traits = RecordTraits<T>;

 public:
  explicit Records(const Tools& tools, RecordCheck<T> check = {}) : tools_(tools), check_(std::move(check)) {}

  Result<T> create(const Access& access, T draft) const;
  Result<T> get(const Access& access, const std::string& id) const;
  Result<store::Page<T>> page(const Access& access, const ListQuery& query) const;
  // All pages, for export: stops where `take` returns false.
  Status each(const Access& access, ListQuery query, const std::function<bool(const T&)>& take) const;
  Result<T> update(const Access& access, const std::string& id, std::int64_t version,
                   const std::function<Status(T&)>& edit) const;
  Status remove(const Access& access, const std::string& id, std::int64_t version) const;

  // For changes of several records in one transaction.
  Result<T> create_in(Change& change, const Access& access, T draft) const;
  enum class Purpose : std::uint8_t { kRead, kEdit };  // a record open to all may be read, not edited
  // Nothing masked.
  Result<T> clear(store::Transaction& tx, const Access& access, const std::string& id,
                  Purpose purpose = Purpose::kRead) const;
  Result<T> update_in(Change& change, const Access& access, const std::string& id, std::int64_t version,
                      const std::function<Status(T&)>& edit) const;
  Status remove_in(Change& change, const Access& access, const std::string& id, std::int64_t version) const;

 private:
  static Error missing(const std::string& id);
  static Error stale(const T& now, std::int64_t version);
  const Tools tools_;  // references, which are cheap to keep
  RecordCheck<T> check_;
};

namespace detail {
std::string lower_ascii(std::string_view text);
}

}  // namespace lianzhao::ledger
