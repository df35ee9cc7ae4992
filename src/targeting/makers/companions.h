// Which products stand together: every product becomes a vector of length 1, and the lines of one firm find each
// other by cosine (neighbourhood components, Goldberger et al. 2004).
//
//   product p:  q = x_p E / |x_p E|         x_p: its pieces (Cut::kMarked)
//   firm f:     lines l with their q_l, and a side u_f = s_f S / |s_f S|, s_f: its industries and pieces of its name
//   P(f | p) ~  sum over l of exp(b q . q_l) + exp(b q . u_f)
//
// E and S are learned by Adam: the lines of some hundred firms at a time, each asks for its own firm among them, the
// line itself being absent. Unlike the tower's, a firm is not one mean but the sum of its lines: a firm of many
// trades is as near to each of them as a firm of one.
#pragma once

#include <span>

#include "base/folding.h"
#include "targeting/makers/dense.h"
#include "targeting/makers/lexicon.h"

namespace lianzhao::targeting {

struct CompanionOptions {
  std::size_t dimensions = 192, firms = 256;  // firms: in a batch
  int epochs = 6;
  float rate = 0.004F;     // of Adam; falls linearly over the epochs
  float sharpness = 8.0F;  // b
  std::uint64_t seed = 1;
  unsigned threads = 2;
};

// Pieces that occur at least twice, and behind them the columns of the firms' sides.
class CompanionInputs {
 public:
  CompanionInputs(const MakerData& data, const Lexicon& lexicon, const FoldTable& table);
  GramSpace space;      // the first columns are its
  SparseRows products;  // product -> pieces
  SparseRows sides;     // firm -> industries and pieces of its name
  std::size_t pieces = 0, columns = 0;
};

class Companions {
 public:
  static Companions train(const CompanionInputs& inputs, std::span<const MakerPair> pairs,
                          const CompanionOptions& options);

  // Length 1 (0 where no piece is known); of a row of CompanionInputs::products or ::sides.
  [[nodiscard]] Eigen::RowVectorXf vector_of(std::span<const SparseEntry> row) const;
  [[nodiscard]] const Matrix& vectors() const { return vectors_; }  // columns of the inputs x dimensions
  [[nodiscard]] float sharpness() const { return sharpness_; }
  [[nodiscard]] std::size_t dimensions() const { return static_cast<std::size_t>(vectors_.cols()); }

 private:
  Matrix vectors_;
  float sharpness_ = 0;
};

}  // namespace lianzhao::targeting
