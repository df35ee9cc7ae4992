#include "api/json_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/parser.hpp>
#include <cmath>

#include "base/folding.h"

namespace lianzhao::api {

void JsonFaults::add(std::string code, std::string zh, std::string en) {
  if (!full()) errors_.push_back({pointer_, std::move(code), {std::move(zh), std::move(en)}});
}

JsonFaults::At::At(JsonFaults& faults, std::string_view name) : faults_(faults), length_(faults.pointer_.size()) {
  faults_.pointer_ += '/';
  for (const char c : cut_at_character(name, 100)) {
    if (c == '~') {
      faults_.pointer_ += "~0";
    } else if (c == '/') {
      faults_.pointer_ += "~1";
    } else {
      faults_.pointer_ += c;
    }
  }
}

JsonFaults::At::At(JsonFaults& faults, std::size_t index) : faults_(faults), length_(faults.pointer_.size()) {
  faults_.pointer_ += '/' + std::to_string(index);
}

namespace json_detail {
namespace {

std::string_view kind_in_words(const boost::json::value& value, bool english) {
  switch (value.kind()) {
    case boost::json::kind::null:
      return "null";
    case boost::json::kind::bool_:
      return english ? "a truth value" : "真假值";
    case boost::json::kind::string:
      return english ? "a string" : "文本";
    case boost::json::kind::array:
      return english ? "an array" : "列表";
    case boost::json::kind::object:
      return english ? "an object" : "对象";
    default:
      return english ? "a number" : "数字";
  }
}

}  // namespace

void wrong_type(const boost::json::value& from, std::string_view zh, std::string_view en, JsonFaults& faults) {
  faults.add("wrong-type", fmt::format("应为{}，而不是{}。", zh, kind_in_words(from, false)),
             fmt::format("Expected {}, not {}.", en, kind_in_words(from, true)));
}

void unknown_field(std::string_view name, JsonFaults& faults) {
  const JsonFaults::At at(faults, name);
  faults.add("unknown-field", "没有这个字段。", "There is no such field.");
}

void missing(JsonFaults& faults) {
  faults.add("missing", "必须填写。", "It must be given.");
}

void bad_choice(const std::vector<std::string>& choices, JsonFaults& faults) {
  faults.add("bad-choice", fmt::format("可用：{}", fmt::join(choices, "、")),
             fmt::format("One of: {}", fmt::join(choices, ", ")));
}

void too_many(std::size_t most, JsonFaults& faults) {
  faults.add("too-long", fmt::format("最多 {} 项。", most), fmt::format("At most {} elements.", most));
}

void read_text(const boost::json::value& from, std::string& to, std::size_t low, std::size_t high,
               JsonFaults& faults) {
  if (!from.is_string()) return wrong_type(from, "文本", "a string", faults);
  std::string_view text(from.get_string().data(), from.get_string().size());
  if (std::any_of(text.begin(), text.end(),
                  [](unsigned char c) { return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7f; })) {
    return faults.add("bad-text", "含有控制字符。", "It has control characters.");
  }
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\t'))
    text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\t')) text.remove_suffix(1);
  const auto characters = static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
  if (characters < low) {
    return faults.add("too-short", low == 1 ? "不能为空。" : fmt::format("至少 {} 个字符。", low),
                      low == 1 ? "It must not be empty." : fmt::format("At least {} characters.", low));
  }
  if (characters > high)
    return faults.add("too-long", fmt::format("最多 {} 个字符。", high), fmt::format("At most {} characters.", high));
  to.assign(text);
}

void read_integer(const boost::json::value& from, std::int64_t& to, std::int64_t low, std::int64_t high,
                  JsonFaults& faults) {
  std::int64_t value = 0;
  if (from.is_int64()) {
    value = from.get_int64();
  } else if (from.is_double() && std::trunc(from.get_double()) == from.get_double() &&
             std::abs(from.get_double()) <= 9e15) {
    value = static_cast<std::int64_t>(from.get_double());  // 3.0 and 3e2 are whole
  } else if (from.is_uint64() || (from.is_double() && std::trunc(from.get_double()) == from.get_double())) {
    return faults.add("out-of-range", fmt::format("应在 {} 到 {} 之间。", low, high),
                      fmt::format("Between {} and {}.", low, high));
  } else {
    return wrong_type(from, "整数", "a whole number", faults);
  }
  if (value < low || value > high) {
    return faults.add("out-of-range", fmt::format("应在 {} 到 {} 之间。", low, high),
                      fmt::format("Between {} and {}.", low, high));
  }
  to = value;
}

std::optional<boost::json::value> parse(const http::Request& request, Problem& problem) {
  auto type = request.headers.get("Content-Type");
  type = type.substr(0, type.find(';'));
  while (type.ends_with(' ')) type.remove_suffix(1);
  if (!http::same_name(type, "application/json")) {
    problem =
        Problem::of("wrong-content-type", "请求体应为 application/json。", "The body must be application/json.");
    return std::nullopt;
  }
  boost::json::parse_options options;
  options.max_depth = 32;
  boost::json::parser parser({}, options);
  boost::json::error_code error;
  const auto used = parser.write_some(request.body.data(), request.body.size(), error);
  if (!error && request.body.find_first_not_of(" \t\r\n", used) != std::string::npos)
    error = boost::json::error::extra_data;
  if (error) {
    problem = Problem::of("bad-json", fmt::format("第 {} 字节附近：{}", used + 1, error.message()),
                          fmt::format("Near byte {}: {}", used + 1, error.message()));
    return std::nullopt;
  }
  return parser.release();
}

}  // namespace json_detail

void read_json(const boost::json::value& from, bool& to, JsonFaults& faults) {
  if (!from.is_bool()) return json_detail::wrong_type(from, "真假值", "a truth value", faults);
  to = from.get_bool();
}

void read_json(const boost::json::value& from, double& to, JsonFaults& faults) {
  if (!from.is_number()) return json_detail::wrong_type(from, "数字", "a number", faults);
  const double value = from.to_number<double>();
  if (!std::isfinite(value)) return faults.add("out-of-range", "数字过大。", "The number is too large.");
  to = value;
}

void read_json(const boost::json::value& from, Day& to, JsonFaults& faults) {
  if (!from.is_string()) return json_detail::wrong_type(from, "日期文本", "a date as a string", faults);
  const auto day = parse_iso_day({from.get_string().data(), from.get_string().size()});
  if (!day)
    return faults.add("bad-date", "应为存在的日期，如 2026-11-24。",
                      "A date that exists is expected, such as 2026-11-24.");
  to = *day;
}

void read_json(const boost::json::value& from, boost::json::value& to, JsonFaults&) {
  to = from;
}

}  // namespace lianzhao::api
