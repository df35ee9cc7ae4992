#include "registry/input/columns.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "registry/input/header_unit.h"

namespace lianzhao::registry {
namespace {

constexpr std::array<std::string_view, kColumnCount> kHeaders = {
    "企业名称", "统一社会信用代码", "注册日期", "企业类型", "注册资金", "经营范围",
    "主要产品", "所在省份",         "地区",     "注册地址", "经营状态", "上市"};

struct Alias {
  std::string_view name;  // as normalised() gives it
  Column column;
};
constexpr auto kAliases = std::to_array<Alias>({
    {"企业名称", Column::kName},
    {"公司名称", Column::kName},
    {"单位名称", Column::kName},
    {"名称", Column::kName},
    {"机构名称", Column::kName},
    {"主体名称", Column::kName},
    {"name", Column::kName},
    {"companyname", Column::kName},
    {"firmname", Column::kName},
    {"enterprisename", Column::kName},
    {"entname", Column::kName},
    {"统一社会信用代码", Column::kCode},
    {"社会信用代码", Column::kCode},
    {"统一信用代码", Column::kCode},
    {"信用代码", Column::kCode},
    {"code", Column::kCode},
    {"uscc", Column::kCode},
    {"creditcode", Column::kCode},
    {"unifiedsocialcreditcode", Column::kCode},
    {"uniscid", Column::kCode},
    {"注册日期", Column::kRegistered},
    {"成立日期", Column::kRegistered},
    {"成立时间", Column::kRegistered},
    {"注册时间", Column::kRegistered},
    {"登记日期", Column::kRegistered},
    {"registrationday", Column::kRegistered},
    {"registrationdate", Column::kRegistered},
    {"founded", Column::kRegistered},
    {"foundeddate", Column::kRegistered},
    {"established", Column::kRegistered},
    {"estdate", Column::kRegistered},
    {"企业类型", Column::kType},
    {"公司类型", Column::kType},
    {"类型", Column::kType},
    {"市场主体类型", Column::kType},
    {"主体类型", Column::kType},
    {"character", Column::kType},
    {"type", Column::kType},
    {"enttype", Column::kType},
    {"注册资金", Column::kCapital},
    {"注册资本", Column::kCapital},
    {"capital", Column::kCapital},
    {"registeredcapital", Column::kCapital},
    {"regcap", Column::kCapital},
    {"经营范围", Column::kScope},
    {"业务范围", Column::kScope},
    {"businessscope", Column::kScope},
    {"scope", Column::kScope},
    {"opscope", Column::kScope},
    {"主要产品", Column::kProducts},
    {"主营产品", Column::kProducts},
    {"产品", Column::kProducts},
    {"products", Column::kProducts},
    {"mainproducts", Column::kProducts},
    {"所在省份", Column::kProvince},
    {"所属省份", Column::kProvince},
    {"省份", Column::kProvince},
    {"省", Column::kProvince},
    {"province", Column::kProvince},
    {"地区", Column::kCity},
    {"城市", Column::kCity},
    {"所在城市", Column::kCity},
    {"所属城市", Column::kCity},
    {"市", Column::kCity},
    {"所属地区", Column::kCity},
    {"city", Column::kCity},
    {"注册地址", Column::kAddress},
    {"地址", Column::kAddress},
    {"住所", Column::kAddress},
    {"企业地址", Column::kAddress},
    {"经营场所", Column::kAddress},
    {"address", Column::kAddress},
    {"registeredaddress", Column::kAddress},
    {"经营状态", Column::kStatus},
    {"登记状态", Column::kStatus},
    {"企业状态", Column::kStatus},
    {"状态", Column::kStatus},
    {"status", Column::kStatus},
    {"entstatus", Column::kStatus},
    {"上市", Column::kListed},
    {"股票代码", Column::kListed},
    {"是否上市", Column::kListed},
    {"listed", Column::kListed},
    {"stockcode", Column::kListed},
});

// Lower case, without BOM, quotes, white space, underscores, hyphens; full-width Latin letters half-width.
std::string normalised(std::string_view header) {
  std::string out;
  for (std::size_t i = 0; i < header.size(); ++i) {
    const auto c = static_cast<unsigned char>(header[i]);
    if (header.substr(i, 3) == "\xEF\xBB\xBF" || header.substr(i, 3) == "　") {
      i += 2;
    } else if (c == 0xEF && i + 2 < header.size()) {
      const unsigned point = 0xF000u | (static_cast<unsigned char>(header[i + 1]) & 0x3Fu) << 6 |
                             (static_cast<unsigned char>(header[i + 2]) & 0x3Fu);
      if (point >= 0xFF01 && point <= 0xFF5E) {
        const char half = static_cast<char>(point - 0xFEE0);
        if (half != '_' && half != '-') out += half >= 'A' && half <= 'Z' ? static_cast<char>(half + 32) : half;
      } else {
        out += header.substr(i, 3);
      }
      i += 2;
    } else if (c > ' ' && c != '"' && c != '\'' && c != '_' && c != '-' && c != '*') {
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : static_cast<char>(c);
    }
  }
  return out;
}

}  // namespace

std::string_view header_of(Column column) {
  return kHeaders[static_cast<std::size_t>(column)];
}

std::optional<Column> match_column(std::string_view header, const std::vector<ColumnOverride>& overrides) {
  const auto name = normalised(header);
  for (const auto& one : overrides) {
    if (normalised(one.header) == name) return one.column;
  }
  const auto known = [](const std::string& one) -> std::optional<Column> {
    const auto alias = std::find_if(kAliases.begin(), kAliases.end(), [&](const Alias& a) { return a.name == one; });
    return alias == kAliases.end() ? std::nullopt : std::optional(alias->column);
  };
  if (const auto column = known(name)) return column;
  // '注册资本(万元)' is the column 注册资本.
  const auto unit = unit_of_header(header);
  const auto column = unit ? known(normalised(unit->name)) : std::nullopt;
  return column == Column::kCapital ? column : std::nullopt;
}

Result<ColumnMap> match_columns(const std::vector<std::string>& header,
                                const std::vector<ColumnOverride>& overrides) {
  ColumnMap map;
  map.field_of.fill(ColumnMap::kAbsent);
  map.field_count = header.size();
  for (std::size_t i = 0; i < header.size(); ++i) {
    const auto column = match_column(header[i], overrides);
    map.headers.push_back({header[i], column});
    if (!column) {
      if (!normalised(header[i]).empty()) map.ignored.push_back(header[i]);
      continue;
    }
    auto& field = map.field_of[static_cast<std::size_t>(*column)];
    if (field != ColumnMap::kAbsent) {
      return Error{ErrorCode::kBadInput,
                   fmt::format("the header names two columns for {}: '{}' and '{}'. Rename or remove one",
                               header_of(*column), header[static_cast<std::size_t>(field)], header[i])};
    }
    field = static_cast<int>(i);
  }
  if (map[Column::kName] == ColumnMap::kAbsent) {
    return Error{ErrorCode::kBadInput, fmt::format("no column with the firms' names: the first line must be a header "
                                                   "with 企业名称 (or name), and any of {}; "
                                                   "found: {:.300}",
                                                   fmt::join(kHeaders.begin() + 1, kHeaders.end(), ", "),
                                                   fmt::format("{}", fmt::join(header, " | ")))};
  }
  return map;
}

}  // namespace lianzhao::registry
