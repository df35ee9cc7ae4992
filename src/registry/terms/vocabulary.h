// The vocabulary: every term that is searched for in business scopes, from the atlas and from imported word lists. A
// term's id is its place in the list; ids never change while a snapshot lives, new terms go to the end.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/folding.h"
#include "base/result.h"

namespace lianzhao::registry {

using TermId = std::uint32_t;

class Vocabulary {
 public:
  static constexpr std::size_t kMinLength = 2, kMaxLength = 32;  // characters
  static constexpr std::size_t kMaxTerms = 1'000'000;

  explicit Vocabulary(const FoldTable& table) : table_(&table) {}

  // Adds a term unless it is there; two spellings that fold to one are one term. Errors: length, punctuation, too
  // many.
  Result<TermId> add(std::string_view text);

  [[nodiscard]] std::size_t size() const { return texts_.size(); }
  [[nodiscard]] const std::string& text(TermId id) const { return texts_[id]; }  // as first given
  [[nodiscard]] const std::u16string& folded(TermId id) const { return folded_[id]; }
  [[nodiscard]] const TermId* find(std::string_view text) const;
  [[nodiscard]] const FoldTable& fold_table() const { return *table_; }

 private:
  const FoldTable* table_;
  std::vector<std::string> texts_;
  std::vector<std::u16string> folded_;
  std::unordered_map<std::u16string, TermId> ids_;
};

// '光伏设备及元器件制造' without the verbs of making, processing, research and selling at its end: as a term it would
// swallow the verb that says what is done. At least two characters stay.
std::string_view without_trailing_verbs(std::string_view term);

// A word list: one term a line, or a TSV whose first column is the term; '#' begins a comment line; blank lines are
// skipped; trailing verbs are taken off. Terms that cannot be searched for are listed in `skipped` with their line
// and reason, at most 1,000 of them.
struct WordListReport {
  std::size_t lines = 0, added = 0, known = 0, skipped_count = 0;
  std::vector<std::string> skipped;
};
Result<WordListReport> add_word_list(Vocabulary& vocabulary, const std::string& path);

}  // namespace lianzhao::registry
