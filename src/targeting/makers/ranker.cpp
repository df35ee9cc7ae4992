#include "targeting/makers/ranker.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "base/random.h"
#include "targeting/makers/documents.h"
#include "targeting/makers/evidence.h"
#include "targeting/makers/forest.h"
#include "targeting/makers/lsa.h"
#include "targeting/makers/mix.h"

namespace lianzhao::targeting {
namespace {

constexpr std::size_t kFolds = 4;     // hidden in turn to learn the mix from
constexpr double kHiddenPart = 0.07;  // of the pairs, in each fold
constexpr std::size_t kTopCandidates = 120, kChanceCandidates = 40;
constexpr std::size_t kReranked = 400;  // firms whose order the forest decides
constexpr float kBehind = 1e3F;         // what the others are put back by

// The places of the greatest `count` scores, best first.
std::vector<std::uint32_t> leaders(const Eigen::VectorXf& scores, std::span<const FirmIndex> without,
                                   std::size_t count) {
  std::vector<bool> out(static_cast<std::size_t>(scores.size()), false);
  for (const auto firm : without) out[firm] = true;
  std::vector<std::uint32_t> order;
  for (std::uint32_t f = 0; f < out.size(); ++f) {
    if (!out[f]) order.push_back(f);
  }
  count = std::min(count, order.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
                    [&](auto a, auto b) { return scores[a] != scores[b] ? scores[a] > scores[b] : a < b; });
  order.resize(count);
  return order;
}

// A first order by which candidates are chosen until there is a mix.
Eigen::VectorXf first_order(const Matrix& features) {
  return features.col(kTower) + 0.4F * features.col(kLogDocument);
}

class Ranker {
 public:
  Ranker(const MakerData& data, const FoldTable& table, const RankerOptions& options)
      : options_(options),
        lexicon_(data, table),
        inputs_(lexicon_, data.firms.size()),
        companion_inputs_(data, lexicon_, table),
        models_{data, lexicon_, inputs_, companion_inputs_} {
    deal();
    learn_vectors();
    learn();
    evidence_.emplace(models_, learned_, data.pairs, options_.threads);
  }
  // Mix and forest were fitted to one tower at a time: their scores are taken with each tower and averaged.
  void score(ProductIndex product, std::span<float> scores) const {
    std::vector<Matrix> described;
    evidence_->describe_all(product, described);
    Eigen::VectorXf mixed = Eigen::VectorXf::Zero(index_of(scores.size()));
    for (const auto& features : described) mixed += mix_->scores(features) / static_cast<float>(described.size());
    Eigen::Map<Eigen::VectorXf> out(scores.data(), mixed.size());
    out = mixed.array() - kBehind;
    for (const auto firm : leaders(mixed, evidence_->makers(product), kReranked)) {
      float grown = 0;
      for (const auto& features : described) grown += forest_->score(features.row(firm).data());
      out[firm] = mixed[firm] + grown / static_cast<float>(learned_.size());
    }
  }

  void likeness(ProductIndex product, std::span<float> scores) const { evidence_->likeness(product, 0, scores); }

 private:
  void say(std::string_view what) const {
    if (options_.progress) options_.progress(what);
  }

  // The first kFolds parts of the pairs in random order are held out in turn. Nobody asks who makes a bookkeeping
  // line.
  void deal() {
    const auto& pairs = models_.data.pairs;
    Random random(options_.seed * 7919 + 1);
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < pairs.size(); ++i) {
      if (!is_bookkeeping(models_.data.products[pairs[i].product])) order.push_back(i);
    }
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
    const auto part = std::max<std::size_t>(1, static_cast<std::size_t>(kHiddenPart * double(order.size())));
    fold_.assign(pairs.size(), kFolds);
    for (std::size_t i = 0; i < std::min(part * kFolds, order.size()); ++i) {
      fold_[order[i]] = i / part;
      held_[i / part].push_back(pairs[order[i]]);
    }
  }

  [[nodiscard]] std::vector<MakerPair> pairs_without(std::size_t fold) const {
    std::vector<MakerPair> kept;
    for (std::size_t i = 0; i < fold_.size(); ++i) {
      if (fold_[i] != fold) kept.push_back(models_.data.pairs[i]);
    }
    return kept;
  }

  void learn_vectors() {
    for (std::size_t fold = 0; fold < kFolds; ++fold) {
      const auto pairs = pairs_without(fold);
      const auto documents =
          firm_documents(pairs, inputs_.products, models_.data.firms.size(), inputs_.pieces, options_.threads);
      TowerOptions tower;
      tower.threads = options_.threads;
      tower.seed = options_.seed * 31 + fold;
      const auto start =
          right_singular_vectors(documents, inputs_.pieces, tower.dimensions, tower.seed, options_.threads);
      CompanionOptions companions;
      companions.threads = options_.threads;
      companions.seed = tower.seed;
      learned_.push_back(
          {Tower::train(inputs_, pairs, start, tower), Companions::train(companion_inputs_, pairs, companions)});
      say(fmt::format("vectors {} of {}", fold + 1, kFolds));
    }
  }

