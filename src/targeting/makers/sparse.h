// Sparse vectors and matrices in row-compressed form, as small as the ranker needs them.
#pragma once

#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

namespace lianzhao::targeting {

struct SparseEntry {
  std::uint32_t column = 0;
  float value = 0;
};

using SparseVector = std::vector<SparseEntry>;  // columns ascending, each once

inline void scale_to_unit(SparseVector& vector) {
  double sum = 0;
  for (const auto& entry : vector) sum += static_cast<double>(entry.value) * entry.value;
  if (sum <= 0) return;
  const auto factor = static_cast<float>(1.0 / std::sqrt(sum));
  for (auto& entry : vector) entry.value *= factor;
}

// Rows of entries; row(i) is valid while the matrix lives unchanged.
class SparseRows {
 public:
  [[nodiscard]] std::size_t size() const { return begin_.size() - 1; }
  [[nodiscard]] std::size_t entries() const { return entries_.size(); }
  [[nodiscard]] std::span<const SparseEntry> row(std::size_t i) const {
    return {entries_.data() + begin_[i], begin_[i + 1] - begin_[i]};
  }
  void add_row(std::span<const SparseEntry> row) {
    entries_.insert(entries_.end(), row.begin(), row.end());
    begin_.push_back(entries_.size());
  }

  // The same entries by column; rows ascend within a column. `columns` is the width.
  [[nodiscard]] SparseRows transposed(std::size_t columns) const {
    SparseRows out;
    out.begin_.assign(columns + 1, 0);
    for (const auto& entry : entries_) ++out.begin_[entry.column + 1];
    for (std::size_t c = 0; c < columns; ++c) out.begin_[c + 1] += out.begin_[c];
    out.entries_.resize(entries_.size());
    auto next = out.begin_;
    for (std::size_t i = 0; i < size(); ++i)
      for (const auto& entry : row(i))
        out.entries_[next[entry.column]++] = {static_cast<std::uint32_t>(i), entry.value};
    return out;
  }

 private:
  std::vector<std::size_t> begin_{0};
  std::vector<SparseEntry> entries_;
};

}  // namespace lianzhao::targeting
