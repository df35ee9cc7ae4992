#include "api/http/conditional.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "api/http/message.h"

namespace lianzhao::api::http {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Calls `use` with each part between commas, until it returns true.
template <class Use>
bool any_part(std::string_view list, Use use) {
  while (!list.empty()) {
    const auto comma = list.find(',');
    if (use(trimmed(list.substr(0, comma)))) return true;
    list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
  }
  return false;
}

std::string_view strong(std::string_view tag) {
  return tag.starts_with("W/") ? tag.substr(2) : tag;
}

// "q=0", "q=0.000" and the like.
bool weight_is_zero(std::string_view parameters) {
  const auto q = parameters.find("q=");
  if (q == std::string_view::npos) return false;
  const auto value = trimmed(parameters.substr(q + 2));
  return !value.empty() && value.find_first_not_of("0.") == std::string_view::npos;
}

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

bool matches_any(std::string_view if_none_match, std::string_view etag) {
  if (etag.empty()) return false;
  return any_part(if_none_match, [&](std::string_view tag) { return tag == "*" || strong(tag) == strong(etag); });
}

bool accepts_gzip(std::string_view accept_encoding) {
  bool any = false, refused = false;
  const bool named = any_part(accept_encoding, [&](std::string_view part) {
    const auto name = trimmed(part.substr(0, part.find(';')));
    const bool zero = weight_is_zero(part);
    if (same_name(name, "gzip")) {
      refused = zero;
      return !zero;
    }
    any = any || (name == "*" && !zero);
    return false;
  });
  return named || (any && !refused);
}

ByteRange range_of(std::string_view range, std::string_view if_range, std::string_view etag, std::uint64_t size) {
  if (!if_range.empty() && (if_range != etag || etag.starts_with("W/"))) return {};
  range = trimmed(range);
  if (!range.starts_with("bytes=")) return {};
  range = trimmed(range.substr(6));
  const auto dash = range.find('-');
  if (dash == std::string_view::npos || range.find(',') != std::string_view::npos) return {};
  const auto left = trimmed(range.substr(0, dash)), right = trimmed(range.substr(dash + 1));
  if (left.empty()) {
    const auto last = number(right);
    if (!last) return {};
    if (*last == 0 || size == 0) return {ByteRange::Kind::kUnsatisfiable, 0, 0};
    const auto count = std::min(*last, size);
    return {ByteRange::Kind::kPart, size - count, count};
  }
  const auto first = number(left);
  const auto last = right.empty() ? std::optional<std::uint64_t>(size == 0 ? 0 : size - 1) : number(right);
  if (!first || !last) return {};
  if (!right.empty() && *last < *first) return {};
  if (*first >= size) return {ByteRange::Kind::kUnsatisfiable, 0, 0};
  return {ByteRange::Kind::kPart, *first, std::min(*last, size - 1) - *first + 1};
}

}  // namespace lianzhao::api::http
