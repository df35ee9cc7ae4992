#include "api/listing.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "api/json_writer.h"
#include "api/router.h"

namespace lianzhao::api {
namespace {

std::size_t characters_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

bool is_clean(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }) &&
         is_utf8(text);
}

constexpr std::size_t kMostParameters = 100;

}  // namespace

QueryReader::QueryReader(const http::Request& request) {
  auto rest = request.query();
  while (!rest.empty()) {
    const auto pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
    if (pair.empty()) continue;
    if (parameters_.size() >= kMostParameters) {
      fault("", "too-many", "参数过多。", "There are too many parameters.");
      break;
    }
    const auto sign = pair.find('=');
    auto name = percent_decoded(pair.substr(0, sign), true);
    auto value = sign == std::string_view::npos ? std::optional<std::string>(std::string())
                                                : percent_decoded(pair.substr(sign + 1), true);
    if (!name || !value || !is_clean(*name) || !is_clean(*value)) {
      fault(name && is_clean(*name) ? *name : "", "bad-text", "编码无效或含控制字符。",
            "It is wrongly encoded or has control characters.");
      continue;
    }
    parameters_.emplace_back(std::move(*name), std::move(*value));
  }
  taken_.resize(parameters_.size());
}

void QueryReader::fault(std::string_view name, std::string code, std::string zh, std::string en) {
  errors_.push_back({"?" + std::string(name), std::move(code), {std::move(zh), std::move(en)}});
}

const std::string* QueryReader::take(std::string_view name) {
  const std::string* value = nullptr;
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    if (parameters_[i].first != name) continue;
    if (value && !taken_[i]) fault(name, "repeated", "该参数只能出现一次。", "The parameter may be given once only.");
    taken_[i] = true;
    if (!value) value = &parameters_[i].second;
  }
  return value;
}

Page QueryReader::page(std::initializer_list<std::string_view> sorts, std::string_view standard) {
  Page page;
  page.limit = static_cast<int>(integer("limit", 1, 500).value_or(50));
  page.cursor = text("cursor", 1000).value_or("");
  page.q = text("q", 200).value_or("");
  const auto* sort = take("sort");
  std::string_view by = sort ? std::string_view(*sort) : standard;
  page.descending = by.starts_with('-');
  if (page.descending) by.remove_prefix(1);
  if (sort && std::find(sorts.begin(), sorts.end(), by) == sorts.end()) {
    std::string all;
    for (const auto name : sorts) all += (all.empty() ? "" : ", ") + std::string(name);
    fault("sort", "bad-choice", "可用：" + all, "One of: " + all);
  }
  page.sort = by;
  page.workbook = choice("format", {"json", "xlsx"}).value_or("json") == "xlsx";
  return page;
}

std::optional<std::string> QueryReader::text(std::string_view name, std::size_t max_characters) {
  const auto* value = take(name);
  if (!value || value->empty()) return std::nullopt;
  if (characters_of(*value) > max_characters) {
    fault(name, "too-long", fmt::format("最多 {} 个字符。", max_characters),
          fmt::format("At most {} characters.", max_characters));
    return std::nullopt;
  }
  return *value;
}

std::vector<std::string> QueryReader::texts(std::string_view name, std::size_t max_count) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    if (parameters_[i].first != name) continue;
    taken_[i] = true;
    std::string_view rest(parameters_[i].second);
    while (!rest.empty()) {
      const auto part = rest.substr(0, rest.find(','));
      rest.remove_prefix(std::min(part.size() + 1, rest.size()));
      if (!part.empty()) out.emplace_back(part);
    }
  }
  if (out.size() > max_count) {
    fault(name, "too-many", fmt::format("最多 {} 个。", max_count), fmt::format("At most {} values.", max_count));
    out.resize(max_count);
  }
  return out;
}

template <class T>
std::optional<T> QueryReader::within(std::string_view name, T low, T high, const Words& expected) {
  const auto* value = take(name);
  if (!value) return std::nullopt;
  T number = 0;
  const auto [end, error] = std::from_chars(value->data(), value->data() + value->size(), number);
  if (error == std::errc::invalid_argument || end != value->data() + value->size() ||
      std::isnan(static_cast<double>(number))) {
    fault(name, "wrong-type", expected.zh, expected.en);
    return std::nullopt;
  }
  if (error != std::errc() || number < low || number > high) {
    fault(name, "out-of-range", fmt::format("应在 {} 到 {} 之间。", low, high),
          fmt::format("Between {} and {}.", low, high));
    return std::nullopt;
  }
  return number;
}

std::optional<std::int64_t> QueryReader::integer(std::string_view name, std::int64_t low, std::int64_t high) {
  return within(name, low, high, {"应为整数。", "A whole number is expected."});
}

std::optional<double> QueryReader::number(std::string_view name, double low, double high) {
  return within(name, low, high, {"应为数字。", "A number is expected."});
}

std::optional<bool> QueryReader::flag(std::string_view name) {
  const auto value = choice(name, {"true", "false"});
  if (!value) return std::nullopt;
  return *value == "true";
}

std::optional<Day> QueryReader::day(std::string_view name) {
  const auto* value = take(name);
  if (!value) return std::nullopt;
  const auto day = parse_iso_day(*value);
  if (!day)
    fault(name, "bad-date", "应为存在的日期，如 2026-11-24。", "A date that exists is expected, such as 2026-11-24.");
  return day;
}

std::optional<std::string> QueryReader::choice(std::string_view name,
                                               std::initializer_list<std::string_view> choices) {
  const auto* value = take(name);
  if (!value) return std::nullopt;
  if (std::find(choices.begin(), choices.end(), *value) != choices.end()) return *value;
  std::string all;
  for (const auto word : choices) all += (all.empty() ? "" : ", ") + std::string(word);
  fault(name, "bad-choice", "可用：" + all, "One of: " + all);
  return std::nullopt;
}

std::optional<Problem> QueryReader::done() {
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    if (!taken_[i]) fault(parameters_[i].first, "unknown-parameter", "没有这个参数。", "There is no such parameter.");
  }
  if (errors_.empty()) return std::nullopt;
  if (errors_.size() > 50) errors_.resize(50);
  auto problem = Problem::of("bad-query");
  problem.errors = std::move(errors_);
  return problem;
}

std::string list_json(const std::vector<std::string>& items, std::string_view next,
                      std::optional<std::int64_t> total) {
  std::string out = "{\"items\":[";
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out += ',';
    out += items[i];
  }
  out += "],\"next\":";
  if (next.empty()) {
    out += "null";
  } else {
    append_json(out, next);
  }
  out += ",\"total\":";
  append_json(out, total);
  return out + "}";
}

}  // namespace lianzhao::api
