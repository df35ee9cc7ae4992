#include "targeting/makers/ranker.h"

#include <fmt/format.h>

#include <cstdlib>

#include "targeting/makers/documents.h"
#include "targeting/makers/lsa.h"
#include "targeting/makers/tower.h"

namespace lianzhao::targeting {
namespace {
class TowerScorer final : public MakerScorer {
 public:
  TowerScorer(const MakerData& data, const FoldTable& table, const RankerOptions& o)
      : lexicon(data, table), inputs(lexicon, data.firms.size()) {
    o.progress(fmt::format("pieces {} of {}", inputs.pieces, lexicon.ended.size()));
    auto docs = firm_documents(data.pairs, inputs.products, data.firms.size(), inputs.pieces, o.threads);
    TowerOptions t;
    t.threads = o.threads;
    if (auto* e = std::getenv("T_EP")) t.epochs = std::atoi(e);
    if (auto* e = std::getenv("T_LR")) t.rate = std::atof(e);
    if (auto* e = std::getenv("T_DQ")) t.dropout = std::atof(e);
    if (auto* e = std::getenv("T_D")) t.dimensions = std::atoi(e);
    auto start = right_singular_vectors(docs, inputs.pieces, t.dimensions, 1, o.threads);
    o.progress("lsa");
    int n = 1;
    if (auto* e = std::getenv("T_N")) n = std::atoi(e);
    for (int i = 0; i < n; ++i) {
      t.seed = o.seed + i;
      towers.push_back(Tower::train(inputs, data.pairs, start, t));
      firms.push_back(towers.back().firm_vectors(docs, inputs, o.threads));
      o.progress("tower");
    }
  }
  std::string_view name() const override { return "tower"; }
  void score(ProductIndex p, std::span<float> s) const override {
    Eigen::Map<Eigen::VectorXf> out(s.data(), s.size());
    out.setZero();
    for (size_t i = 0; i < towers.size(); ++i)
      out += firms[i] * towers[i].product_vector(inputs.products.row(p)).transpose();
  }
  Lexicon lexicon;
  TowerInputs inputs;
  std::vector<Tower> towers;
  std::vector<Matrix> firms;
};
}  // namespace

std::unique_ptr<MakerScorer> train_ranker(const MakerData& data, const FoldTable& table, const RankerOptions& o) {
  return std::make_unique<TowerScorer>(data, table, o);
}

}  // namespace lianzhao::targeting
