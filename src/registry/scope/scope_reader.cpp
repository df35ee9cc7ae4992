#include "registry/scope/scope_reader.h"

#include <algorithm>
#include <span>
#include <unordered_set>

#include "base/traditional.h"
#include "registry/scope/item_parser.h"
#include "registry/scope/numbering.h"
#include "registry/scope/scope_signs.h"

namespace lianzhao::registry {
namespace {

using Token = ScopeReading::Token;
constexpr std::uint32_t kGrammarBase = 1u << 30;        // matcher values from here on are grammar words
constexpr std::uint32_t kTraditional = (1u << 31) - 1;  // and this one a traditional character

bool is_alnum(CharClass kind) {
  return kind == CharClass::kLatin || kind == CharClass::kDigit;
}

using GrammarIndex = std::unordered_map<std::u16string, std::uint32_t>;

// The verbs at the end of a term.
struct TermVerbs {
  ActivityMask activities = 0;
  std::size_t length = 0;  // units; at least one unit stays before them
};
TermVerbs verbs_at_end(const GrammarIndex& grammar, const std::vector<bool>& last_units, std::u16string_view term) {
  constexpr std::size_t kLongestVerb = 7, kShortestVerb = 2;
  TermVerbs out;
  for (bool again = true; again;) {
    again = false;
    const auto stem = term.substr(0, term.size() - out.length);
    if (stem.size() <= kShortestVerb || !last_units[stem.back()]) break;
    for (auto size = std::min(kLongestVerb, stem.size() - 1); size >= kShortestVerb && !again; --size) {
      const auto word = grammar.find(std::u16string(stem.substr(stem.size() - size)));
      if (word == grammar.end()) continue;
      const auto& verb = grammar_words()[word->second];
      if (verb.kind != WordKind::kActivity && verb.kind != WordKind::kVerbBehind) break;  // 系统集成, a name
      out.activities |= verb.activities;
      out.length += size;
      again = true;
    }
  }
  return out;
}

void simplify(std::span<char16_t> units) {
  for (auto& unit : units) unit = simplified(unit);
}

}  // namespace

Result<ScopeReader> ScopeReader::create(const Vocabulary& vocabulary) {
  const auto& table = vocabulary.fold_table();
  constexpr ActivityMask kOfGoods = mask_of(Activity::kMake) | mask_of(Activity::kProcess) | mask_of(Activity::kSell);
  constexpr std::size_t kShortestStem = 2;  // units
  std::vector<Matcher::Word> words;
  words.reserve(vocabulary.size() + grammar_words().size() + traditional_characters().size());
  GrammarIndex grammar;
  std::vector<bool> last_units(65536);  // of verbs
  for (std::uint32_t i = 0; i < grammar_words().size(); ++i) {
    auto text = fold(table, grammar_words()[i].text);
    words.push_back({text, kGrammarBase + i});
    last_units[text.back()] = true;
    grammar.emplace(std::move(text), i);
  }
  for (const char16_t unit : traditional_characters()) words.push_back({std::u16string(1, unit), kTraditional});
  const auto first_term = words.size();
  std::unordered_map<TermId, ActivityMask> verbs;
  std::vector<Matcher::Word> stems;
  std::unordered_set<std::u16string> known;
  for (TermId id = 0; id < vocabulary.size(); ++id) {
    auto text = vocabulary.folded(id);
    simplify(text);
    if (grammar.contains(text)) continue;
    const auto ending = verbs_at_end(grammar, last_units, text);
    if (ending.activities && !(ending.activities & ~kOfGoods) && text.size() >= ending.length + kShortestStem) {
      stems.push_back({text.substr(0, text.size() - ending.length), id});
      continue;
    }
    if (ending.activities) verbs.emplace(id, ending.activities);
    words.push_back({std::move(text), id});
  }
  for (auto i = first_term; i < words.size() && !stems.empty(); ++i) known.insert(words[i].text);
  for (auto& stem : stems) {
    if (!grammar.contains(stem.text) && known.insert(stem.text).second) words.push_back(std::move(stem));
  }
  auto matcher = Matcher::build(table, std::move(words));
  if (!matcher) return matcher.error().in("building the search for terms");
  return ScopeReader(table, *std::move(matcher), std::move(verbs));
}

ScopeReader::Found ScopeReader::tokenise(std::string_view scope, ScopeReading& out) const {
  using Kind = Token::Kind;
  Found found;
  out.tokens.clear();
  const char16_t* units = out.folded.units.data();
  const auto size = static_cast<std::uint32_t>(out.folded.size);
  const auto words = grammar_words();
  std::uint32_t text_begin = 0;
  bool in_text = false;
  const auto end_text = [&](std::uint32_t end) {
    if (!in_text) return;
    out.tokens.push_back({.kind = Kind::kText, .begin = text_begin, .end = end});
    in_text = false;
    const char16_t first = units[text_begin], last = units[end - 1];
    const bool letter = last >= u'a' && last <= u'z';
    found.numbers |= (may_number(last) && (!letter || end - text_begin == 1)) || (first >= u'0' && first <= u'9') ||
                     first == u'第';
  };
  const auto sign = [&](Kind kind, std::uint32_t at) {
    end_text(at);
    out.tokens.push_back({.kind = kind, .begin = at, .end = at + 1});
  };
  const auto joins_latin = [&](std::uint32_t at) {
    return at > 0 && is_alnum(table_->class_of(units[at - 1])) && is_alnum(table_->class_of(units[at + 1]));
  };
  // The commas of '1,2,4-三甲苯'.
  const auto in_locants = [&](std::uint32_t at) {
    const auto digit = [&](std::uint32_t i) { return units[i] >= u'0' && units[i] <= u'9'; };
    return joins_latin(at) && digit(at - 1) && digit(at + 1) && (units[at + 2] == u'-' || units[at + 2] == u',');
  };

  for (std::uint32_t at = 0; at < size;) {
    const char16_t unit = units[at];
    const bool ideograph = FoldTable::is_ideograph(unit);
    switch (ideograph ? CharClass::kOther : table_->class_of(unit)) {
      case CharClass::kPause:
        found.signs |= unit == u'\\';
        sign(Kind::kPause, at++);
        continue;
      case CharClass::kComma:
        if (in_locants(at)) break;
        sign(joins_latin(at) ? Kind::kPause : Kind::kComma, at);
        ++at;
        continue;
      case CharClass::kStop:
        sign(Kind::kStop, at++);
        continue;
      case CharClass::kColon:
        sign(Kind::kColon, at++);
        continue;
      case CharClass::kOpen:
        found.signs |= scope[out.folded.offsets[at]] == '<';
        sign(Kind::kOpen, at++);
        continue;
      case CharClass::kClose:
        sign(Kind::kClose, at++);
        continue;
      case CharClass::kQuote:
        end_text(at++);
        continue;
      case CharClass::kSpace:
        found.signs |= is_sign_of_pages(scope, out.folded.offsets[at]);
        if (joins_latin(at)) break;
        sign(Kind::kPause, at++);
        continue;
      default:
        if (ideograph) break;
        if (unit == u'.' && !joins_latin(at)) {
          sign(Kind::kPause, at++);
          continue;
        }
        if (is_enclosed_number(unit)) {
          sign(Kind::kNumber, at++);
          continue;
        }
        found.signs |= unit == u'&' || unit == u'_' ||
                       (unit >= 0xAD && unit <= 0x2064 && is_sign_of_pages(scope, out.folded.offsets[at]));
    }
    const auto match = matcher_.longest_at(units, at);
    if (match.value == Matcher::kNone) {
      if (!in_text) text_begin = at;
      in_text = true;
      ++at;
      continue;
    }
    end_text(at);
    if (match.value == kTraditional) {
      found.traditional = true;
      return found;
    }
    if (match.value >= kGrammarBase) {
      const auto& word = words[match.value - kGrammarBase];
      out.tokens.push_back({.kind = Kind::kWord,
                            .word = word.kind,
                            .activities = word.activities,
                            .begin = at,
                            .end = at + match.length});
    } else {
      const auto verbs = verbs_.find(match.value);
      out.tokens.push_back({.kind = Kind::kTerm,
                            .activities = verbs == verbs_.end() ? kUnstated : verbs->second,
                            .begin = at,
                            .end = at + match.length,
                            .term = match.value});
    }
    at += match.length;
  }
  end_text(size);
  return found;
}

// Most texts pass once; what they hold that stands in the way is set right first.
void ScopeReader::read_tokens(std::string_view scope, ScopeReading& out) const {
  auto found = tokenise(scope, out);
  if (found.traditional) {
    simplify({out.folded.units.data(), out.folded.size});
    found = tokenise(scope, out);
  }
  if (found.signs) {
    if (take_out_signs(*table_, scope, out)) {
      out.whole = true;
      found = tokenise(scope, out);
      if (found.traditional) {  // from a reference
        simplify({out.folded.units.data(), out.folded.size});
        found = tokenise(scope, out);
      }
    } else {
      out.ends.clear();
    }
  }
  if (found.numbers) mark_numbering(out);
}

void ScopeReader::read(std::string_view scope, ScopeReading& out, ActivityMask unstated) const {
  out.phrases.clear();
  out.hits.clear();
  out.bytes_read = fold(*table_, scope, out.folded, kMaxScopeBytes);
  out.valid_utf8 = out.folded.valid;
  out.ends.clear();
  out.whole = false;
  read_tokens(scope, out);
  if (unstated != kUnstated) {  // a list of products: each stands alone, no verb reaches the ones before it
    for (auto& token : out.tokens) {
      if (token.kind == Token::Kind::kPause || token.kind == Token::Kind::kComma) token.kind = Token::Kind::kStop;
    }
  }
  ItemParser(out, unstated).run();
}

}  // namespace lianzhao::registry
