// Finds a large set of words (100,000 and more) in folded text in one pass: at every position the longest word is
// taken, and the search goes on behind it, so that no word is found inside another ('齿轮' not in '齿轮箱').
//
// How: a bitmap of the words' first two units rejects most positions at once; for the rest a table of those two units
// leads to their node of a double-array trie (Aoe 1989). Where a word of one unit begins, the trie is walked from its
// root.
//
// A word that begins or ends with a Latin letter or digit matches only where no Latin letter or digit adjoins it
// there.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/folding.h"
#include "base/result.h"

namespace lianzhao::registry {

class Matcher {
 public:
  struct Word {
    std::u16string text;  // folded; 1 to kMaxLength units; each text once
    std::uint32_t value;  // what match() returns; below kNone
  };
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  static constexpr std::size_t kMaxLength = 64;
  static constexpr std::size_t kMaxWords = 4'000'000;

  // Errors: kBadInput for an empty, overlong or repeated word; kTooLarge for too many.
  static Result<Matcher> build(const FoldTable& table, std::vector<Word> words);

  struct Match {
    std::uint32_t value = kNone;
    std::uint32_t length = 0;  // units
  };
  // The longest word that begins at units[at]; units end with a 0. Hot: no allocation.
  [[nodiscard]] Match longest_at(const char16_t* units, std::size_t at) const {
    const char16_t first = units[at];
    const std::uint32_t pair = pair_hash(first, units[at + 1]);
    if ((pairs_[pair >> 6] >> (pair & 63) & 1) == 0 && !(singles_[first >> 6] >> (first & 63) & 1)) return {};
    return walk(units, at);
  }

  [[nodiscard]] std::size_t memory_bytes() const;

 private:
  struct Node {
    std::int32_t base = 0;
    std::int32_t parent = -1;     // -1: free
    std::uint32_t value = kNone;  // of the word that ends here
  };
  struct Pair {
    std::uint32_t units = 0;  // first << 16 | second
    std::int32_t node = -1;   // -1: free
  };
  static constexpr unsigned kPairBits = 19;
  static std::uint32_t pair_hash(char16_t first, char16_t second) {
    return ((static_cast<std::uint32_t>(first) << 16 | second) * 0x9E3779B1u) >> (32 - kPairBits);
  }
  void index_pairs(const std::vector<Word>& words);
  [[nodiscard]] std::int32_t node_of_pair(char16_t first, char16_t second) const;  // -1: no word begins so
  [[nodiscard]] Match walk(const char16_t* units, std::size_t at) const;
  void insert_range(const std::vector<Word>& words, std::size_t begin, std::size_t end, std::size_t depth,
                    std::int32_t node);
  std::int32_t find_base(const std::vector<std::uint16_t>& codes);

  std::vector<std::uint64_t> pairs_;    // 2^19 bits: 64 KB, stays in the second-level cache
  std::vector<std::uint64_t> singles_;  // 65,536 bits: words of one unit
  std::vector<Pair> pair_nodes_;        // open addressing, at most half full
  std::vector<std::uint16_t> code_;     // unit -> dense code, 0 when in no word
  std::vector<std::uint8_t> alnum_;     // unit -> Latin letter or digit
  std::vector<Node> nodes_;
  std::size_t first_free_ = 1;
};

}  // namespace lianzhao::registry
