#include "targeting/makers/companions.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "base/random.h"
#include "targeting/makers/adam.h"
#include "targeting/makers/documents.h"
#include "targeting/makers/lsa.h"

namespace lianzhao::targeting {
namespace {

constexpr float kStartScale = 3.0F, kStartSpread = 0.01F;  // of the latent vectors and of chance beside them
constexpr std::uint32_t kLeastFrequency = 2;               // of a piece
constexpr std::size_t kFewestFirms = 12, kFewestBatches = 8;
constexpr std::size_t kMostLines = 30;  // of a firm in a batch

template <class T>
void shuffle(std::vector<T>& order, Random& random) {
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
}

// Some firms with their lines, in that order: row i < lines is a line, the sides stand behind.
struct Batch {
  SparseRows rows;
  std::vector<std::uint32_t> firm;    // of a row, counted within the batch
  std::vector<ProductIndex> product;  // of a line
  std::size_t lines = 0;
};

class Trainer {
 public:
  Trainer(const CompanionInputs& inputs, std::span<const MakerPair> pairs, Matrix& vectors,
          const CompanionOptions& options)
      : inputs_(inputs), vectors_(vectors), step_(vectors), options_(options), lines_(inputs.sides.size()) {
    for (const auto& pair : pairs) lines_[pair.firm].push_back(pair.product);
  }

  void epoch(float rate, Random& random) {
    std::vector<FirmIndex> order;
    for (FirmIndex f = 0; f < lines_.size(); ++f) {
      if (!lines_[f].empty()) order.push_back(f);
    }
    shuffle(order, random);
    // Few firms are dealt into small batches, so that there are steps enough to learn by.
    const auto size = std::min(options_.firms, std::max(kFewestFirms, order.size() / kFewestBatches));
    for (std::size_t at = 0; at < order.size(); at += size) {
      const auto count = std::min(size, order.size() - at);
      if (count > 1) learn(batch_of(std::span(order).subspan(at, count), random), rate);
    }
  }

 private:
  Batch batch_of(std::span<const FirmIndex> firms, Random& random) {
    Batch batch;
    for (std::uint32_t i = 0; i < firms.size(); ++i) {
      auto& lines = lines_[firms[i]];
      shuffle(lines, random);
      for (std::size_t l = 0; l < std::min(lines.size(), kMostLines); ++l) {
        batch.rows.add_row(inputs_.products.row(lines[l]));
        batch.firm.push_back(i);
        batch.product.push_back(lines[l]);
      }
    }
    batch.lines = batch.firm.size();
    for (std::uint32_t i = 0; i < firms.size(); ++i) {
      batch.rows.add_row(inputs_.sides.row(firms[i]));
      batch.firm.push_back(i);
    }
    return batch;
  }

  void learn(const Batch& batch, float rate) {
    const auto threads = options_.threads;
    const auto all = index_of(batch.firm.size()), lines = index_of(batch.lines);
    Matrix unit;
    multiply(batch.rows, vectors_, unit, threads);
    const Eigen::VectorXf norms = unit.rowwise().norm().cwiseMax(1e-6F);
    unit.array().colwise() /= norms.array();
    // Firms that make the same product are neither right nor wrong for a line.
    std::unordered_map<ProductIndex, std::vector<std::uint32_t>> makers;
    for (std::size_t i = 0; i < batch.lines; ++i) makers[batch.product[i]].push_back(batch.firm[i]);
    std::vector<std::size_t> begin(static_cast<std::size_t>(all - lines) + 1, batch.lines);
    for (std::size_t i = batch.lines; i > 0; --i) begin[batch.firm[i - 1]] = i - 1;
    Matrix slope(lines, all), unit_slope(all, unit.cols());
    parallel_pieces(batch.lines, threads, [&](std::size_t from, std::size_t to) {
      auto block = slope.middleRows(index_of(from), index_of(to - from));
      block.noalias() = unit.middleRows(index_of(from), index_of(to - from)) * unit.transpose();
      block.array() = ((block.array() - 1.0F) * options_.sharpness).exp();
      for (std::size_t i = from; i < to; ++i) {
        auto row = slope.row(index_of(i));
        row[index_of(i)] = 0;
        const auto own = batch.firm[i];
        for (const auto other : makers.at(batch.product[i])) {
          if (other == own) continue;
          row.segment(index_of(begin[other]), index_of(begin[other + 1] - begin[other])).setZero();
          row[lines + other] = 0;
        }
        auto mine = row.segment(index_of(begin[own]), index_of(begin[own + 1] - begin[own]));
        const float sum = row.sum() + 1e-12F, right = mine.sum() + row[lines + own] + 1e-12F;
        const float wrong = options_.sharpness / static_cast<float>(batch.lines);
        const Eigen::RowVectorXf kept = mine * (1 / sum - 1 / right) * wrong;
        const float side = row[lines + own] * (1 / sum - 1 / right) * wrong;
        row *= wrong / sum;
        mine = kept;
        row[lines + own] = side;
      }
    });
    parallel_pieces(batch.firm.size(), threads, [&](std::size_t from, std::size_t to) {
      const auto rows = index_of(to - from);
      auto out = unit_slope.middleRows(index_of(from), rows);
      out.noalias() = slope.middleCols(index_of(from), rows).transpose() * unit.topRows(lines);
      for (std::size_t i = from; i < std::min(to, batch.lines); ++i) {
        unit_slope.row(index_of(i)).noalias() += slope.row(index_of(i)) * unit;
      }
      for (std::size_t i = from; i < to; ++i) {
        auto row = unit_slope.row(index_of(i));
        const auto own = unit.row(index_of(i));
        row = ((row - own * row.dot(own)) / norms[index_of(i)]).eval();
      }
    });
    step_.step(batch.rows.transposed(inputs_.columns), unit_slope, rate, threads);
  }

