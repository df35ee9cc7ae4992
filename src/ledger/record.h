// Records as plain structs whose members are described once (Boost.Describe): column names, JSON and audit come from
// the description. Members are of the types below, optional or not.
#pragma once

#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/instant.h"
#include "base/result.h"
#include "store/rows.h"
#include "store/value.h"

namespace lianzhao::ledger {

// A document kept as JSON text; made only from text that parses.
struct Json {
  std::string text = "null";
  friend bool operator==(const Json&, const Json&) = default;
};
using Strings = std::vector<std::string>;  // a column with a JSON array of texts

// What every record has.
struct Stamp {
  std::string id;            // UUID v7
  std::int64_t version = 0;  // begins with 1
  Instant created_at;
  std::string created_by;  // user id
  Instant updated_at;
  std::string updated_by;
};
BOOST_DESCRIBE_STRUCT(Stamp, (), (id, version, created_at, created_by, updated_at, updated_by))

namespace detail {
store::Value to_value(const std::string& field);
store::Value to_value(std::int64_t field);
store::Value to_value(bool field);
store::Value to_value(double field);
store::Value to_value(Instant field);
store::Value to_value(Day field);
store::Value to_value(const Json& field);
store::Value to_value(const Strings& field);
void from_cell(const store::Rows::Row& row, std::size_t column, std::string& field);
void from_cell(const store::Rows::Row& row, std::size_t column, std::int64_t& field);
void from_cell(const store::Rows::Row& row, std::size_t column, bool& field);
void from_cell(const store::Rows::Row& row, std::size_t column, double& field);
void from_cell(const store::Rows::Row& row, std::size_t column, Instant& field);
void from_cell(const store::Rows::Row& row, std::size_t column, Day& field);
void from_cell(const store::Rows::Row& row, std::size_t column, Json& field);
void from_cell(const store::Rows::Row& row, std::size_t column, Strings& field);
boost::json::value to_json(const std::string& field);
boost::json::value to_json(std::int64_t field);
boost::json::value to_json(bool field);
boost::json::value to_json(double field);
boost::json::value to_json(Instant field);  // RFC 3339
boost::json::value to_json(Day field);      // YYYY-MM-DD
boost::json::value to_json(const Json& field);
boost::json::value to_json(const Strings& field);

template <class F>
store::Value to_value(const std::optional<F>& field) {
  return field ? to_value(*field) : store::Value();
}
template <class F>
void from_cell(const store::Rows::Row& row, std::size_t column, std::optional<F>& field) {
  if (row.is_null(column)) {
    field.reset();
  } else {
    from_cell(row, column, field.emplace());
  }
}
template <class F>
boost::json::value to_json(const std::optional<F>& field) {
  return field ? to_json(*field) : boost::json::value();
}
}  // namespace detail

// Calls visit(name, member) for every described member, those of the bases first.
template <class T, class V>
void for_each_field(T& record, V&& visit) {
  using Members = boost::describe::describe_members<std::remove_const_t<T>,
                                                    boost::describe::mod_public | boost::describe::mod_inherited>;
  boost::mp11::mp_for_each<Members>(
      [&](auto member) { visit(std::string_view(member.name), record.*member.pointer); });
}

template <class T>
T from_row(const store::Rows::Row& row) {  // columns in the order of the members
  T record;
  std::size_t column = 0;
  for_each_field(record, [&](std::string_view, auto& field) { detail::from_cell(row, column++, field); });
  return record;
}

template <class T>
boost::json::object to_json(const T& record) {  // members in their order, snake_case
  boost::json::object object;
  for_each_field(record, [&](std::string_view name, const auto& field) { object[name] = detail::to_json(field); });
  return object;
}

// "a, b, c", every column with `prefix` before it.
template <class T>
std::string columns_of(std::string_view prefix = "") {
  std::string list;
  T record;
  for_each_field(record, [&](std::string_view name, auto&) {
    if (!list.empty()) list += ", ";
    list.append(prefix).append(name);
  });
  return list;
}

template <class T>
bool has_column(std::string_view column) {
  bool found = false;
  T record;
  for_each_field(record, [&](std::string_view name, auto&) { found = found || name == column; });
  return found;
}

// JSON in one form: members sorted, no white space, numbers as short as they read back. For hashes.
std::string canonical(const boost::json::value& value);
// Errors: kBadInput where the text is not JSON.
Result<Json> parse_json(std::string_view text);

}  // namespace lianzhao::ledger
