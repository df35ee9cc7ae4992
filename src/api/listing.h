// Lists: limit, cursor, sort, q and further parameters of the query, read strictly; an unknown parameter is refused.
//
//   QueryReader query(request);
//   const auto page = query.page({"name", "updated_at"}, "name");
//   const auto chain = query.text("chain", 64);
//   const auto year = query.integer("year", 1980, 2100);
//   if (auto problem = query.done()) return *problem;      // all faults at once, 400
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/http/message.h"
#include "api/problem.h"
#include "base/day.h"

namespace lianzhao::api {

struct Page {
  int limit = 50;      // 1 to 500
  std::string cursor;  // as an earlier answer gave it; empty: from the start
  std::string sort;    // one of those allowed
  bool descending = false;
  std::string q;          // words searched for; empty: all
  bool workbook = false;  // format=xlsx: all rows as a workbook
};

class QueryReader {
 public:
  explicit QueryReader(const http::Request& request);

  // `sorts` are the fields that may be sorted by, `standard` is taken without `sort` ("-name": descending).
  Page page(std::initializer_list<std::string_view> sorts, std::string_view standard);
  std::optional<std::string> text(std::string_view name, std::size_t max_characters = 200);
  std::vector<std::string> texts(std::string_view name,
                                 std::size_t max_count = 50);  // given again, or parted by commas
  std::optional<std::int64_t> integer(std::string_view name, std::int64_t low, std::int64_t high);
  std::optional<double> number(std::string_view name, double low, double high);
  std::optional<bool> flag(std::string_view name);  // true or false
  std::optional<Day> day(std::string_view name);
  std::optional<std::string> choice(std::string_view name, std::initializer_list<std::string_view> choices);
  void fault(std::string_view name, std::string code, std::string zh, std::string en);

  // Faults found, parameters not asked for included; nullopt: none.
  [[nodiscard]] std::optional<Problem> done();

 private:
  const std::string* take(std::string_view name);  // the value; a second one of the same name is a fault
  template <class T>
  std::optional<T> within(std::string_view name, T low, T high, const Words& expected);
  std::vector<std::pair<std::string, std::string>> parameters_;
  std::vector<bool> taken_;
  std::vector<FieldError> errors_;
};

// {"items": [...], "next": cursor or null, "total": n or null}; the items are JSON already.
std::string list_json(const std::vector<std::string>& items, std::string_view next,
                      std::optional<std::int64_t> total = std::nullopt);

}  // namespace lianzhao::api