  const CompanionInputs& inputs_;
  Matrix& vectors_;
  Adam step_;
  const CompanionOptions& options_;
  std::vector<std::vector<ProductIndex>> lines_;  // by firm
};

}  // namespace

CompanionInputs::CompanionInputs(const MakerData& data, const Lexicon& lexicon, const FoldTable& table)
    : space(GramSpace(made_products(data, table), Cut::kMarked).without_rare(kLeastFrequency)), pieces(space.size()) {
  for (const auto& text : lexicon.texts) products.add_row(space.vector_of(text));
  SparseVector row;
  for (std::size_t f = 0; f < data.firms.size(); ++f) {
    row.clear();
    columns = pieces;
    for (std::size_t level = 0; level < kIndustryLevels; ++level) {
      for (const auto& entry : lexicon.industries[level].row(f)) {
        row.push_back({static_cast<std::uint32_t>(entry.column + columns), entry.value});
      }
      columns += lexicon.codes[level];
    }
    for (const auto& entry : space.vector_of_name(folded_phrase(table, data.firms[f].full_name))) {
      row.push_back({static_cast<std::uint32_t>(entry.column + columns), entry.value});
    }
    columns += pieces;
    sides.add_row(row);
  }
}

Companions Companions::train(const CompanionInputs& inputs, std::span<const MakerPair> pairs,
                             const CompanionOptions& options) {
  Companions out;
  out.sharpness_ = options.sharpness;
  const auto documents = firm_documents(pairs, inputs.products, inputs.sides.size(), inputs.pieces, options.threads);
  Random random(options.seed);
  out.vectors_.resize(index_of(inputs.columns), index_of(options.dimensions));
  for (Eigen::Index i = 0; i < out.vectors_.size(); ++i) {
    out.vectors_.data()[i] = static_cast<float>((random.uniform() - 0.5) * 3.46) * kStartSpread;
  }
  out.vectors_.topRows(index_of(inputs.pieces)) +=
      kStartScale *
      right_singular_vectors(documents, inputs.pieces, options.dimensions, options.seed, options.threads);
  Trainer trainer(inputs, pairs, out.vectors_, options);
  for (int epoch = 0; epoch < options.epochs; ++epoch) {
    trainer.epoch(options.rate * (1 - static_cast<float>(epoch) / static_cast<float>(options.epochs)), random);
  }
  return out;
}

Eigen::RowVectorXf Companions::vector_of(std::span<const SparseEntry> row) const {
  Eigen::RowVectorXf vector = Eigen::RowVectorXf::Zero(vectors_.cols());
  for (const auto& entry : row) vector += entry.value * vectors_.row(entry.column);
  const float norm = vector.norm();
  return norm > 1e-6F ? Eigen::RowVectorXf(vector / norm) : vector;
}

}  // namespace lianzhao::targeting
