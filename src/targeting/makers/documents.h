// Firms as documents: what a firm makes, added up.
#pragma once

#include <span>

#include "targeting/makers/maker_data.h"
#include "targeting/makers/sparse.h"

namespace lianzhao::targeting {

// Row f is the sum of the product vectors of firm f's pairs, square root taken of each element (so that what is said
// ten times does not count ten times), scaled to length 1. `columns` is the width of `products`.
SparseRows firm_documents(std::span<const MakerPair> pairs, const SparseRows& products, std::size_t firms,
                          std::size_t columns, unsigned threads);

}  // namespace lianzhao::targeting
