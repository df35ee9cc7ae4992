// Latent semantic analysis (Deerwester et al. 1990): the leading right singular vectors of a sparse matrix.
#pragma once

#include "targeting/makers/dense.h"

namespace lianzhao::targeting {

// `columns` x `rank` matrix with orthonormal columns, greatest singular value first, by randomised subspace iteration
// (Halko, Martinsson and Tropp 2011). rank <= min(rows.size(), columns) / 2 or so; columns beyond the rank of the
// matrix are arbitrary.
Matrix right_singular_vectors(const SparseRows& rows, std::size_t columns, std::size_t rank, std::uint64_t seed,
                              unsigned threads);

}  // namespace lianzhao::targeting
