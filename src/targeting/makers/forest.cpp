#include "targeting/makers/forest.h"

#include <algorithm>

#include "base/random.h"

namespace lianzhao::targeting {
namespace {

constexpr std::size_t kBins = 64;

struct Sums {
  float slope = 0, curve = 0;
};

// Every feature cut at its quantiles; bins of a feature stand together.
struct Binned {
  std::vector<std::vector<float>> cuts;         // by feature, ascending; bin b holds values <= cuts[b]
  std::vector<std::vector<std::uint8_t>> bins;  // by feature, by row
};

Binned bin(const Matrix& features, unsigned threads) {
  constexpr Eigen::Index kSampled = 50'000;
  Binned binned;
  const auto width = static_cast<std::size_t>(features.cols());
  binned.cuts.resize(width);
  binned.bins.resize(width);
  parallel_for(width, threads, [&](std::size_t begin, std::size_t end) {
    for (std::size_t c = begin; c < end; ++c) {
      std::vector<float> values;
      const auto stride = std::max<Eigen::Index>(1, features.rows() / kSampled);
      for (Eigen::Index i = 0; i < features.rows(); i += stride) values.push_back(features(i, index_of(c)));
      std::sort(values.begin(), values.end());
      auto& cuts = binned.cuts[c];
      for (std::size_t b = 1; b < kBins; ++b) cuts.push_back(values[values.size() * b / kBins]);
      cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
      auto& bins = binned.bins[c];
      bins.resize(static_cast<std::size_t>(features.rows()));
      for (std::size_t i = 0; i < bins.size(); ++i) {
        const float value = features(index_of(i), index_of(c));
        bins[i] = static_cast<std::uint8_t>(std::lower_bound(cuts.begin(), cuts.end(), value) - cuts.begin());
      }
    }
  });
  return binned;
}

struct Split {
  float gain = 0;
  std::size_t bin = 0;
};

Split best_split(const Sums* histogram, std::size_t cuts, const ForestOptions& options) {
  Sums all;
  for (std::size_t b = 0; b <= cuts; ++b) {
    all.slope += histogram[b].slope;
    all.curve += histogram[b].curve;
  }
  const auto gain = [&](const Sums& s) { return s.slope * s.slope / (s.curve + options.ridge); };
  Split best;
  Sums left;
  for (std::size_t b = 0; b < cuts; ++b) {
    left.slope += histogram[b].slope;
    left.curve += histogram[b].curve;
    const Sums right{all.slope - left.slope, all.curve - left.curve};
    if (left.curve < options.least_weight || right.curve < options.least_weight) continue;
    const float gained = gain(left) + gain(right) - gain(all);
    if (gained > best.gain) best = {gained, b};
  }
  return best;
}

}  // namespace

Forest Forest::fit(const Examples& examples, const Eigen::VectorXf& start, const ForestOptions& options) {
  Forest forest;
  forest.nodes_ = (std::size_t{2} << options.depth) - 1;
  const auto binned = bin(examples.features, options.threads);
  const auto width = binned.cuts.size();
  Eigen::VectorXf scores = start, slope;
  Random random(options.seed);
  std::vector<std::uint32_t> sampled;
  std::vector<std::uint16_t> place;  // node of a sampled row, counted from the first of the level
  std::vector<Sums> sums;            // of a sampled row
  for (int t = 0; t < options.trees; ++t) {
    softmax_loss(examples, scores, slope);
    sampled.clear();
    sums.clear();
    for (std::size_t g = 0; g < examples.groups(); ++g) {
      if (!random.chance(options.sample)) continue;
      for (std::size_t i = examples.begin[g]; i < examples.begin[g + 1]; ++i) {
        const float s = slope[index_of(i)], p = i == examples.right[g] ? s + 1 : s;
        sampled.push_back(static_cast<std::uint32_t>(i));
        sums.push_back({s, p * (1 - p)});
      }
    }
    place.assign(sampled.size(), 0);
    const auto first = forest.trees_.size();
    forest.trees_.resize(first + forest.nodes_);
    Node* tree = &forest.trees_[first];
    for (int level = 0; level <= options.depth; ++level) {
      const std::size_t count = std::size_t{1} << level, base = count - 1;
      std::vector<Sums> totals(count);
      for (std::size_t i = 0; i < sampled.size(); ++i) {
        totals[place[i]].slope += sums[i].slope;
        totals[place[i]].curve += sums[i].curve;
      }
      for (std::size_t n = 0; n < count; ++n) {
        tree[base + n].value = -options.rate * totals[n].slope / (totals[n].curve + options.ridge);
      }
      if (level == options.depth) break;
      std::vector<std::vector<Split>> splits(width, std::vector<Split>(count));
      parallel_for(width, options.threads, [&](std::size_t begin, std::size_t end) {
        std::vector<Sums> histogram;
        for (std::size_t c = begin; c < end; ++c) {
          histogram.assign(count * kBins, {});
          const auto* bins = binned.bins[c].data();
          for (std::size_t i = 0; i < sampled.size(); ++i) {
            auto& cell = histogram[place[i] * kBins + bins[sampled[i]]];
            cell.slope += sums[i].slope;
            cell.curve += sums[i].curve;
          }
          for (std::size_t n = 0; n < count; ++n) {
            splits[c][n] = best_split(&histogram[n * kBins], binned.cuts[c].size(), options);
          }
        }
      });
      std::vector<std::uint8_t> cut(count, 0);
      for (std::size_t n = 0; n < count; ++n) {
        float gain = 0;
        for (std::size_t c = 0; c < width; ++c) {
          if (splits[c][n].gain <= gain) continue;
          gain = splits[c][n].gain;
          cut[n] = static_cast<std::uint8_t>(splits[c][n].bin);
          tree[base + n].feature = static_cast<std::int32_t>(c);
          tree[base + n].threshold = binned.cuts[c][cut[n]];
        }
      }
      // A node that is not split sends all its rows left; its left child then is a leaf with the same value.
      for (std::size_t i = 0; i < sampled.size(); ++i) {
        const auto& node = tree[base + place[i]];
        const bool right =
            node.feature >= 0 && binned.bins[static_cast<std::size_t>(node.feature)][sampled[i]] > cut[place[i]];
        place[i] = static_cast<std::uint16_t>(2 * place[i] + (right ? 1 : 0));
      }
    }
    parallel_for(examples.rows(), options.threads, [&](std::size_t begin, std::size_t end) {
      for (std::size_t i = begin; i < end; ++i) {
        const float* row = examples.features.row(index_of(i)).data();
        std::size_t n = 0;
        while (tree[n].feature >= 0) n = 2 * n + (row[tree[n].feature] <= tree[n].threshold ? 1 : 2);
        scores[index_of(i)] += tree[n].value;
      }
    });
  }
  return forest;
}

float Forest::score(const float* features) const {
  float sum = 0;
  for (std::size_t t = 0; t < trees_.size(); t += nodes_) {
    const Node* tree = &trees_[t];
    std::size_t n = 0;
    while (tree[n].feature >= 0) n = 2 * n + (features[tree[n].feature] <= tree[n].threshold ? 1 : 2);
    sum += tree[n].value;
  }
  return sum;
}

}  // namespace lianzhao::targeting
