// What the known pairs say of a firm and a product: the features of the ranker.
//
// An Evidence is made from the pairs that may be seen and answers for any product. Similarities are cosines in the
// spaces of the Lexicon. "Line" is a product of the firm, "scope line" one taken from a business scope (kScopeShare).
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "targeting/makers/companions.h"
#include "targeting/makers/dense.h"
#include "targeting/makers/tower.h"

namespace lianzhao::targeting {

enum Feature : std::uint8_t {
  kTower,            // log P(f | p) by the tower
  kTowerGap,         // the same less its greatest value among firms
  kTowerRank,        // ln of the rank by it
  kSenseBest,        // greatest cosine of the tower's vectors of p and of a line
  kSenseSecond,      // the next one
  kSenseSum,         // ln(0.01 + sum over lines of cosine^6)
  kSenseShare,       // ln(0.001 + revenue share) of the line of kSenseBest
  kSum2,             // ln(0.01 + sum over lines of cosine^2), then ^3, ^4
  kSum3,             //
  kSum4,             //
  kGramRank,         // ln of the rank by kSum3
  kBest,             // greatest cosine of a line
  kSecond,           // the next one
  kBestShare,        // ln(0.001 + revenue share) of the most similar line
  kScopeSum,         // kSum2 over scope lines only
  kRevenueSum,       // kSum2 over the others
  kHeadBest,         // greatest cosine of a line, last characters only
  kHeadSum,          // ln(0.01 + sum of squares of it)
  kDocument,         // cosine with the firm's document
  kLogDocument,      // ln(0.01 + it)
  kPeers,            // makers of similar products (sum of ^4), carried to firms with similar documents
  kTowerPeers,       // the same for P(f | p)
  kCoMakers,         // known makers of p, carried to firms with similar documents
  kIndustry2,        // ln of how much likelier the firm's industry is among makers of similar products, 2 digits
  kIndustry4,        //
  kIndustry6,        //
  kTowerIndustry,    // kIndustry6 by P(f | p)
  kShortName,        // cosine with the short name
  kFullName,         // cosine with the full name
  kGraph,            // ln(1 + lines that are neighbours of p in the product graph)
  kGraphBest,        // greatest cosine of a line with a neighbour of p
  kLines,            // ln(1 + lines)
  kScopeLines,       // ln(1 + scope lines)
  kExplained,        // sum of the revenue shares of the others
  kBroken,           // distance of that sum to the whole number above it
  kTypical,          // mean over lines of the number of makers, ln: a firm of common lines
  kLength,           // characters of p
  kMakers,           // ln(1 + known makers of p)
  kNearest,          // greatest cosine of p with another product
  kScopeLike,        // how much the products similar to p are scope lines
  kCertainty,        // greatest log P(f | p)
  kCompany,          // log P(f | p) by companions
  kCompanyGap,       // the same less its greatest value among firms
  kCompanyRank,      // ln of the rank by it
  kCompanyBest,      // greatest cosine of the companions' vectors of p and of a line
  kCompanySecond,    // the next one
  kCompanyShare,     // ln(0.001 + revenue share) of the line of kCompanyBest
  kCompanySide,      // their cosine of p and of the firm's side
  kCompanyPeers,     // kTowerPeers by companions
  kCompanyIndustry,  // kTowerIndustry by companions
  kGramGap,          // kSum3 less its greatest value among firms
  kPrefix,           // longest beginning that p shares with a line, characters
  kSuffix,           // longest end that it shares
  kPrefixLines,      // ln(1 + lines that share a beginning of two characters and more)
  kSuffixLines,      // ln(1 + lines that share an end of two and more)
  kCovered,          // part of the weight of p's pieces found in the lines
  kRarest,           // greatest rarity, ln of firms over firms that have it, of a piece of p in the lines
  kHeld,             // greatest part of the lines with a piece of p that the firm holds
  kHeldSum,          // mean of it over the pieces, by their weight
  kFeatureCount
};

// What Evidence shares between several sets of pairs.
struct Models {
  const MakerData& data;
  const Lexicon& lexicon;
  const TowerInputs& inputs;
  const CompanionInputs& companion_inputs;
};

// What was learned without the pairs of one fold.
struct Learned {
  Tower tower;
  Companions companions;
};

class Evidence {
 public:
  // Keeps references to what `models` names and to `learned`. The pairs are copied as far as needed.
  Evidence(const Models& models, std::span<const Learned> learned, std::span<const MakerPair> pairs,
           unsigned threads);

