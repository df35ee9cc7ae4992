#include "targeting/makers/describe.h"
#include "targeting/makers/likeness.h"

namespace lianzhao::targeting {

void Evidence::likeness(ProductIndex product, std::size_t which, std::span<float> scores) const {
  const auto& companions = learned_[which].companions;
  const Column asked = companions.vector_of(models_.companion_inputs.products.row(product)).transpose();
  const Column cosines = company_lines_[which] * asked;
  std::vector<float> of_firm;
  for (std::size_t f = 0; f < firms(); ++f) {
    of_firm.clear();
    for (const auto& line : lines_[f]) of_firm.push_back(cosines[line.made]);
    scores[f] = likeness_of(of_firm, companions.sharpness());
  }
}

void Evidence::by_companions(Work& work) const {
  const auto& companions = learned_[work.which].companions;
  const Column asked = companions.vector_of(models_.companion_inputs.products.row(work.product)).transpose();
  const Column cosines = company_lines_[work.which] * asked, sides = company_sides_[work.which] * asked;
  const Column weights = ((cosines.array() - 1) * companions.sharpness()).exp();
  Column odds(index_of(firms()));
  for (std::size_t f = 0; f < firms(); ++f) {
    float best = 0, second = 0, share = 0, sum = std::exp((sides[index_of(f)] - 1) * companions.sharpness());
    for (const auto& line : lines_[f]) {
      const float cosine = cosines[line.made];
      sum += weights[line.made];
      if (cosine > best) {
        second = best;
        best = cosine;
        share = line.share;
      } else {
        second = std::max(second, cosine);
      }
    }
    odds[index_of(f)] = std::log(sum + 1e-12F);
    auto row = work.out.row(index_of(f));
    row[kCompanyBest] = best;
    row[kCompanySecond] = second;
    row[kCompanyShare] = std::log(0.001F + std::max(share, 0.0F));
  }
  const float top = odds.maxCoeff();
  odds.array() -= top + std::log((odds.array() - top).exp().sum());
  work.company = odds.array().exp();
  work.out.col(kCompany) = odds;
  work.out.col(kCompanyGap) = odds.array() - odds.maxCoeff();
  work.out.col(kCompanyRank) = log_ranks(odds);
  work.out.col(kCompanySide) = sides;
}

}  // namespace lianzhao::targeting
