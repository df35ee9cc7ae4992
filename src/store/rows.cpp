#include "store/rows.h"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

namespace lianzhao::store {

std::size_t Rows::column(std::string_view name) const {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i] == name) return i;
  }
  throw std::logic_error(fmt::format("the statement has no column {}", name));
}

std::int64_t Rows::Row::integer(std::size_t column) const {
  const auto& it = cell(column);
  if (it.kind == Kind::kInteger) return it.integer;
  if (it.kind == Kind::kReal) return std::llround(it.real);
  return 0;
}

double Rows::Row::real(std::size_t column) const {
  const auto& it = cell(column);
  return it.kind == Kind::kReal ? it.real : it.kind == Kind::kInteger ? static_cast<double>(it.integer) : 0;
}

std::string_view Rows::Row::text(std::size_t column) const {
  const auto& it = cell(column);
  if (it.kind != Kind::kText && it.kind != Kind::kBlob) return {};
  return std::string_view(rows_->buffer_).substr(static_cast<std::size_t>(it.integer), it.size);
}

Value Rows::Row::value(std::size_t column) const {
  switch (cell(column).kind) {
    case Kind::kNull:
      return {};
    case Kind::kInteger:
      return cell(column).integer;
    case Kind::kReal:
      return cell(column).real;
    case Kind::kText:
      return text(column);
    case Kind::kBlob:
      return Blob{std::string(text(column))};
  }
  return {};
}

}  // namespace lianzhao::store
