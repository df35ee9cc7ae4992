#include "targeting/makers/ranker.h"

#include "targeting/makers/baselines.h"

namespace lianzhao::targeting {

std::unique_ptr<MakerScorer> train_ranker(const MakerData& data, const FoldTable& table, const RankerOptions&) {
  return gram_baseline(data, table);
}

}  // namespace lianzhao::targeting
