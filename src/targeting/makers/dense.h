// Dense matrices (Eigen, row-major) and their products with sparse ones.
#pragma once

#include <Eigen/Core>

#include "targeting/makers/parallel.h"
#include "targeting/makers/sparse.h"

namespace lianzhao::targeting {

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

inline Eigen::Index index_of(std::size_t i) {
  return static_cast<Eigen::Index>(i);
}

// out = (or, where `add`, +=) sparse * dense; out has sparse.size() rows.
inline void multiply(const SparseRows& sparse, const Matrix& dense, Matrix& out, unsigned threads, bool add = false) {
  if (!add) out.setZero(index_of(sparse.size()), dense.cols());
  parallel_for(sparse.size(), threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      auto row = out.row(index_of(i));
      for (const auto& entry : sparse.row(i)) row += entry.value * dense.row(entry.column);
    }
  });
}

}  // namespace lianzhao::targeting
