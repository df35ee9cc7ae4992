// The plain methods beside which the ranker is measured. Each sees data.pairs only. They keep a reference to the
// data, which must outlive them.
#pragma once

#include <memory>
#include <vector>

#include "base/folding.h"
#include "targeting/makers/scorer.h"

namespace lianzhao::targeting {

// Chance: a number drawn for every firm and product.
std::unique_ptr<MakerScorer> random_baseline(std::uint64_t seed);
// The number of products that a firm is known to make.
std::unique_ptr<MakerScorer> popularity_baseline(const MakerData& data);
// The number of (known maker of the product, other product) that a firm shares. 0 for a product without known maker.
std::unique_ptr<MakerScorer> cooccurrence_baseline(const MakerData& data);
// Sum over the firm's products of the cubed cosine with the product asked for; vectors of GramSpace, Cut::kPlain.
std::unique_ptr<MakerScorer> gram_baseline(const MakerData& data, const FoldTable& table);

}  // namespace lianzhao::targeting
