#include "targeting/makers/likeness_fit.h"

#include <algorithm>
#include <cmath>

#include "base/random.h"
#include "targeting/makers/likeness.h"
#include "targeting/makers/mix.h"

namespace lianzhao::targeting {
namespace {

constexpr std::size_t kHeldPart = 20, kMostHeld = 2000, kUsualPlace = 200;

struct Dealt {
  std::vector<MakerPair> held, kept;
};

Dealt deal(const MakerData& data, std::uint64_t seed) {
  Dealt out;
  Random random(seed * 7919 + 5);
  for (const auto& pair : data.pairs) {
    const bool held = random.below(kHeldPart) == 0 && !is_bookkeeping(data.products[pair.product]);
    (held && out.held.size() < kMostHeld ? out.held : out.kept).push_back(pair);
  }
  return out;
}

}  // namespace

LikenessFit fit_likeness(const MakerData& data, const CompanionInputs& inputs, const CompanionOptions& options) {
  const auto dealt = deal(data, options.seed);
  const auto companions = Companions::train(inputs, dealt.kept, options);
  std::vector<std::uint32_t> place(data.products.size(), 0);
  std::vector<std::vector<FirmIndex>> makers(data.products.size());
  std::vector<std::vector<std::uint32_t>> lines(data.firms.size());
  std::vector<ProductIndex> made;
  for (const auto& pair : dealt.kept) {
    if (makers[pair.product].empty()) {
      place[pair.product] = static_cast<std::uint32_t>(made.size());
      made.push_back(pair.product);
    }
    makers[pair.product].push_back(pair.firm);
    lines[pair.firm].push_back(place[pair.product]);
  }
  Matrix vectors(index_of(made.size()), index_of(companions.dimensions()));
  for (std::size_t m = 0; m < made.size(); ++m) {
    vectors.row(index_of(m)) = companions.vector_of(inputs.products.row(made[m]));
  }
  // One feature, one group a held pair.
  std::vector<std::vector<float>> groups(dealt.held.size());
  parallel_for(groups.size(), options.threads, [&](std::size_t begin, std::size_t end) {
    std::vector<float> cosines;
    for (std::size_t i = begin; i < end; ++i) {
      const auto& pair = dealt.held[i];
      const Eigen::VectorXf all = vectors * companions.vector_of(inputs.products.row(pair.product)).transpose();
      const auto& known = makers[pair.product];
      auto& group = groups[i];
      for (FirmIndex f = 0; f < lines.size(); ++f) {
        if (f != pair.firm && std::find(known.begin(), known.end(), f) != known.end()) continue;
        cosines.clear();
        for (const auto line : lines[f]) cosines.push_back(all[line]);
        group.push_back(likeness_of(cosines, companions.sharpness()));
        if (f == pair.firm) std::swap(group.front(), group.back());  // the right one stands first
      }
    }
  });
  Examples examples;
  double usual = 0;
  for (auto& group : groups) {
    examples.right.push_back(examples.begin.back());
    examples.begin.push_back(examples.begin.back() + group.size());
  }
  examples.features.resize(index_of(examples.rows()), 1);
  examples.offset.assign(examples.rows(), 0.0F);
  Eigen::Index row = 0;
  for (auto& group : groups) {
    for (const auto value : group) examples.features(row++, 0) = value;
    const auto at = std::min(kUsualPlace, group.size()) - 1;
    std::nth_element(group.begin(), group.begin() + static_cast<std::ptrdiff_t>(at), group.end(), std::greater<>());
    usual += group[at] / static_cast<double>(groups.size());
  }
  if (groups.empty()) return {};
  return {Mix::fit(examples, options.threads).weights()[0], static_cast<float>(usual)};
}

}  // namespace lianzhao::targeting
