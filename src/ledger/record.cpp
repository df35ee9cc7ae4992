#include "ledger/record.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ledger/records_impl.h"
#include "ledger/unreadable.h"

namespace lianzhao::ledger {

std::string unreadable(std::string_view stored) {
  return is_unreadable(stored) ? std::string(stored) : std::string(kUnreadable) + std::string(stored);
}

bool is_unreadable(std::string_view text) {
  return text.starts_with(kUnreadable);
}

namespace detail {

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  for (auto& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

store::Value to_value(const std::string& field) {
  return field;
}
store::Value to_value(std::int64_t field) {
  return field;
}
store::Value to_value(bool field) {
  return field ? 1 : 0;
}
store::Value to_value(double field) {
  return field;
}
store::Value to_value(Instant field) {
  return field;
}
store::Value to_value(Day field) {
  return field.since_epoch;
}
store::Value to_value(const Json& field) {
  return field.text;
}
store::Value to_value(const Strings& field) {
  return boost::json::serialize(to_json(field));
}

using Row = store::Rows::Row;
void from_cell(const Row& row, std::size_t column, std::string& field) {
  field = row.text(column);
}
void from_cell(const Row& row, std::size_t column, std::int64_t& field) {
  field = row.integer(column);
}
void from_cell(const Row& row, std::size_t column, bool& field) {
  field = row.truth(column);
}
void from_cell(const Row& row, std::size_t column, double& field) {
  field = row.real(column);
}
void from_cell(const Row& row, std::size_t column, Instant& field) {
  field = row.instant(column);
}
void from_cell(const Row& row, std::size_t column, Day& field) {
  field.since_epoch = static_cast<std::int32_t>(row.integer(column));
}
void from_cell(const Row& row, std::size_t column, Json& field) {
  field.text = row.text(column);
}
void from_cell(const Row& row, std::size_t column, Strings& field) {
  field.clear();
  boost::json::error_code code;
  const auto list = boost::json::parse(row.text(column), code);
  if (code || !list.is_array()) {
    field.push_back(unreadable(row.text(column)));
    return;
  }
  for (const auto& item : list.get_array()) {
    field.push_back(item.is_string() ? std::string(item.get_string()) : unreadable(boost::json::serialize(item)));
  }
}

boost::json::value to_json(const std::string& field) {
  return boost::json::string(field);
}
boost::json::value to_json(std::int64_t field) {
  return field;
}
boost::json::value to_json(bool field) {
  return field;
}
boost::json::value to_json(double field) {
  return field;
}
boost::json::value to_json(Instant field) {
  return boost::json::string(to_rfc3339(field));
}
boost::json::value to_json(Day field) {
  return boost::json::string(to_string(field));
}
boost::json::value to_json(const Json& field) {
  boost::json::error_code code;
  auto value = boost::json::parse(field.text, code);
  return code ? boost::json::value(boost::json::string(unreadable(field.text))) : value;
}
boost::json::value to_json(const Strings& field) {
  boost::json::array list;
  for (const auto& text : field) list.emplace_back(boost::json::string(text));
  return list;
}

}  // namespace detail

namespace {

void write_canonical(const boost::json::value& value, std::string& out) {
  if (value.is_object()) {
    std::vector<std::pair<std::string_view, const boost::json::value*>> members;
    for (const auto& member : value.get_object()) {
      members.emplace_back(std::string_view(member.key().data(), member.key().size()), &member.value());
    }
    std::sort(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    out += '{';
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (i > 0) out += ',';
      out += boost::json::serialize(boost::json::string(members[i].first));
      out += ':';
      write_canonical(*members[i].second, out);
    }
    out += '}';
  } else if (value.is_array()) {
    out += '[';
    bool first = true;
    for (const auto& item : value.get_array()) {
      if (!first) out += ',';
      first = false;
      write_canonical(item, out);
    }
    out += ']';
  } else if (value.is_double()) {
    const double number = value.get_double();
    if (!std::isfinite(number)) {
      out += "null";
    } else if (number == std::floor(number) && std::abs(number) < 1e15) {
      out += fmt::format("{}", static_cast<std::int64_t>(number));
    } else {
      out += fmt::format("{}", number);
    }
  } else {
    out += boost::json::serialize(value);
  }
}

}  // namespace

std::string canonical(const boost::json::value& value) {
  std::string out;
  write_canonical(value, out);
  return out;
}

Result<Json> parse_json(std::string_view text) {
  boost::json::error_code code;
  const auto value = boost::json::parse(text, code);
  if (code) return Error{ErrorCode::kBadInput, fmt::format("this is not JSON: {}", code.message())};
  return Json{canonical(value)};
}

}  // namespace lianzhao::ledger
