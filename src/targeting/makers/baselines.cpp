#include "targeting/makers/baselines.h"

#include <algorithm>

#include "base/random.h"
#include "targeting/makers/grams.h"

namespace lianzhao::targeting {
namespace {

using Lists = std::vector<std::vector<std::uint32_t>>;

Lists makers_by_product(const MakerData& data) {
  Lists lists(data.products.size());
  for (const auto& pair : data.pairs) lists[pair.product].push_back(pair.firm);
  return lists;
}

class RandomBaseline final : public MakerScorer {
 public:
  explicit RandomBaseline(std::uint64_t seed) : seed_(seed) {}
  [[nodiscard]] std::string_view name() const override { return "random"; }
  void score(ProductIndex product, std::span<float> scores) const override {
    Random random(seed_ ^ (product + 1) * 0x9E3779B97F4A7C15ULL);
    for (auto& score : scores) score = static_cast<float>(random.uniform());
  }

 private:
  std::uint64_t seed_;
};

class PopularityBaseline final : public MakerScorer {
 public:
  explicit PopularityBaseline(const MakerData& data) : counts_(data.firms.size(), 0.0F) {
    for (const auto& pair : data.pairs) counts_[pair.firm] += 1;
  }
  [[nodiscard]] std::string_view name() const override { return "popularity"; }
  void score(ProductIndex, std::span<float> scores) const override {
    std::copy(counts_.begin(), counts_.end(), scores.begin());
  }

 private:
  std::vector<float> counts_;
};

class CooccurrenceBaseline final : public MakerScorer {
 public:
  explicit CooccurrenceBaseline(const MakerData& data)
      : makers_(makers_by_product(data)), products_(data.firms.size()) {
    for (const auto& pair : data.pairs) products_[pair.firm].push_back(pair.product);
  }
  [[nodiscard]] std::string_view name() const override { return "co-occurrence"; }
  void score(ProductIndex product, std::span<float> scores) const override {
    std::fill(scores.begin(), scores.end(), 0.0F);
    if (product >= makers_.size()) return;
    for (const auto maker : makers_[product]) {
      for (const auto shared : products_[maker]) {
        if (shared == product) continue;
        for (const auto firm : makers_[shared]) {
          if (firm != maker) scores[firm] += 1;
        }
      }
    }
  }

 private:
  Lists makers_, products_;
};

class GramBaseline final : public MakerScorer {
 public:
  GramBaseline(const MakerData& data, const FoldTable& table)
      : data_(data), table_(table), made_(indexed(data)), space_(folded(data, table, made_.products), Cut::kPlain) {
    SparseRows rows;
    for (const auto product : made_.products) {
      rows.add_row(space_.vector_of(folded_phrase(table, data.products[product])));
    }
    postings_ = rows.transposed(space_.size());
  }
  [[nodiscard]] std::string_view name() const override { return "n-grams"; }
  void score(ProductIndex product, std::span<float> scores) const override {
    std::fill(scores.begin(), scores.end(), 0.0F);
    std::vector<float> cosines(made_.products.size(), 0.0F);
    for (const auto& gram : space_.vector_of(folded_phrase(table_, data_.products[product]))) {
      for (const auto& posting : postings_.row(gram.column)) cosines[posting.column] += gram.value * posting.value;
    }
    for (std::size_t p = 0; p < cosines.size(); ++p) {
      const float cubed = cosines[p] * cosines[p] * cosines[p];
      if (cubed == 0) continue;
      for (const auto firm : made_.makers[made_.products[p]]) scores[firm] += cubed;
    }
  }

 private:
  struct Made {
    Lists makers;                        // by product of the data
    std::vector<ProductIndex> products;  // those with a maker
  };
  static Made indexed(const MakerData& data) {
    Made made{makers_by_product(data), {}};
    for (ProductIndex p = 0; p < made.makers.size(); ++p) {
      if (!made.makers[p].empty()) made.products.push_back(p);
    }
    return made;
  }
  static std::vector<std::u16string> folded(const MakerData& data, const FoldTable& table,
                                            const std::vector<ProductIndex>& products) {
    std::vector<std::u16string> texts;
    texts.reserve(products.size());
    for (const auto product : products) texts.push_back(folded_phrase(table, data.products[product]));
    return texts;
  }

  const MakerData& data_;
  const FoldTable& table_;
  Made made_;
  GramSpace space_;
  SparseRows postings_;  // gram -> products (index into made_.products)
};

}  // namespace

std::unique_ptr<MakerScorer> random_baseline(std::uint64_t seed) {
  return std::make_unique<RandomBaseline>(seed);
}
std::unique_ptr<MakerScorer> popularity_baseline(const MakerData& data) {
  return std::make_unique<PopularityBaseline>(data);
}
std::unique_ptr<MakerScorer> cooccurrence_baseline(const MakerData& data) {
  return std::make_unique<CooccurrenceBaseline>(data);
}
std::unique_ptr<MakerScorer> gram_baseline(const MakerData& data, const FoldTable& table) {
  return std::make_unique<GramBaseline>(data, table);
}

}  // namespace lianzhao::targeting
