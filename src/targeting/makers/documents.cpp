#include "targeting/makers/documents.h"

#include <algorithm>
#include <cmath>

#include "targeting/makers/parallel.h"

namespace lianzhao::targeting {

SparseRows firm_documents(std::span<const MakerPair> pairs, const SparseRows& products, std::size_t firms,
                          std::size_t columns, unsigned threads) {
  std::vector<std::vector<ProductIndex>> made(firms);
  for (const auto& pair : pairs) made[pair.firm].push_back(pair.product);
  std::vector<SparseVector> rows(firms);
  parallel_for(firms, threads, [&](std::size_t begin, std::size_t end) {
    std::vector<float> sums(columns, 0.0F);
    std::vector<std::uint32_t> touched;
    for (std::size_t f = begin; f < end; ++f) {
      touched.clear();
      for (const auto product : made[f]) {
        for (const auto& entry : products.row(product)) {
          if (sums[entry.column] == 0) touched.push_back(entry.column);
          sums[entry.column] += entry.value;
        }
      }
      std::sort(touched.begin(), touched.end());
      for (const auto column : touched) {
        rows[f].push_back({column, std::sqrt(sums[column])});
        sums[column] = 0;
      }
      scale_to_unit(rows[f]);
    }
  });
  SparseRows documents;
  for (const auto& row : rows) documents.add_row(row);
  return documents;
}

}  // namespace lianzhao::targeting
