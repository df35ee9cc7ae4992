#include "targeting/makers/mix.h"

#include <Eigen/Cholesky>
#include <cmath>

namespace lianzhao::targeting {
namespace {

constexpr int kSteps = 10, kHalvings = 10;
constexpr double kRidge = 1e-3;

using Square = Eigen::MatrixXd;

}  // namespace

double softmax_loss(const Examples& examples, const Eigen::VectorXf& scores, Eigen::VectorXf& slope) {
  slope.resize(scores.size());
  double loss = 0;
  for (std::size_t g = 0; g < examples.groups(); ++g) {
    const auto from = index_of(examples.begin[g]), rows = index_of(examples.begin[g + 1]) - from;
    const Eigen::VectorXf group =
        scores.segment(from, rows) + Eigen::Map<const Eigen::VectorXf>(examples.offset.data() + from, rows);
    auto out = slope.segment(from, rows);
    const float top = group.maxCoeff();
    out = (group.array() - top).exp();
    const float sum = out.sum();
    out /= sum;
    const auto right = index_of(examples.right[g]);
    loss -= static_cast<double>(group[right - from] - top) - std::log(static_cast<double>(sum));
    slope[right] -= 1;
  }
  return loss / static_cast<double>(examples.groups());
}

Mix Mix::fit(const Examples& examples, unsigned threads) {
  const auto width = examples.features.cols();
  const Eigen::RowVectorXf mean = examples.features.colwise().mean();
  const Eigen::RowVectorXf spread =
      ((examples.features.rowwise() - mean).array().square().colwise().mean() + 1e-8F).sqrt();
  const Matrix scaled = (examples.features.rowwise() - mean).array().rowwise() / spread.array();
  Eigen::VectorXd weights = Eigen::VectorXd::Zero(width);
  Eigen::VectorXf slope;
  // A fixed number of pieces, so that sums do not depend on the number of threads.
  constexpr std::size_t kPieces = 16;
  const auto loss_at = [&](const Eigen::VectorXd& at) {
    return softmax_loss(examples, scaled * at.cast<float>(), slope) + kRidge / 2 * at.squaredNorm();
  };
  for (int step = 0; step < kSteps; ++step) {
    const double loss = loss_at(weights);
    std::vector<Square> curvatures(kPieces, Square::Zero(width, width));
    std::vector<Eigen::VectorXd> slopes(kPieces, Eigen::VectorXd::Zero(width));
    parallel_for(kPieces, threads, [&](std::size_t begin, std::size_t end) {
      for (std::size_t piece = begin; piece < end; ++piece) {
        for (std::size_t g = examples.groups() * piece / kPieces; g < examples.groups() * (piece + 1) / kPieces;
             ++g) {
          const auto from = index_of(examples.begin[g]), rows = index_of(examples.begin[g + 1]) - from;
          const auto group = scaled.middleRows(from, rows);
          Eigen::VectorXf p = slope.segment(from, rows);
          slopes[piece] += (group.transpose() * p).cast<double>();
          p[index_of(examples.right[g]) - from] += 1;
          const Eigen::VectorXf centre = group.transpose() * p;
          const Matrix weighted = group.array().colwise() * p.array();
          const Eigen::MatrixXf curvature = group.transpose() * weighted - centre * centre.transpose();
          curvatures[piece] += curvature.cast<double>();
        }
      }
    });
    Square curvature = Square::Zero(width, width);
    Eigen::VectorXd gradient = Eigen::VectorXd::Zero(width);
    for (std::size_t piece = 0; piece < kPieces; ++piece) {
      curvature += curvatures[piece];
      gradient += slopes[piece];
    }
    const auto n = static_cast<double>(examples.groups());
    curvature = curvature / n + kRidge * Square::Identity(width, width);
    gradient = gradient / n + kRidge * weights;
    Eigen::VectorXd move = curvature.ldlt().solve(gradient);
    for (int halving = 0; halving < kHalvings && !(loss_at(weights - move) <= loss); ++halving) move /= 2;
    weights -= move;
  }
  Mix mix;
  mix.weights_ = weights.cast<float>().array() / spread.transpose().array();
  return mix;
}

Eigen::VectorXf Mix::scores(const Matrix& features) const {
  return features * weights_;
}

}  // namespace lianzhao::targeting
