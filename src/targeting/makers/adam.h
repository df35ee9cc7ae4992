// Adam (Kingma and Ba 2015) on the rows of a matrix whose gradient is a sparse matrix times a dense one.
#pragma once

#include <cmath>

#include "targeting/makers/dense.h"

namespace lianzhao::targeting {

class Adam {
 public:
  explicit Adam(Matrix& parameters)
      : parameters_(parameters),
        mean_(Matrix::Zero(parameters.rows(), parameters.cols())),
        square_(Matrix::Zero(parameters.rows(), parameters.cols())) {}

  // One step down the gradient `by_row` * `dense`; by_row has a row for every row of the parameters.
  void step(const SparseRows& by_row, const Matrix& dense, float rate, unsigned threads) {
    ++steps_;
    const float mean_bias = 1 - std::pow(kMean, steps_), square_bias = 1 - std::pow(kSquare, steps_);
    parallel_for(by_row.size(), threads, [&](std::size_t begin, std::size_t end) {
      Eigen::RowVectorXf gradient(dense.cols());
      for (std::size_t i = begin; i < end; ++i) {
        gradient.setZero();
        for (const auto& entry : by_row.row(i)) gradient += entry.value * dense.row(entry.column);
        auto mean = mean_.row(index_of(i)).array();
        auto square = square_.row(index_of(i)).array();
        mean = kMean * mean + (1 - kMean) * gradient.array();
        square = kSquare * square + (1 - kSquare) * gradient.array().square();
        parameters_.row(index_of(i)).array() -= rate / mean_bias * mean / ((square / square_bias).sqrt() + kTiny);
      }
    });
  }

 private:
  static constexpr float kMean = 0.9F, kSquare = 0.99F, kTiny = 1e-6F;
  Matrix& parameters_;
  Matrix mean_, square_;
  float steps_ = 0;
};

}  // namespace lianzhao::targeting
