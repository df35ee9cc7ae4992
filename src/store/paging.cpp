#include "store/paging.h"

#include <fmt/format.h>

#include <charconv>

#include "base/identifiers.h"

namespace lianzhao::store {
namespace {

// n; i-12; d1.5; t5:hello - kinds, numbers as text, texts with their length.
std::string packed(const Value& value) {
  struct {
    std::string operator()(std::monostate) const { return "n;"; }
    std::string operator()(std::int64_t number) const { return fmt::format("i{};", number); }
    std::string operator()(double number) const { return fmt::format("d{};", number); }
    std::string operator()(const std::string& text) const { return fmt::format("t{}:{}", text.size(), text); }
    std::string operator()(const Blob& blob) const { return fmt::format("t{}:{}", blob.bytes.size(), blob.bytes); }
  } visitor;
  return std::visit(visitor, value.variant());
}

// Reads a number up to `end` and passes both.
template <class T>
bool take_number(std::string_view& text, char end, T& number) {
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  if (parsed.ec != std::errc() || parsed.ptr == text.data() + text.size() || *parsed.ptr != end) return false;
  text.remove_prefix(static_cast<std::size_t>(parsed.ptr - text.data()) + 1);
  return true;
}

bool unpack(std::string_view& text, Value& value) {
  if (text.empty()) return false;
  const char kind = text[0];
  text.remove_prefix(1);
  if (kind == 'n') {
    if (!text.starts_with(';')) return false;
    text.remove_prefix(1);
    value = Value();
    return true;
  }
  if (kind == 'i') {
    std::int64_t number = 0;
    if (!take_number(text, ';', number)) return false;
    value = number;
    return true;
  }
  if (kind == 'd') {
    double number = 0;
    if (!take_number(text, ';', number)) return false;
    value = number;
    return true;
  }
  std::size_t size = 0;
  if (kind != 't' || !take_number(text, ':', size) || size > text.size()) return false;
  value = text.substr(0, size);
  text.remove_prefix(size);
  return true;
}

}  // namespace

std::string encode_cursor(std::string_view order, const Values& key) {
  auto text = packed(Value(order));
  for (const auto& value : key) text += packed(value);
  return base64url(text);
}

Result<Values> decode_cursor(std::string_view order, std::string_view cursor, std::size_t size) {
  const auto wrong = told(ErrorCode::kBadArgument, "翻页位置不属于这份列表的这个排序，请从头开始。",
                          "the cursor is not one of this list in this order: begin from the start");
  std::string bytes;
  if (cursor.size() > 4096 || !from_base64url(cursor, bytes)) return wrong;
  std::string_view rest = bytes;
  Value first;
  if (!unpack(rest, first) || first != Value(order)) return wrong;
  Values key;
  for (std::size_t i = 0; i < size; ++i) {
    if (!unpack(rest, key.emplace_back())) return wrong;
  }
  if (!rest.empty()) return wrong;
  return key;
}

std::string Where::bind(const Value& value) {
  values_.push_back(value);
  return fmt::format("${}", first_ + values_.size() - 1);
}

void Where::add(std::string_view condition, const Values& values) {
  conditions_ += conditions_.empty() ? " WHERE " : " AND ";
  std::size_t next = 0;
  for (std::size_t at = 0; at < condition.size(); ++at) {
    if (condition.substr(at, 2) == "{}" && next < values.size()) {
      conditions_ += bind(values[next++]);
      ++at;
    } else {
      conditions_ += condition[at];
    }
  }
}

std::string Where::sql() const {
  return conditions_;
}

std::string contains_pattern(std::string_view text) {
  std::string pattern = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + "%";
}

}  // namespace lianzhao::store