  // Candidates of held pairs, described by evidence and tower that lack the pairs of their fold; mix, then forest.
  void learn() {
    Examples few, all;
    for (std::size_t fold = 0; fold < kFolds; ++fold) {
      const Evidence evidence(models_, std::span(learned_).subspan(fold, 1), pairs_without(fold), options_.threads);
      if (fold == 0) {  // a first mix, by which all candidates are then chosen
        add_examples(evidence, std::span(held_[0]).first((held_[0].size() + 2) / 3), kFolds, few);
        mix_ = Mix::fit(few, options_.threads);
      }
      add_examples(evidence, held_[fold], fold, all);
      say(fmt::format("{} candidates of {} held pairs", all.rows(), all.groups()));
    }
    mix_ = Mix::fit(all, options_.threads);
    Eigen::VectorXf slope;
    const Eigen::VectorXf start = mix_->scores(all.features);
    say(fmt::format("mix: loss {:.4f}", softmax_loss(all, start, slope)));
    ForestOptions forest;
    forest.threads = options_.threads;
    forest.seed = options_.seed;
    forest_ = Forest::fit(all, start, forest);
    say("forest");
  }

  void add_examples(const Evidence& evidence, std::span<const MakerPair> held, std::uint64_t salt,
                    Examples& examples) {
    std::vector<std::vector<std::uint32_t>> chosen(held.size());
    std::vector<std::vector<float>> offsets(held.size());
    std::vector<Matrix> described(held.size());
    parallel_for(held.size(), options_.threads, [&](std::size_t begin, std::size_t end) {
      Matrix features;
      for (std::size_t i = begin; i < end; ++i) {
        const auto [firm, product, share] = held[i];
        evidence.describe(product, 0, features);
        const auto makers = evidence.makers(product);
        const auto order = leaders(mix_ ? mix_->scores(features) : first_order(features), makers, evidence.firms());
        auto& rows = chosen[i];
        const auto top = std::min(kTopCandidates, order.size());
        rows.assign(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(top));
        std::erase(rows, firm);
        const std::size_t sure = rows.size(), others = order.size() - top;
        Random random((options_.seed * 1'000'003 + salt) * 1'000'003 + i);
        for (std::size_t c = 0; c < kChanceCandidates && others > 0; ++c) {
          const auto other = order[top + random.below(others)];
          if (other != firm) rows.push_back(other);
        }
        const auto drawn = static_cast<float>(rows.size() - sure);
        offsets[i].assign(sure, 0.0F);
        offsets[i].resize(rows.size(), std::log(static_cast<float>(others) / std::max(drawn, 1.0F)));
        rows.push_back(firm);  // the right one stands last
        offsets[i].push_back(0.0F);
        described[i].resize(index_of(rows.size()), kFeatureCount);
        for (std::size_t r = 0; r < rows.size(); ++r) described[i].row(index_of(r)) = features.row(rows[r]);
      }
    });
    std::size_t rows = examples.rows();
    for (const auto& each : chosen) rows += each.size();
    examples.features.conservativeResize(index_of(rows), kFeatureCount);
    for (const auto& each : offsets) examples.offset.insert(examples.offset.end(), each.begin(), each.end());
    for (const auto& each : described) {
      examples.features.middleRows(index_of(examples.rows()), each.rows()) = each;
      examples.begin.push_back(examples.rows() + static_cast<std::size_t>(each.rows()));
      examples.right.push_back(examples.rows() - 1);
    }
  }

  RankerOptions options_;
  Lexicon lexicon_;
  TowerInputs inputs_;
  CompanionInputs companion_inputs_;
  std::vector<Learned> learned_;
  Models models_;
  std::vector<std::size_t> fold_;  // of each pair; kFolds: never held out
  std::array<std::vector<MakerPair>, kFolds> held_;
  std::optional<Mix> mix_;
  std::optional<Forest> forest_;
  std::optional<Evidence> evidence_;
};

class RankerScorer final : public MakerScorer {
 public:
  explicit RankerScorer(std::shared_ptr<const Ranker> ranker) : ranker_(std::move(ranker)) {}
  [[nodiscard]] std::string_view name() const override { return "ranker"; }
  void score(ProductIndex product, std::span<float> scores) const override { ranker_->score(product, scores); }

 private:
  std::shared_ptr<const Ranker> ranker_;
};

class AlikeScorer final : public MakerScorer {
 public:
  explicit AlikeScorer(std::shared_ptr<const Ranker> ranker) : ranker_(std::move(ranker)) {}
  [[nodiscard]] std::string_view name() const override { return "likeness"; }
  void score(ProductIndex product, std::span<float> scores) const override { ranker_->likeness(product, scores); }

 private:
  std::shared_ptr<const Ranker> ranker_;
};

}  // namespace

TrainedRanker train_ranker(const MakerData& data, const FoldTable& table, const RankerOptions& options) {
  const auto ranker = std::make_shared<const Ranker>(data, table, options);
  return {std::make_unique<AlikeScorer>(ranker), std::make_unique<RankerScorer>(ranker)};
}

}  // namespace lianzhao::targeting
