// Two towers: a product and a firm each become a vector, and their inner product is the log-odds, up to a constant of
// the product, that the firm is the maker.
//
//   product p:  q = x_p E              x_p: pieces of its name (Lexicon)
//   firm f:     v = d_f F + s_f S      d_f: its document, s_f: its industries at three levels and pieces of its name
//   P(f | p) = softmax over the firms that are not known makers of p of <q, v>
//
// E, F, S are learned by Adam (Kingma and Ba 2015) on the pairs: each epoch deals the pairs into folds, and the pairs
// of a fold are predicted from documents made of the other folds only, as in use a maker is to be found from what
// else it makes. E and F begin as latent semantic analysis of the documents. The firm's side needs no pair of the
// firm itself in training: documents may change afterwards.
#pragma once

#include <functional>
#include <span>

#include "targeting/makers/dense.h"
#include "targeting/makers/lexicon.h"

namespace lianzhao::targeting {

struct TowerOptions {
  std::size_t dimensions = 256, folds = 12, batch = 950;
  int epochs = 3;
  float rate = 0.004F;  // of Adam; falls linearly over the epochs
  std::uint64_t seed = 1;
  unsigned threads = 2;
};

// The inputs of towers: pieces that occur at least twice, and the firms' sides. Made once for several towers.
class TowerInputs {
 public:
  TowerInputs(const Lexicon& lexicon, std::size_t firms);
  SparseRows products;  // product -> pieces
  SparseRows sides;     // firm -> industries and name
  std::size_t pieces = 0, side_columns = 0;
};

class Tower {
 public:
  // `start`: pieces x dimensions, for E and F; see right_singular_vectors.
  static Tower train(const TowerInputs& inputs, std::span<const MakerPair> pairs, const Matrix& start,
                     const TowerOptions& options);

  // One row a firm, from documents over the pieces of the inputs.
  [[nodiscard]] Matrix firm_vectors(const SparseRows& documents, const TowerInputs& inputs, unsigned threads) const;
  [[nodiscard]] Eigen::RowVectorXf product_vector(std::span<const SparseEntry> pieces) const;

 private:
  Matrix of_products_, of_documents_, of_sides_;
};

}  // namespace lianzhao::targeting
