// The unit of money in a header: '注册资本(万元)', '注册资金/万元', 'Registered capital (CNY 10k)',
// '注册资本_万美元'.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "registry/input/columns.h"
#include "registry/values/values.h"

namespace lianzhao::registry {

struct HeaderUnit {
  std::string name;  // the header without its unit
  MoneyUnit unit;
};
// nullopt: the header states no unit, or consists of nothing else.
std::optional<HeaderUnit> unit_of_header(std::string_view header);

// The unit that the header of the capital column states, matched by its name or by hand.
std::optional<MoneyUnit> capital_unit(const ColumnMap& columns);

}  // namespace lianzhao::registry
