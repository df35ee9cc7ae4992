// The bodies of Records<T>; included only by the source of each kind, which instantiates them (see records.h).
#pragma once

#include <fmt/format.h>

#include <algorithm>

#include "ledger/records.h"

namespace lianzhao::ledger {
namespace detail {

// How a column is ordered: a null comes before everything, on both engines.
template <class F>
std::string order_expression(std::string_view column, const F&) {
  return fmt::format("t.{}", column);
}
template <class F>
std::string order_expression(std::string_view column, const std::optional<F>&) {
  const auto* least = std::is_same_v<F, std::string> ? "''"
                      : std::is_same_v<F, double>    ? "-1e308"
                                                     : "-9223372036854775807";
  return fmt::format("coalesce(t.{}, {})", column, least);
}

}  // namespace detail

template <class T>
Error Records<T>::missing(const std::string& id) {
  return told(ErrorCode::kNotFound, fmt::format("没有{}。", Traits::zh),
              fmt::format("there is no {} {}", Traits::kind, id));
}

template <class T>
Error Records<T>::stale(const T& now, std::int64_t version) {
  return {
      ErrorCode::kConflict,
      fmt::format("the {} was changed meanwhile: it is version {} now, not {}", Traits::kind, now.version, version),
      boost::json::serialize(to_json(Traits::shown(now))),
      fmt::format("内容已被他人修改：现为第 {} 版。", now.version)};
}

template <class T>
Result<T> Records<T>::clear(store::Transaction& tx, const Access& access, const std::string& id,
                            Purpose purpose) const {
  for (const bool strict : {true, false}) {
    store::Where where;
    where.add("t.zone = {} AND t.id = {}", {access.actor.zone, id});
    restrict_to(access, Traits::group, strict && purpose == Purpose::kEdit ? "" : Traits::open, where,
                Traits::person);
    auto rows = tx.query(fmt::format("SELECT {} FROM {} t{}", columns_of<T>("t."), Traits::table, where.sql()),
                         where.values());
    if (!rows) return rows.error();
    if (!rows->empty()) {
      if (strict || purpose == Purpose::kRead) return from_row<T>((*rows)[0]);
      return told(ErrorCode::kForbidden, "该记录属于其他组，只能查看。",
                  fmt::format("this {} belongs to another group: it can be read, not changed", Traits::kind));
    }
    if (Traits::open.empty() || purpose == Purpose::kRead) break;
  }
  return missing(id);
}

template <class T>
Result<T> Records<T>::get(const Access& access, const std::string& id) const {
  auto found = tools_.database.read([&](store::Transaction& tx) { return clear(tx, access, id); });
  if (!found) return found.error();
  return Traits::shown(*std::move(found));
}

template <class T>
Result<store::Page<T>> Records<T>::page(const Access& access, const ListQuery& query) const {
  const std::string order = query.sort.empty() ? std::string(Traits::sort) : query.sort;
  const bool descending = order.starts_with('-');
  const auto column = std::string_view(order).substr(descending ? 1 : 0);
  std::string expression;
  T record;
  for_each_field(record, [&](std::string_view name, const auto& field) {
    if (name == column) expression = detail::order_expression(name, field);
  });
  if (expression.empty()) return Error{ErrorCode::kBadArgument, fmt::format("cannot sort by '{}'", order)};
  if (query.limit < 1 || query.limit > 500) return Error{ErrorCode::kBadArgument, "limit must be 1 to 500"};

  store::Where where;
  where.add("t.zone = {}", {access.actor.zone});
  restrict_to(access, Traits::group, Traits::open, where, Traits::person);
  for (const auto& [name, value] : query.filters) {
    if (!has_column<T>(name)) return Error{ErrorCode::kBadArgument, fmt::format("cannot filter by '{}'", name)};
    if (value.is_null()) {
      where.add(fmt::format("t.{} IS NULL", name));
    } else {
      where.add(fmt::format("t.{} = {{}}", name), {value});
    }
  }
  for (const auto& [sql, values] : query.conditions) where.add(sql, values);
  if (!query.search.empty()) {
    const auto pattern = store::contains_pattern(detail::lower_ascii(query.search));
    std::string any;
    store::Values patterns;
    for (const auto searched : Traits::searched) {
      any += fmt::format("{}lower(t.{}) LIKE {{}} ESCAPE '\\'", any.empty() ? "(" : " OR ", searched);
      patterns.emplace_back(pattern);
    }
    where.add(any + ")", patterns);
  }
  const auto whole = where;
  if (!query.cursor.empty()) {
    auto key = store::decode_cursor(order, query.cursor, 2);
    if (!key) return key.error();
    where.add(fmt::format("({}, t.id) {} ({{}}, {{}})", expression, descending ? "<" : ">"), *key);
  }
  return tools_.database.read([&](store::Transaction& tx) -> Result<store::Page<T>> {
    auto asked = where;
    const auto limit = asked.bind(query.limit + 1);
    const auto* direction = descending ? "DESC" : "ASC";
    auto rows = tx.query(
        fmt::format("SELECT {}, {} AS sort_key FROM {} t{} ORDER BY {} {}, t.id {} LIMIT {}", columns_of<T>("t."),
                    expression, Traits::table, asked.sql(), expression, direction, direction, limit),
        asked.values());
    if (!rows) return rows.error();
    store::Page<T> page;
    const auto count = std::min(rows->size(), static_cast<std::size_t>(query.limit));
    for (std::size_t i = 0; i < count; ++i) page.items.push_back(Traits::shown(from_row<T>((*rows)[i])));
    if (rows->size() > count) {
      const auto last = (*rows)[count - 1];
      page.next = store::encode_cursor(order, {last.value(rows->column("sort_key")), last.text("id")});
    }
    if (query.total) {
      auto total = tx.query(fmt::format("SELECT count(*) FROM (SELECT 1 FROM {} t{} LIMIT {}) counted", Traits::table,
                                        whole.sql(), kMostCounted + 1),
                            whole.values());
      if (!total) return total.error();
      if (const auto rows_found = (*total)[0].integer(0); rows_found <= kMostCounted) page.total = rows_found;
    }
    return page;
  });
}

template <class T>
Status Records<T>::each(const Access& access, ListQuery query, const std::function<bool(const T&)>& take) const {
  query.limit = 500;
  for (;;) {
    auto next = page(access, query);
    if (!next) return next.error();
    for (const auto& item : next->items) {
      if (!take(item)) return {};
    }
    if (!next->next) return {};
    query.cursor = *next->next;
  }
}

template <class T>
Result<T> Records<T>::create_in(Change& change, const Access& access, T draft) const {
  if (!Traits::by_parent) {
    if (auto allowed = check_group(access, Traits::owner(draft)); !allowed) return allowed.error();
  }
  if (draft.id.empty()) draft.id = tools_.ids.next();  // else made by whoever enters it, so that sent twice is one
  draft.version = 1;
  draft.created_at = draft.updated_at = change.now;
  draft.created_by = draft.updated_by = access.actor.user;
  Traits::normalise(draft);
  if (auto good = Traits::rules(draft); !good) return good.error();
  if (check_) {
    if (auto good = check_(change, access, nullptr, draft); !good) return good.error();
  }
  store::Where values;  // only for its numbering
  std::string places = values.bind(access.actor.zone);
  for_each_field(draft,
                 [&](std::string_view, const auto& field) { places += ", " + values.bind(detail::to_value(field)); });
  auto inserted = change.tx.execute(
      fmt::format("INSERT INTO {} (zone, {}) VALUES ({})", Traits::table, columns_of<T>(), places), values.values());
  if (!inserted) return inserted.error().in(fmt::format("cannot create the {}", Traits::kind));
  auto shown = Traits::shown(std::move(draft));
  if (auto noted = change.audit({"create", std::string(Traits::kind), shown.id, {}, to_json(shown), ""}); !noted) {
    return noted.error();
  }
  return shown;
}

template <class T>
Result<T> Records<T>::update_in(Change& change, const Access& access, const std::string& id, std::int64_t version,
                                const std::function<Status(T&)>& edit) const {
  auto before = clear(change.tx, access, id, Purpose::kEdit);
  if (!before) return before.error();
  if (before->version != version) return stale(*before, version);
  T after = *before;
  if (auto edited = edit(after); !edited) return edited.error();
  static_cast<Stamp&>(after) = static_cast<const Stamp&>(*before);
  Traits::normalise(after);
  if (to_json(after) == to_json(*before)) return Traits::shown(std::move(after));
  if (auto good = Traits::rules(after); !good) return good.error();
  if (!Traits::by_parent && Traits::owner(after) != Traits::owner(*before)) {
    if (auto allowed = check_group(access, Traits::owner(after)); !allowed) return allowed.error();
  }
  if (check_) {
    if (auto good = check_(change, access, &*before, after); !good) return good.error();
  }
  after.version = version + 1;
  after.updated_at = change.now;
  after.updated_by = access.actor.user;
  store::Where values;
  std::string sets;
  for_each_field(after, [&](std::string_view name, const auto& field) {
    if (name == "id") return;
    sets += fmt::format("{}{} = {}", sets.empty() ? "" : ", ", name, values.bind(detail::to_value(field)));
  });
  const auto zone_at = values.bind(access.actor.zone), id_at = values.bind(id), version_at = values.bind(version);
  auto updated = change.tx.execute(fmt::format("UPDATE {} SET {} WHERE zone = {} AND id = {} AND version = {}",
                                               Traits::table, sets, zone_at, id_at, version_at),
                                   values.values());
  if (!updated) return updated.error().in(fmt::format("cannot change the {}", Traits::kind));
  if (*updated != 1) return stale(*before, version);
  const auto shown = Traits::shown(std::move(after));
  auto noted = change.audit(
      {"update", std::string(Traits::kind), id, to_json(Traits::shown(*std::move(before))), to_json(shown), ""});
  if (!noted) return noted.error();
  return shown;
}

template <class T>
Status Records<T>::remove_in(Change& change, const Access& access, const std::string& id,
                             std::int64_t version) const {
  auto before = clear(change.tx, access, id, Purpose::kEdit);
  if (!before) return before.error();
  if (before->version != version) return stale(*before, version);
  auto removed =
      change.tx.execute(fmt::format("DELETE FROM {} WHERE zone = $1 AND id = $2 AND version = $3", Traits::table),
                        {access.actor.zone, id, version});
  if (!removed) return removed.error().in(fmt::format("cannot remove the {}", Traits::kind));
  if (*removed != 1) return stale(*before, version);
  return change.audit({"delete", std::string(Traits::kind), id, to_json(Traits::shown(*std::move(before))), {}, ""});
}

template <class T>
Result<T> Records<T>::create(const Access& access, T draft) const {
  return change(tools_, access.actor, [&](Change& open) { return create_in(open, access, draft); });
}

template <class T>
Result<T> Records<T>::update(const Access& access, const std::string& id, std::int64_t version,
                             const std::function<Status(T&)>& edit) const {
  return change(tools_, access.actor, [&](Change& open) { return update_in(open, access, id, version, edit); });
}

template <class T>
Status Records<T>::remove(const Access& access, const std::string& id, std::int64_t version) const {
  return change(tools_, access.actor, [&](Change& open) { return remove_in(open, access, id, version); });
}

}  // namespace lianzhao::ledger
