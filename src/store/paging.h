// Paging by key set: a page ends with a cursor, the sort key of its last row, and the next page begins after it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/value.h"

namespace lianzhao::store {

template <class T>
struct Page {
  std::vector<T> items;
  std::optional<std::string> next;    // cursor; none: this was the last page
  std::optional<std::int64_t> total;  // where it was asked for
};

// Opaque text of a key, with the sort order it belongs to ("-name"), so that a cursor of another order is refused.
std::string encode_cursor(std::string_view order, const Values& key);
// Errors: kBadArgument where it is not a cursor of this order and `size` parts.
Result<Values> decode_cursor(std::string_view order, std::string_view cursor, std::size_t size);

// Collects the conditions of a statement and their values: add("name = {}", {name}) becomes "name = $3".
class Where {
 public:
  explicit Where(std::size_t first = 1) : first_(first) {}
  void add(std::string_view condition, const Values& values = {});
  [[nodiscard]] std::string sql() const;  // " WHERE a AND b", or "" where there is none
  [[nodiscard]] const Values& values() const { return values_; }
  // The next parameter, for what follows the conditions: "LIMIT " + where.bind(50).
  std::string bind(const Value& value);

 private:
  std::size_t first_;
  std::string conditions_;
  Values values_;
};

// A text for LIKE ... ESCAPE '\' that finds `text` anywhere in it.
std::string contains_pattern(std::string_view text);

}  // namespace lianzhao::store
