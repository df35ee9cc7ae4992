#include "registry/terms/vocabulary.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <fstream>

#include "registry/scope/grammar_words.h"

namespace lianzhao::registry {

Result<TermId> Vocabulary::add(std::string_view text) {
  auto folded = fold(*table_, text);
  if (const auto known = ids_.find(folded); known != ids_.end()) return known->second;
  if (folded.size() < kMinLength || folded.size() > kMaxLength) {
    return Error{ErrorCode::kBadInput, fmt::format("'{}' has {} characters; terms have {} to {}", text, folded.size(),
                                                   kMinLength, kMaxLength)};
  }
  bool lettered = false;
  for (const char16_t unit : folded) {
    switch (table_->class_of(unit)) {
      case CharClass::kOther:
      case CharClass::kLatin:
        lettered = true;
        break;
      case CharClass::kDigit:
      case CharClass::kSpace:
        break;
      case CharClass::kPause:
        if (unit == u'/') break;
        [[fallthrough]];
      default:
        return Error{ErrorCode::kBadInput,
                     fmt::format("'{}' contains punctuation, which separates terms in a scope", text)};
    }
  }
  if (!lettered) return Error{ErrorCode::kBadInput, fmt::format("'{}' has no letter", text)};
  if (texts_.size() >= kMaxTerms) {
    return Error{ErrorCode::kTooLarge, fmt::format("more than {} terms", kMaxTerms)};
  }
  const auto id = static_cast<TermId>(texts_.size());
  texts_.emplace_back(text);
  folded_.push_back(folded);
  ids_.emplace(std::move(folded), id);
  return id;
}

const TermId* Vocabulary::find(std::string_view text) const {
  const auto known = ids_.find(fold(*table_, text));
  return known == ids_.end() ? nullptr : &known->second;
}

namespace {

// The verbs that are taken off, by their last byte: 93,000 terms are compared with each.
using VerbTable = std::array<std::vector<std::string_view>, 256>;
VerbTable verbs_of_goods() {
  constexpr ActivityMask kOfGoods = mask_of(Activity::kMake) | mask_of(Activity::kProcess) |
                                    mask_of(Activity::kResearch) | mask_of(Activity::kSell);
  VerbTable table;
  for (const auto& word : grammar_words()) {
    if (word.kind == WordKind::kActivity && (word.activities & ~kOfGoods) == 0)
      table[static_cast<unsigned char>(word.text.back())].push_back(word.text);
  }
  return table;
}

}  // namespace

std::string_view without_trailing_verbs(std::string_view term) {
  static const VerbTable kVerbs = verbs_of_goods();
  constexpr std::size_t kTwoCharacters = 6;  // bytes of Chinese in UTF-8
  for (bool again = true; again;) {
    again = false;
    if (term.empty()) break;
    for (const auto verb : kVerbs[static_cast<unsigned char>(term.back())]) {
      if (!term.ends_with(verb) || term.size() < verb.size() + kTwoCharacters) continue;
      term.remove_suffix(verb.size());
      again = true;
      break;
    }
  }
  return term;
}

Result<WordListReport> add_word_list(Vocabulary& vocabulary, const std::string& path) {
  constexpr std::size_t kLongestLine = 64 * 1024;
  constexpr std::size_t kListed = 1000;
  std::ifstream file(path);
  if (!file) return io_error(fmt::format("cannot open the word list {}", path), errno);
  WordListReport report;
  std::string line;
  while (std::getline(file, line)) {
    ++report.lines;
    if (line.size() > kLongestLine) {
      return Error{ErrorCode::kTooLarge,
                   fmt::format("{}:{}: line longer than {} bytes", path, report.lines, kLongestLine)};
    }
    std::string_view term = line;
    if (report.lines == 1 && term.starts_with("\xEF\xBB\xBF")) term.remove_prefix(3);
    term = term.substr(0, term.find('\t'));
    while (!term.empty() && (term.back() == '\r' || term.back() == ' ')) term.remove_suffix(1);
    while (!term.empty() && term.front() == ' ') term.remove_prefix(1);
    if (term.empty() || term.front() == '#') continue;
    term = without_trailing_verbs(term);
    const auto before = vocabulary.size();
    if (auto added = vocabulary.add(term); !added) {
      if (added.error().code == ErrorCode::kTooLarge)
        return added.error().in(fmt::format("{}:{}", path, report.lines));
      ++report.skipped_count;
      if (report.skipped.size() < kListed) {
        report.skipped.push_back(fmt::format("{}:{}: {}", path, report.lines, added.error().message));
      }
    } else {
      ++(vocabulary.size() > before ? report.added : report.known);
    }
  }
  return report;
}

}  // namespace lianzhao::registry
