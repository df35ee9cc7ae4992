#include "targeting/makers/lsa.h"

#include <Eigen/Eigenvalues>
#include <Eigen/QR>

#include "base/random.h"

namespace lianzhao::targeting {
namespace {

constexpr int kIterations = 6;
constexpr std::size_t kSpare = 16;  // columns more than asked for, so that the last ones are good

Matrix orthonormal(const Matrix& columns) {
  const Eigen::HouseholderQR<Matrix> qr(columns);
  return qr.householderQ() * Matrix::Identity(columns.rows(), columns.cols());
}

}  // namespace

Matrix right_singular_vectors(const SparseRows& rows, std::size_t columns, std::size_t rank, std::uint64_t seed,
                              unsigned threads) {
  const std::size_t width = std::min({rank + kSpare, rows.size(), columns});
  const auto by_column = rows.transposed(columns);
  Random random(seed);
  Matrix left(index_of(rows.size()), index_of(width)), right, image;
  for (Eigen::Index i = 0; i < left.size(); ++i) left.data()[i] = static_cast<float>(random.uniform() - 0.5);
  for (int i = 0; i < kIterations; ++i) {
    left = orthonormal(left);
    multiply(by_column, left, right, threads);
    right = orthonormal(right);
    multiply(rows, right, left, threads);
  }
  const Matrix gram = left.transpose() * left;
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXf> solver(gram);
  Matrix result = Matrix::Zero(index_of(columns), index_of(rank));
  for (std::size_t r = 0; r < std::min(rank, width); ++r) {
    result.col(index_of(r)) = right * solver.eigenvectors().col(index_of(width - 1 - r));
  }
  return result;
}

}  // namespace lianzhao::targeting
