#include "targeting/makers/tower.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "base/random.h"
#include "targeting/makers/adam.h"
#include "targeting/makers/documents.h"

namespace lianzhao::targeting {
namespace {

constexpr float kStartScale = 3.0F;   // of the latent vectors: inner products of the size of log-odds
constexpr float kSideSpread = 0.01F;  // of the first values of S

std::vector<std::uint32_t> shuffled(std::size_t n, Random& random) {
  std::vector<std::uint32_t> order(n);
  std::iota(order.begin(), order.end(), 0U);
  for (std::size_t i = n; i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
  return order;
}

// One pass over the pairs of a fold. Keeps its work space between batches.
class Trainer {
 public:
  Trainer(const TowerInputs& inputs, std::span<const MakerPair> pairs, Matrix& e, Matrix& f, Matrix& s,
          const TowerOptions& options)
      : inputs_(inputs),
        pairs_(pairs),
        e_(e),
        f_(f),
        s_(s),
        e_step_(e),
        f_step_(f),
        s_step_(s),
        options_(options),
        sides_by_column_(inputs.sides.transposed(inputs.side_columns)) {}

  void fold(std::span<const std::uint32_t> held, float rate) {
    std::vector<bool> out(pairs_.size(), false);
    for (const auto i : held) out[i] = true;
    std::vector<MakerPair> kept;
    std::unordered_map<ProductIndex, std::vector<FirmIndex>> makers;
    for (std::size_t i = 0; i < pairs_.size(); ++i) {
      if (out[i]) continue;
      kept.push_back(pairs_[i]);
      makers[pairs_[i].product].push_back(pairs_[i].firm);
    }
    const auto documents =
        firm_documents(kept, inputs_.products, inputs_.sides.size(), inputs_.pieces, options_.threads);
    const auto by_piece = documents.transposed(inputs_.pieces);
    for (std::size_t at = 0; at < held.size(); at += options_.batch) {
      batch(held.subspan(at, std::min(options_.batch, held.size() - at)), documents, by_piece, makers, rate);
    }
  }

 private:
  void batch(std::span<const std::uint32_t> held, const SparseRows& documents, const SparseRows& by_piece,
             const std::unordered_map<ProductIndex, std::vector<FirmIndex>>& makers, float rate) {
    const auto threads = options_.threads;
    multiply(documents, f_, firms_, threads);
    multiply(inputs_.sides, s_, firms_, threads, true);
    SparseRows asked;
    for (const auto i : held) asked.add_row(inputs_.products.row(pairs_[i].product));
    multiply(asked, e_, queries_, threads);
    // The softmax less the truth, over the batch: the gradient of the loss by the inner products.
    slope_.resize(index_of(held.size()), firms_.rows());
    query_slope_.resize(index_of(held.size()), firms_.cols());
    parallel_pieces(held.size(), threads, [&](std::size_t begin, std::size_t end) {
      const auto from = index_of(begin), rows = index_of(end - begin);
      auto block = slope_.middleRows(from, rows);
      block.noalias() = queries_.middleRows(from, rows) * firms_.transpose();
      for (std::size_t i = begin; i < end; ++i) {
        const auto& pair = pairs_[held[i]];
        auto odds = slope_.row(index_of(i));
        if (const auto known = makers.find(pair.product); known != makers.end()) {
          for (const auto maker : known->second) odds[maker] = -1e9F;
        }
        odds.array() = (odds.array() - odds.maxCoeff()).exp();
        odds /= odds.sum();
        odds[pair.firm] -= 1;
        odds /= static_cast<float>(held.size());
      }
      query_slope_.middleRows(from, rows).noalias() = block * firms_;
    });
    firm_slope_.resize(firms_.rows(), firms_.cols());
    parallel_pieces(inputs_.sides.size(), threads, [&](std::size_t begin, std::size_t end) {
      const auto from = index_of(begin), rows = index_of(end - begin);
      firm_slope_.middleRows(from, rows).noalias() = slope_.middleCols(from, rows).transpose() * queries_;
    });
    e_step_.step(asked.transposed(inputs_.pieces), query_slope_, rate, threads);
    f_step_.step(by_piece, firm_slope_, rate, threads);
    s_step_.step(sides_by_column_, firm_slope_, rate, threads);
  }

  const TowerInputs& inputs_;
  std::span<const MakerPair> pairs_;
  Matrix &e_, &f_, &s_;
  Adam e_step_, f_step_, s_step_;
  const TowerOptions& options_;
  SparseRows sides_by_column_;
  Matrix firms_, queries_, slope_, query_slope_, firm_slope_;
};

}  // namespace

TowerInputs::TowerInputs(const Lexicon& lexicon, std::size_t firms) {
  constexpr std::uint32_t kDropped = ~0U, kLeast = 2;
  std::vector<std::uint32_t> place(lexicon.ended.size(), kDropped);
  for (std::uint32_t g = 0; g < place.size(); ++g) {
    if (lexicon.ended.frequency(g) >= kLeast) place[g] = static_cast<std::uint32_t>(pieces++);
  }
  SparseVector row;
  const auto add_pieces = [&](std::span<const SparseEntry> from, std::size_t shift) {
    for (const auto& entry : from) {
      if (place[entry.column] == kDropped) continue;
      row.push_back({static_cast<std::uint32_t>(place[entry.column] + shift), entry.value});
    }
  };
  for (std::size_t p = 0; p < lexicon.products.size(); ++p) {
    row.clear();
    add_pieces(lexicon.products.row(p), 0);
    products.add_row(row);
  }
  for (std::size_t f = 0; f < firms; ++f) {
    row.clear();
    side_columns = 0;
    for (std::size_t level = 0; level < kIndustryLevels; ++level) {
      for (const auto& entry : lexicon.industries[level].row(f)) {
        row.push_back({static_cast<std::uint32_t>(entry.column + side_columns), entry.value});
      }
      side_columns += lexicon.codes[level];
    }
    add_pieces(lexicon.full_names.row(f), side_columns);
    side_columns += pieces;
    sides.add_row(row);
  }
}

Tower Tower::train(const TowerInputs& inputs, std::span<const MakerPair> pairs, const Matrix& start,
                   const TowerOptions& options) {
  Tower tower;
  tower.of_products_ = start * kStartScale;
  tower.of_documents_ = tower.of_products_;
  tower.of_sides_.resize(index_of(inputs.side_columns), start.cols());
  Random random(options.seed);
  for (Eigen::Index i = 0; i < tower.of_sides_.size(); ++i) {
    tower.of_sides_.data()[i] = static_cast<float>((random.uniform() - 0.5) * 3.46) * kSideSpread;
  }
  Trainer trainer(inputs, pairs, tower.of_products_, tower.of_documents_, tower.of_sides_, options);
  for (int epoch = 0; epoch < options.epochs; ++epoch) {
    const float rate = options.rate * (1 - static_cast<float>(epoch) / static_cast<float>(options.epochs));
    const auto order = shuffled(pairs.size(), random);
    for (std::size_t k = 0; k < options.folds; ++k) {
      const auto from = order.size() * k / options.folds, to = order.size() * (k + 1) / options.folds;
      if (from < to) trainer.fold(std::span(order).subspan(from, to - from), rate);
    }
  }
  return tower;
}

Matrix Tower::firm_vectors(const SparseRows& documents, const TowerInputs& inputs, unsigned threads) const {
  Matrix firms;
  multiply(documents, of_documents_, firms, threads);
  multiply(inputs.sides, of_sides_, firms, threads, true);
  return firms;
}

Eigen::RowVectorXf Tower::product_vector(std::span<const SparseEntry> pieces) const {
  Eigen::RowVectorXf vector = Eigen::RowVectorXf::Zero(of_products_.cols());
  for (const auto& entry : pieces) vector += entry.value * of_products_.row(entry.column);
  return vector;
}

}  // namespace lianzhao::targeting
