// A list as an XLSX workbook, row by row into a temporary file: memory does not grow with the rows.
//
//   auto book = Workbook::create(services.temporary_folder, "目标企业", {{"企业", 30}, {"得分", 8}});
//   book->row({name, score});
//   return book->response("目标企业.xlsx");
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "api/http/message.h"
#include "base/day.h"
#include "base/result.h"

namespace lianzhao::api {

class Workbook {
 public:
  struct Column {
    std::string title;
    double width = 12;  // in characters
  };
  using Cell = std::variant<std::monostate, std::string, double, std::int64_t, Day, bool>;
  // Empty where there is no value.
  template <class T>
  static Cell cell(const std::optional<T>& value) {
    return value ? Cell(*value) : Cell();
  }

  // Errors: kIo, kBadArgument (a folder that is none).
  static Result<Workbook> create(const std::string& folder, const std::string& sheet, std::vector<Column> columns);
  Workbook(Workbook&&) noexcept;
  Workbook& operator=(Workbook&&) noexcept;
  ~Workbook();

  // A text is never a formula. Errors: kTooLarge past the rows that the format has.
  Status row(const std::vector<Cell>& cells);
  // Ends the file. Errors: kIo, kNoSpace.
  Result<http::Response> response(std::string_view name);

 private:
  struct State;
  explicit Workbook(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace lianzhao::api
