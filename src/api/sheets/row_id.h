// Ids of records that are derived from what a row says, so that a workbook sent twice makes no second record.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace lianzhao::api::sheets {

// A UUID of version 8 (RFC 9562) from the SHA-256 of the parts. The same parts have the same id.
std::string derived_id(std::initializer_list<std::string_view> parts);

}  // namespace lianzhao::api::sheets
