#include "targeting/makers/evidence.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "targeting/makers/documents.h"

namespace lianzhao::targeting {
namespace {

SparseRows by_gram(const SparseRows& vectors, std::span<const ProductIndex> chosen, std::size_t columns) {
  SparseRows rows;
  for (const auto product : chosen) rows.add_row(vectors.row(product));
  return rows.transposed(columns);
}

// (Cosine of documents)^4 of every two firms.
Matrix kinship_of(const SparseRows& documents, const SparseRows& documents_by_gram, unsigned threads) {
  const auto n = index_of(documents.size());
  Matrix kinship = Matrix::Zero(n, n);
  parallel_for(documents.size(), threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t f = begin; f < end; ++f) {
      auto row = kinship.row(index_of(f));
      for (const auto& gram : documents.row(f)) {
        for (const auto& other : documents_by_gram.row(gram.column)) row[other.column] += gram.value * other.value;
      }
      row[index_of(f)] = 0;
      row.array() = row.array().square().square();
    }
  });
  return kinship;
}

}  // namespace

Evidence::Evidence(const Models& models, std::span<const Learned> learned, std::span<const MakerPair> pairs,
                   unsigned threads)
    : models_(models), learned_(learned), makers_(models.data.products.size()), lines_(models.data.firms.size()) {
  const auto& lexicon = models.lexicon;
  for (const auto& pair : pairs) {
    makers_[pair.product].push_back(pair.firm);
  }
  std::vector<std::uint32_t> place(makers_.size(), 0);
  for (ProductIndex p = 0; p < makers_.size(); ++p) {
    if (makers_[p].empty()) continue;
    place[p] = static_cast<std::uint32_t>(made_.size());
    made_.push_back(p);
  }
  for (const auto& pair : pairs) {
    lines_[pair.firm].push_back({pair.product, place[pair.product], pair.share, pair.share == kScopeShare});
  }
  products_by_gram_ = by_gram(lexicon.products, made_, lexicon.ended.size());
  heads_by_gram_ = by_gram(lexicon.product_heads, made_, lexicon.heads.size());
  short_by_gram_ = lexicon.short_names.transposed(lexicon.ended.size());
  full_by_gram_ = lexicon.full_names.transposed(lexicon.ended.size());
  const auto documents = firm_documents(pairs, lexicon.products, firms(), lexicon.ended.size(), threads);
  documents_by_gram_ = documents.transposed(lexicon.ended.size());
  kinship_ = kinship_of(documents, documents_by_gram_, threads);
  kinship_sum_ = kinship_.colwise().sum().transpose().cwiseMax(1e-4F);
  prepare_learned(pairs, threads);
  prepare_pieces();
  for (std::size_t level = 0; level < kIndustryLevels; ++level) {
    auto& usual = usual_[level];
    usual.setConstant(index_of(lexicon.codes[level]), 0.5F);
    for (std::size_t f = 0; f < firms(); ++f) {
      for (const auto& code : lexicon.industries[level].row(f)) {
        usual[code.column] += code.value * static_cast<float>(lines_[f].size());
      }
    }
    if (usual.size() > 0) usual /= usual.sum();
  }
  neighbours_.resize(models.data.products.size());
  for (const auto* edges : {&models.data.narrower, &models.data.inputs}) {
    for (const auto& [from, to] : *edges) {
      if (from == to) continue;
      neighbours_[from].push_back(to);
      neighbours_[to].push_back(from);
    }
  }
  statics_ = Matrix::Zero(index_of(firms()), kFeatureCount);
  for (std::size_t f = 0; f < firms(); ++f) {
    auto row = statics_.row(index_of(f));
    float scope = 0, explained = 0, common = 0;
    for (const auto& line : lines_[f]) {
      if (line.scope)
        ++scope;
      else
        explained += line.share;
      common += std::log1p(static_cast<float>(makers_[line.product].size()));
    }
    const auto lines = static_cast<float>(lines_[f].size());
    row[kLines] = std::log1p(lines);
    row[kScopeLines] = std::log1p(scope);
    row[kExplained] = explained;
    row[kBroken] = std::ceil(explained - 0.02F) - explained;
    row[kTypical] = lines > 0 ? common / lines : 0;
  }
}

void Evidence::prepare_learned(std::span<const MakerPair> pairs, unsigned threads) {
  const auto inputs = firm_documents(pairs, models_.inputs.products, firms(), models_.inputs.pieces, threads);
  for (const auto& [tower, companions] : learned_) {
    tower_firms_.push_back(tower.firm_vectors(inputs, models_.inputs, threads));
    auto& lines = tower_lines_.emplace_back();
    auto& company = company_lines_.emplace_back(index_of(made_.size()), index_of(companions.dimensions()));
    for (std::size_t m = 0; m < made_.size(); ++m) {
      const auto vector = tower.product_vector(models_.inputs.products.row(made_[m]));
      if (m == 0) lines.resize(index_of(made_.size()), vector.size());
      lines.row(index_of(m)) = vector / std::max(vector.norm(), 1e-6F);
      company.row(index_of(m)) = companions.vector_of(models_.companion_inputs.products.row(made_[m]));
    }
    auto& sides = company_sides_.emplace_back(index_of(firms()), index_of(companions.dimensions()));
    for (std::size_t f = 0; f < firms(); ++f) {
      sides.row(index_of(f)) = companions.vector_of(models_.companion_inputs.sides.row(f));
    }
  }
}

}  // namespace lianzhao::targeting
