// What does not depend on who makes what: products and firms' names as vectors, industries as numbers.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "base/folding.h"
#include "targeting/makers/grams.h"
#include "targeting/makers/maker_data.h"

namespace lianzhao::targeting {

inline constexpr std::size_t kIndustryLevels = 3;
inline constexpr std::array<std::size_t, kIndustryLevels> kIndustryDigits{2, 4, 6};

struct Lexicon {
  // Pieces are learned from the products of data.pairs; vectors are made of every product of data.
  Lexicon(const MakerData& data, const FoldTable& table);

  GramSpace ended, heads;
  SparseRows products;                 // product -> unit vector in `ended`
  SparseRows product_heads;            // product -> unit vector in `heads`
  std::vector<std::u16string> texts;   // product -> folded
  SparseRows short_names, full_names;  // firm -> unit vector in `ended`
  // firm -> its codes at a level, values sum to 1; codes are numbered by appearance.
  std::array<SparseRows, kIndustryLevels> industries;
  std::array<std::size_t, kIndustryLevels> codes{};  // how many there are
};

// The folded names of the products that somebody makes.
std::vector<std::u16string> made_products(const MakerData& data, const FoldTable& table);

}  // namespace lianzhao::targeting
