// The part "likeness" of a target's score: how alike what the firm is known to do is to the product asked for, by the
// vectors that the maker ranker learned (makers/likeness.h; docs/targets.md).
#pragma once

#include "registry/scope/scope_reader.h"
#include "registry/snapshot/snapshot.h"
#include "targeting/makers/likeness.h"
#include "targeting/score.h"

namespace lianzhao::targeting {

// For one product; keeps references. Not thread-safe.
class LikenessScorer {
 public:
  // `names`: those of the product. Errors: of the scope reader.
  static Result<LikenessScorer> create(const Likeness& likeness, const FoldTable& table,
                                       std::span<const std::string> names);

  // A firm's lines are the products that it states and what its scope says it makes, processes, develops or merely
  // names; for a listed firm also the lines of its accounts. A firm is listed where its full name is that of a listed
  // one, or where it is marked `listed` and `brand` or its name is the short name of one.
  [[nodiscard]] Scored score(const ScoreWeights& weights, const registry::FirmTexts& texts, std::string_view brand,
                             bool listed, Explain explain = Explain::kYes);

 private:
  LikenessScorer(const Likeness& likeness, const FoldTable& table, Matrix asked, registry::ScopeReader reader)
      : likeness_(likeness), table_(table), asked_(std::move(asked)), reader_(std::move(reader)) {}
  struct Line {
    std::string text;
    float cosine = 0;
    std::optional<float> share;  // of a listed firm's revenue
  };
  [[nodiscard]] std::vector<Line> lines_of(const registry::FirmTexts& texts, std::string_view brand, bool listed);

  const Likeness& likeness_;
  const FoldTable& table_;
  Matrix asked_;
  registry::ScopeReader reader_;
  registry::ScopeReading reading_;
};

}  // namespace lianzhao::targeting