  // features: firms x kFeatureCount, with what number `which` of the learned says. Thread-safe.
  void describe(ProductIndex product, std::size_t which, Matrix& features) const;
  // The same with each of the learned; what they do not say is found once.
  void describe_all(ProductIndex product, std::vector<Matrix>& features) const;
  // ln sum over lines of exp(b (cosine - 1)) by the companions of number `which`: what targets of a registry are
  // scored by. Thread-safe.
  void likeness(ProductIndex product, std::size_t which, std::span<float> scores) const;
  [[nodiscard]] std::span<const FirmIndex> makers(ProductIndex product) const { return makers_[product]; }
  [[nodiscard]] std::size_t firms() const { return models_.data.firms.size(); }

 private:
  struct Line {
    ProductIndex product;
    std::uint32_t made;  // index into made_
    float share;
    bool scope;
  };
  // Per call.
  struct Work {
    ProductIndex product;
    std::size_t which;
    Matrix& out;
    Eigen::VectorXf belief;          // P(f | p) by the tower
    Eigen::VectorXf company;         // P(f | p) by companions
    Eigen::VectorXf similar_makers;  // sum of cosine^4 over lines, by firm
    Eigen::VectorXf cosines;         // by index into made_
  };
  void prepare_learned(std::span<const MakerPair> pairs, unsigned threads);
  void prepare_pieces();
  void shared_features(Work& work) const;
  void learned_features(Work& work) const;
  void by_tower(Work& work) const;
  void by_sense(Work& work) const;
  void by_companions(Work& work) const;
  void by_pieces(Work& work) const;
  void by_lines(Work& work) const;
  void by_documents(Work& work) const;
  void by_industry(Work& work) const;
  void by_kin_and_industry(Work& work) const;
  [[nodiscard]] Eigen::VectorXf carried(const SparseVector& from) const;
  void add_industry_ratio(Work& work, std::size_t level, const Eigen::VectorXf& weights, Feature feature) const;
  void by_names(Work& work) const;
  void by_graph(Work& work) const;
  void of_firm_and_product(Work& work) const;

  Models models_;
  std::span<const Learned> learned_;
  std::vector<std::vector<FirmIndex>> makers_;   // by product
  std::vector<std::vector<Line>> lines_;         // by firm
  std::vector<ProductIndex> made_;               // products with makers
  SparseRows products_by_gram_, heads_by_gram_;  // columns: index into made_
  SparseRows documents_by_gram_, short_by_gram_, full_by_gram_;
  std::vector<Matrix> tower_firms_;
  std::vector<Matrix> tower_lines_;                     // by tower: made_ x dimensions, rows of length 1
  std::vector<Matrix> company_lines_, company_sides_;   // by companions: made_ / firms x dimensions
  SparseRows firms_by_gram_;                            // gram -> firms with the number of their lines that have it
  Matrix kinship_;                                      // firms x firms: (cosine of documents)^4, own 0
  Eigen::VectorXf kinship_sum_;                         // of its columns
  std::array<Eigen::VectorXf, kIndustryLevels> usual_;  // share of each code among lines
  std::vector<std::vector<ProductIndex>> neighbours_;   // by product, both ways
  Matrix statics_;                                      // firms x features of the firm alone
};

}  // namespace lianzhao::targeting
