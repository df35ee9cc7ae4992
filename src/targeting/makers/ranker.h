// The maker ranker: learns from known pairs which firms could make a product, ../../docs/makers.md.
#pragma once

#include <functional>
#include <memory>

#include "base/folding.h"
#include "targeting/makers/scorer.h"

namespace lianzhao::targeting {

struct RankerOptions {
  std::uint64_t seed = 1;
  unsigned threads = 2;
  std::function<void(std::string_view)> progress;  // called with a line a stage; may be empty
};

struct TrainedRanker {
  std::unique_ptr<MakerScorer> likeness;  // the part of it that scores targets (likeness.h)
  std::unique_ptr<MakerScorer> ranker;
};

// Learns from data.pairs; both keep references to `data` and `table`, which must outlive them.
TrainedRanker train_ranker(const MakerData& data, const FoldTable& table, const RankerOptions& options);

}  // namespace lianzhao::targeting
