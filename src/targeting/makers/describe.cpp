// Evidence::describe, one step a group of features; those of companions and of pieces have files of their own.
#include "targeting/makers/describe.h"

namespace lianzhao::targeting {
namespace {

constexpr float kFloor = 0.01F;         // of sums under a logarithm
constexpr std::size_t kPeerCount = 64;  // makers of similar products that count
constexpr std::size_t kNeighbourLimit = 64;
constexpr float kBelief = 0.9F;  // in what makers of similar products say of industries, against what is usual

// The firms with the greatest weights, each with the weight.
SparseVector strongest(const Column& weights, std::size_t count) {
  SparseVector all;
  for (Eigen::Index f = 0; f < weights.size(); ++f) {
    if (weights[f] > 0) all.push_back({static_cast<std::uint32_t>(f), weights[f]});
  }
  const auto by_weight = [](const auto& a, const auto& b) {
    return a.value != b.value ? a.value > b.value : a.column < b.column;
  };
  if (all.size() > count) {
    std::nth_element(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count), all.end(), by_weight);
    all.resize(count);
  }
  std::sort(all.begin(), all.end(), by_weight);
  return all;
}

}  // namespace

void Evidence::by_tower(Work& work) const {
  Column odds = tower_firms_[work.which] *
                learned_[work.which].tower.product_vector(models_.inputs.products.row(work.product)).transpose();
  const float top = odds.maxCoeff();
  odds.array() -= top + std::log((odds.array() - top).exp().sum());
  work.belief = odds.array().exp();
  work.out.col(kTower) = odds;
  work.out.col(kTowerGap) = odds.array() - odds.maxCoeff();
  work.out.col(kTowerRank) = log_ranks(odds);
  work.out.col(kCertainty).setConstant(odds.maxCoeff());
}

void Evidence::by_sense(Work& work) const {
  Column asked = learned_[work.which].tower.product_vector(models_.inputs.products.row(work.product)).transpose();
  asked /= std::max(asked.norm(), 1e-6F);
  const Column cosines = tower_lines_[work.which] * asked;
  for (std::size_t f = 0; f < firms(); ++f) {
    float best = 0, second = 0, sum = 0, share = 0;
    for (const auto& line : lines_[f]) {
      const float cosine = cosines[line.made];
      if (cosine <= 0) continue;
      sum += cosine * cosine * cosine * cosine * cosine * cosine;
      if (cosine > best) {
        second = best;
        best = cosine;
        share = line.share;
      } else {
        second = std::max(second, cosine);
      }
    }
    auto row = work.out.row(index_of(f));
    row[kSenseBest] = best;
    row[kSenseSecond] = second;
    row[kSenseSum] = std::log(kFloor + sum);
    row[kSenseShare] = std::log(0.001F + std::max(share, 0.0F));
  }
}

void Evidence::by_lines(Work& work) const {
  const auto& lexicon = models_.lexicon;
  const auto n = index_of(firms());
  work.cosines.setZero(index_of(made_.size()));
  add_cosines(lexicon.products.row(work.product), products_by_gram_, work.cosines);
  Column heads = Column::Zero(index_of(made_.size()));
  add_cosines(lexicon.product_heads.row(work.product), heads_by_gram_, heads);
  float nearest = 0;
  for (std::size_t m = 0; m < made_.size(); ++m) {
    if (made_[m] != work.product) nearest = std::max(nearest, work.cosines[index_of(m)]);
  }
  work.similar_makers.setZero(n);
  Column cubes(n);
  double scope_mass = 0, mass = 1e-6;
  for (Eigen::Index f = 0; f < n; ++f) {
    float sum2 = 0, sum3 = 0, sum4 = 0, best = 0, second = 0, share = 0, scope = 0, revenue = 0, head = 0, heads2 = 0;
    for (const auto& line : lines_[static_cast<std::size_t>(f)]) {
      const float cosine = work.cosines[line.made], square = cosine * cosine;
      sum2 += square;
      sum3 += square * cosine;
      sum4 += square * square;
      (line.scope ? scope : revenue) += square;
      scope_mass += line.scope ? square * square : 0;
      if (cosine > best) {
        second = best;
        best = cosine;
        share = line.share;
      } else {
        second = std::max(second, cosine);
      }
      const float tail = heads[line.made];
      head = std::max(head, tail);
      heads2 += tail * tail;
    }
    mass += sum4;
    cubes[f] = sum3;
    work.similar_makers[f] = sum4;
    auto row = work.out.row(f);
    row[kSum2] = std::log(kFloor + sum2);
    row[kSum3] = std::log(kFloor + sum3);
    row[kSum4] = std::log(kFloor + sum4);
    row[kBest] = best;
    row[kSecond] = second;
    row[kBestShare] = std::log(0.001F + std::max(share, 0.0F));
    row[kScopeSum] = std::log(kFloor + scope);
    row[kRevenueSum] = std::log(kFloor + revenue);
    row[kHeadBest] = head;
    row[kHeadSum] = std::log(kFloor + heads2);
  }
  work.out.col(kGramRank) = log_ranks(cubes);
  work.out.col(kGramGap) = work.out.col(kSum3).array() - work.out.col(kSum3).maxCoeff();
  work.out.col(kNearest).setConstant(nearest);
  work.out.col(kScopeLike).setConstant(static_cast<float>(scope_mass / mass));
}

