// How alike what a firm is known to do is to a product asked for: the part of the maker ranker that needs nothing but
// words, so that it serves firms of a registry as well (docs/targets.md).
//
//   likeness = ln sum over the firm's lines of exp(b (cosine - 1))        vectors and b of Companions
//   points   = slope (likeness - usual)
//
// slope is fitted on held-out pairs (conditional logit over all firms), so that points are natural log-odds; usual is
// the mean likeness of the firm in the 200th place there, so that a firm among the better ones of a country has
// points over 0. What was learned is kept in one file; docs/makers.md says what stands in it.
#pragma once

#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/folding.h"
#include "targeting/makers/companions.h"

namespace lianzhao::targeting {

// A line of a listed firm, as the accounts name it.
struct KnownLine {
  std::string product;
  float share = 0;  // of its revenue; kScopeShare: from its business scope
};

struct LikenessOptions {
  std::uint64_t seed = 1;
  unsigned threads = 2;
  std::function<void(std::string_view)> progress;  // called with a line a stage; may be empty
};

class Likeness {
 public:
  static Likeness learn(const MakerData& data, const FoldTable& table, const LikenessOptions& options);

  // One file; the same content for the same data, seed and options. Errors: kIo, kNoSpace.
  [[nodiscard]] Status save(const std::string& path) const;
  // Errors: kNotFound, kIo, kCorrupt (with the way out).
  static Result<Likeness> load(const std::string& path);

  // The names by which a product is asked for, as vectors; those of unknown pieces are left out.
  [[nodiscard]] Matrix asked(const FoldTable& table, std::span<const std::string> names) const;

  // A line of a firm against what is asked for: the greatest cosine; 0 where nothing is known of its words.
  [[nodiscard]] float cosine(const FoldTable& table, const Matrix& asked, std::string_view line) const;

  // Points from the cosines of a firm's lines; nothing (0) for none.
  [[nodiscard]] double points(std::span<const float> cosines) const;

  // Lines of the listed firm with this full name or, where `short_too`, this short name; empty where there is none.
  [[nodiscard]] std::span<const KnownLine> lines_of(const FoldTable& table, std::string_view name,
                                                    bool short_too) const;

  [[nodiscard]] std::size_t firms() const { return lines_.size(); }
  [[nodiscard]] std::size_t pieces() const { return space_.size(); }
  [[nodiscard]] float slope() const { return slope_; }
  [[nodiscard]] float usual() const { return usual_; }

 private:
  explicit Likeness(GramSpace space) : space_(std::move(space)) {}
  void index_names();
  [[nodiscard]] Eigen::RowVectorXf vector_of(std::u16string_view folded) const;

  GramSpace space_;
  Matrix vectors_;  // pieces x dimensions; every value is a step of its row, -127 .. 127, as in the file
  std::vector<float> steps_;
  float sharpness_ = 0, slope_ = 0, usual_ = 0;
  std::vector<std::string> full_names_, short_names_;
  std::vector<std::vector<KnownLine>> lines_;                                    // by firm
  std::unordered_map<std::string, std::uint32_t> by_full_name_, by_short_name_;  // folded, UTF-8
};

// ln sum of exp(b (cosine - 1)); far below 0 for no line.
float likeness_of(std::span<const float> cosines, float sharpness);

}  // namespace lianzhao::targeting
