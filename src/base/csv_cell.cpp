#include "base/csv_cell.h"

#include <algorithm>
#include <charconv>

namespace lianzhao {
namespace {

bool is_number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  return code == std::errc() && end == text.data() + text.size();
}

bool would_run(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos &&
         !is_number(text);
}

}  // namespace

std::string csv_cell(std::string_view text) {
  const bool guarded = would_run(text);
  const bool quoted = guarded || text.find_first_of(",\"\r\n") != std::string_view::npos || text.starts_with(' ') ||
                      text.ends_with(' ');
  std::string out;
  if (quoted) out += '"';
  if (guarded) out += '\'';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c == '\0' ? ' ' : c;
  }
  if (quoted) out += '"';
  return out;
}

}  // namespace lianzhao