// Weights of firms, handed on to firms with similar documents.
Column Evidence::carried(const SparseVector& from) const {
  Column to = Column::Zero(index_of(firms()));
  for (const auto& firm : from) to += firm.value * kinship_.row(firm.column).transpose();
  return to;
}

void Evidence::by_documents(Work& work) const {
  Column cosines = Column::Zero(index_of(firms()));
  add_cosines(models_.lexicon.products.row(work.product), documents_by_gram_, cosines);
  work.out.col(kDocument) = cosines;
  work.out.col(kLogDocument) = (cosines.array() + kFloor).log();
  const Column peers = carried(strongest(work.similar_makers, kPeerCount));
  work.out.col(kPeers) = (peers.array() / kinship_sum_.array() + 1e-3F).log();
  SparseVector known;
  for (const auto maker : makers_[work.product]) known.push_back({maker, 1.0F});
  work.out.col(kCoMakers) = (carried(known).array().sqrt() + 1e-2F).log();
}

void Evidence::add_industry_ratio(Work& work, std::size_t level, const Column& weights, Feature feature) const {
  const auto& rows = models_.lexicon.industries[level];
  Column mass = Column::Zero(usual_[level].size());
  for (std::size_t f = 0; f < firms(); ++f) {
    for (const auto& code : rows.row(f)) mass[code.column] += code.value * weights[index_of(f)];
  }
  const float sum = mass.sum() + 1e-9F;
  const Column ratio = ((kBelief * mass / sum + (1 - kBelief) * usual_[level]).array() / usual_[level].array()).log();
  for (std::size_t f = 0; f < firms(); ++f) {
    float points = 0;
    for (const auto& code : rows.row(f)) points += code.value * ratio[code.column];
    work.out(index_of(f), feature) = points;
  }
}

void Evidence::by_industry(Work& work) const {
  constexpr std::array<Feature, kIndustryLevels> kByLevel{kIndustry2, kIndustry4, kIndustry6};
  for (std::size_t level = 0; level < kIndustryLevels; ++level) {
    add_industry_ratio(work, level, work.similar_makers, kByLevel[level]);
  }
}

// What tower and companions believe, handed on to similar firms and to industries.
void Evidence::by_kin_and_industry(Work& work) const {
  const auto add = [&](const Column& belief, Feature kin, Feature industry) {
    const Column peers = carried(strongest(belief, kPeerCount));
    work.out.col(kin) = (peers.array() / kinship_sum_.array() + 1e-5F).log();
    add_industry_ratio(work, kIndustryLevels - 1, belief, industry);
  };
  add(work.belief, kTowerPeers, kTowerIndustry);
  add(work.company, kCompanyPeers, kCompanyIndustry);
}

void Evidence::by_names(Work& work) const {
  Column cosines = Column::Zero(index_of(firms()));
  add_cosines(models_.lexicon.products.row(work.product), short_by_gram_, cosines);
  work.out.col(kShortName) = cosines;
  cosines.setZero();
  add_cosines(models_.lexicon.products.row(work.product), full_by_gram_, cosines);
  work.out.col(kFullName) = cosines;
}

void Evidence::by_graph(Work& work) const {
  const auto& neighbours = neighbours_[work.product];
  Column count = Column::Zero(index_of(firms())), best = count, cosines;
  for (std::size_t i = 0; i < std::min(neighbours.size(), kNeighbourLimit); ++i) {
    for (const auto maker : makers_[neighbours[i]]) count[maker] += 1;
    cosines.setZero(index_of(made_.size()));
    add_cosines(models_.lexicon.products.row(neighbours[i]), products_by_gram_, cosines);
    for (std::size_t m = 0; m < made_.size(); ++m) {
      const float cosine = cosines[index_of(m)];
      if (cosine < 0.3F) continue;
      for (const auto maker : makers_[made_[m]]) best[maker] = std::max(best[maker], cosine);
    }
  }
  work.out.col(kGraph) = count.array().log1p();
  work.out.col(kGraphBest) = best;
}

void Evidence::of_firm_and_product(Work& work) const {
  for (const auto feature : {kLines, kScopeLines, kExplained, kBroken, kTypical}) {
    work.out.col(feature) = statics_.col(feature);
  }
  work.out.col(kLength).setConstant(static_cast<float>(models_.lexicon.texts[work.product].size()));
  work.out.col(kMakers).setConstant(std::log1p(static_cast<float>(makers_[work.product].size())));
}

void Evidence::shared_features(Work& work) const {
  by_lines(work);
  by_pieces(work);
  by_documents(work);
  by_industry(work);
  by_names(work);
  by_graph(work);
  of_firm_and_product(work);
}

void Evidence::learned_features(Work& work) const {
  by_tower(work);
  by_sense(work);
  by_companions(work);
  by_kin_and_industry(work);
}

void Evidence::describe(ProductIndex product, std::size_t which, Matrix& features) const {
  features.resize(index_of(firms()), kFeatureCount);
  Work work{product, which, features, {}, {}, {}, {}};
  shared_features(work);
  learned_features(work);
}

void Evidence::describe_all(ProductIndex product, std::vector<Matrix>& features) const {
  features.resize(learned_.size());
  for (std::size_t which = 0; which < features.size(); ++which) {
    auto& out = features[which];
    Work work{product, which, out, {}, {}, {}, {}};
    if (which == 0) {
      out.resize(index_of(firms()), kFeatureCount);
      shared_features(work);
    } else {
      out = features[0];
    }
    learned_features(work);
  }
}

}  // namespace lianzhao::targeting
