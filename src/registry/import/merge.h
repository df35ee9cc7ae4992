// The rules by which rows of one firm become one: field by field, the newest statement counts, an empty field says
// nothing. Without I/O.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "registry/snapshot/facts.h"
#include "registry/snapshot/snapshot.h"

namespace lianzhao::registry {

// Which of two datasets is newer: by the date of the data, without one by the day of the import; then the one
// imported later.
class DatasetAges {
 public:
  explicit DatasetAges(const std::vector<Dataset>& datasets);
  [[nodiscard]] bool newer(std::uint16_t a, std::uint16_t b) const { return key(a) > key(b); }

 private:
  [[nodiscard]] std::int64_t key(std::uint16_t dataset) const {
    return dataset < keys_.size() ? keys_[dataset] : INT64_MIN;
  }
  std::vector<std::int64_t> keys_;
};

struct MergeRow {
  HotRow hot;
  Identity identity, name_identity;
  std::array<std::string, kFieldCount> values;  // in force in this row; "" where not stated
  std::vector<Statement> statements;            // newest first; empty: hot.dataset says all

  // Values of the fields that are not texts, from hot and identity.
  void fill_values();
};

struct Merged {
  static constexpr std::uint8_t kNobody = 0xFF;
  std::array<std::uint8_t, kFieldCount> from;  // index of the row whose value counts; kNobody: no row states one
  std::vector<Statement> statements;           // newest first; empty where `dataset` says all
  std::uint16_t dataset = 0;                   // of the scope, else the newest

  [[nodiscard]] bool states(Field field) const { return from[static_cast<std::size_t>(field)] != kNobody; }
};

// At most so many rows of one firm are joined at a time.
inline constexpr std::size_t kMostMergeRows = 200;

// Rows in the order in which they were imported, at most kMostMergeRows, at least one.
Merged merge(std::span<const MergeRow> rows, const DatasetAges& ages);

// Whether two rows mean the same by their values in force: names without blanks and brackets, capitals by amount.
bool same_value(const MergeRow& a, const MergeRow& b, Field field);

// Whether `row` holds all values that count, so that it may stand for all.
bool stands_for_all(const Merged& merged, std::span<const MergeRow> rows, std::size_t row);

// The columns of the joined firm. Its scope has still to be read.
HotRow joined_hot(const Merged& merged, std::span<const MergeRow> rows);

}  // namespace lianzhao::registry
