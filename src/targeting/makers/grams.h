// Texts as weighted sparse vectors of character pieces.
//
// Four ways to cut a folded text:
//   kPlain  all pieces of 1 to 3 characters;
//   kEnded  the same of the text closed by an end mark: Chinese product nouns carry their head at the end, and the
//           pieces with the mark ("机$", "电机$") let heads agree;
//   kMarked all pieces of 1 to 4 characters of the text between a begin mark and an end mark;
//   kHeads  the last 1 to 5 characters only.
// Weight of piece g in a text: count x (ln((1 + N) / (1 + df_g)) + 1), where N is the number of texts learned from
// and df_g the number of those that hold g; vectors have length 1 (Salton and Buckley 1988).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/folding.h"
#include "targeting/makers/sparse.h"

namespace lianzhao::targeting {

enum class Cut : std::uint8_t { kPlain, kEnded, kMarked, kHeads };

class GramSpace {
 public:
  struct Piece {
    std::uint64_t hash = 0;  // of its characters
    std::uint32_t frequency = 0;
  };

  // Learns pieces and their frequencies from folded texts.
  GramSpace(std::span<const std::u16string> texts, Cut cut);
  // As pieces() of another space gave them, column by column; `texts`: the number of texts it learned from.
  GramSpace(std::span<const Piece> pieces, std::size_t texts, Cut cut);

  [[nodiscard]] std::vector<Piece> pieces() const;
  [[nodiscard]] std::size_t texts() const { return static_cast<std::size_t>(texts_); }
  // The same without pieces rarer than `frequency`.
  [[nodiscard]] GramSpace without_rare(std::uint32_t frequency) const;

  [[nodiscard]] std::size_t size() const { return frequency_.size(); }
  [[nodiscard]] std::uint32_t frequency(std::uint32_t gram) const { return frequency_[gram]; }

  // Unit vector of a folded text. Pieces never seen lengthen the text but have no column, so the vector is then
  // shorter than 1.
  [[nodiscard]] SparseVector vector_of(std::u16string_view folded) const;

  // Vector of a firm's name: known pieces present in it (no end mark), each once, weighted by rarity; length 1.
  [[nodiscard]] SparseVector vector_of_name(std::u16string_view folded) const;

 private:
  [[nodiscard]] float weight(std::uint32_t frequency) const;

  Cut cut_;
  std::unordered_map<std::uint64_t, std::uint32_t> ids_;  // hash of a piece -> column
  std::vector<std::uint32_t> frequency_;
  double texts_ = 0;
};

// The folded text without white space at its ends.
std::u16string folded_phrase(const FoldTable& table, std::string_view text);

}  // namespace lianzhao::targeting
