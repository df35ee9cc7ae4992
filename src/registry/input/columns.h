// The columns of a registry file and the header names, Chinese and English, by which they are recognised.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace lianzhao::registry {

enum class Column : std::uint8_t {
  kName,        // 企业名称, 公司名称, 名称, name, company_name
  kCode,        // 统一社会信用代码, 信用代码, code, uscc, credit_code
  kRegistered,  // 注册日期, 成立日期, registrationDay, founded, established
  kType,        // 企业类型, 类型, character, type
  kCapital,     // 注册资金, 注册资本, capital, registered_capital
  kScope,       // 经营范围, businessScope, scope
  kProducts,    // 主要产品, 产品, products: a list of products the firm makes
  kProvince,    // 所在省份, 省份, 省, province
  kCity,        // 地区, 城市, 所在城市, city
  kAddress,     // 注册地址, 地址, 住所, address
  kStatus,      // 经营状态, 登记状态, 企业状态, status
  kListed,      // 上市, 股票代码, listed, stock_code
};
inline constexpr std::size_t kColumnCount = 12;

// The canonical header name of a column, as written by the readers: "企业名称", ...
std::string_view header_of(Column column);

// Which field of a record holds which column.
struct ColumnMap {
  static constexpr int kAbsent = -1;
  std::array<int, kColumnCount> field_of;  // index by Column; kAbsent where the file has no such column
  std::size_t field_count = 0;             // fields in the header
  struct Header {
    std::string name;
    std::optional<Column> column;  // absent: read past
  };
  std::vector<Header> headers;       // of the file, in its order; of JSON, the keys met so far
  std::vector<std::string> ignored;  // header names not used, the legal representative's among them (never stored)

  [[nodiscard]] int operator[](Column column) const { return field_of[static_cast<std::size_t>(column)]; }
};

// What a header means where the name alone misleads: the column, or none to read past it.
struct ColumnOverride {
  std::string header;
  std::optional<Column> column;
};

// Matches header names (BOM, quotes, white space, case, full-width letters and underscores do not matter).
// Fails with kBadInput when no name column is found or when two headers claim the same column, naming both.
Result<ColumnMap> match_columns(const std::vector<std::string>& header,
                                const std::vector<ColumnOverride>& overrides = {});

// The column that one header name stands for.
std::optional<Column> match_column(std::string_view header, const std::vector<ColumnOverride>& overrides = {});

}  // namespace lianzhao::registry
