// What each dataset says of a firm, field by field: where a value comes from, and which other values were stated.
//
// A firm's columns hold the value in force of each field. A dataset that says nothing of a field leaves it alone; of
// the datasets that state it the newest counts (by the date of the data, without one by the day of the import), and
// within one dataset the first row. Most firms have one dataset for all; the others have their statements here.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "registry/snapshot/format.h"

namespace lianzhao::registry {

// The first are those of Detail, in its order.
enum class Field : std::uint8_t {
  kScope,
  kProducts,
  kAddress,
  kType,
  kCapital,
  kStatus,
  kListed,
  kName,
  kRegistered,  // ISO 8601 in Statement::others
  kPlace,       // GB/T 2260 code in Statement::others
  kCode,
  kCount
};
inline constexpr std::size_t kFieldCount = static_cast<std::size_t>(Field::kCount);
static_assert(static_cast<std::size_t>(Detail::kCount) == static_cast<std::size_t>(Field::kName));
std::string_view field_name(Field field);  // "scope", "products", ... as in the contract

using FieldMask = std::uint16_t;
constexpr FieldMask mask_of(Field field) {
  return static_cast<FieldMask>(1u << static_cast<unsigned>(field));
}

struct Statement {
  std::uint16_t dataset = 0;
  FieldMask confirms = 0;  // fields whose value in force this dataset stated
  struct Other {
    Field field;
    std::string value;
    friend bool operator==(const Other&, const Other&) = default;
  };
  std::vector<Other> others;  // values it stated that are not in force
  friend bool operator==(const Statement&, const Statement&) = default;
};

// At most so many statements are kept of a firm, so many values not in force of one dataset, and so many bytes of
// such values in all: of what goes beyond, the oldest is dropped.
inline constexpr std::size_t kMostStatements = 64, kMostOthers = 32, kMostOtherBytes = 256u << 10;

// Newest first, as they stand in the section.
std::string encode_statements(const std::vector<Statement>& statements);
// kCorrupt where the bytes are none of encode_statements.
Result<std::vector<Statement>> decode_statements(std::string_view bytes);

// The dataset whose statement is the newest to confirm each field; `otherwise` where none does.
std::array<std::uint16_t, kFieldCount> sources_of(const std::vector<Statement>& statements, std::uint16_t otherwise);

}  // namespace lianzhao::registry
