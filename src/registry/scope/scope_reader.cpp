#include "registry/scope/scope_reader.h"

#include "registry/scope/item_parser.h"

namespace lianzhao::registry {
namespace {

using Token = ScopeReading::Token;
constexpr std::uint32_t kGrammarBase = 1u << 30;  // matcher values from here on are grammar words

bool is_alnum(CharClass kind) {
  return kind == CharClass::kLatin || kind == CharClass::kDigit;
}

}  // namespace

Result<ScopeReader> ScopeReader::create(const Vocabulary& vocabulary) {
  const auto& table = vocabulary.fold_table();
  std::vector<Matcher::Word> words;
  words.reserve(vocabulary.size() + grammar_words().size());
  std::unordered_map<std::u16string, std::uint32_t> grammar;
  for (std::uint32_t i = 0; i < grammar_words().size(); ++i) {
    auto text = fold(table, grammar_words()[i].text);
    words.push_back({text, kGrammarBase + i});
    grammar.emplace(std::move(text), i);
  }
  for (TermId id = 0; id < vocabulary.size(); ++id) {
    if (!grammar.contains(vocabulary.folded(id))) words.push_back({vocabulary.folded(id), id});
  }
  auto matcher = Matcher::build(table, std::move(words));
  if (!matcher) return matcher.error().in("building the search for terms");
  return ScopeReader(table, *std::move(matcher));
}

void ScopeReader::tokenise(ScopeReading& out) const {
  using Kind = Token::Kind;
  out.tokens.clear();
  const char16_t* units = out.folded.units.data();
  const auto size = static_cast<std::uint32_t>(out.folded.size);
  const auto words = grammar_words();
  std::uint32_t text_begin = 0;
  bool in_text = false;
  const auto end_text = [&](std::uint32_t end) {
    if (in_text) out.tokens.push_back({.kind = Kind::kText, .begin = text_begin, .end = end});
    in_text = false;
  };
  const auto sign = [&](Kind kind, std::uint32_t at) {
    end_text(at);
    out.tokens.push_back({.kind = kind, .begin = at, .end = at + 1});
  };
  const auto joins_latin = [&](std::uint32_t at) {
    return at > 0 && is_alnum(table_->class_of(units[at - 1])) && is_alnum(table_->class_of(units[at + 1]));
  };

  for (std::uint32_t at = 0; at < size;) {
    const char16_t unit = units[at];
    switch (FoldTable::is_ideograph(unit) ? CharClass::kOther : table_->class_of(unit)) {
      case CharClass::kPause:
        sign(Kind::kPause, at++);
        continue;
      case CharClass::kComma:
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
        sign(Kind::kOpen, at++);
        continue;
      case CharClass::kClose:
        sign(Kind::kClose, at++);
        continue;
      case CharClass::kQuote:
        end_text(at++);
        continue;
      case CharClass::kSpace:
        if (joins_latin(at)) break;
        sign(Kind::kPause, at++);
        continue;
      default:
        if (unit == u'.' && !joins_latin(at)) {
          sign(Kind::kPause, at++);
          continue;
        }
    }
    const auto match = matcher_.longest_at(units, at);
    if (match.value == Matcher::kNone) {
      if (!in_text) text_begin = at;
      in_text = true;
      ++at;
      continue;
    }
    end_text(at);
    if (match.value >= kGrammarBase) {
      const auto& word = words[match.value - kGrammarBase];
      out.tokens.push_back({.kind = Kind::kWord,
                            .word = word.kind,
                            .activities = word.activities,
                            .begin = at,
                            .end = at + match.length});
    } else {
      out.tokens.push_back({.kind = Kind::kTerm, .begin = at, .end = at + match.length, .term = match.value});
    }
    at += match.length;
  }
  end_text(size);
}

void ScopeReader::read(std::string_view scope, ScopeReading& out, ActivityMask unstated) const {
  out.phrases.clear();
  out.hits.clear();
  out.bytes_read = fold(*table_, scope, out.folded, kMaxScopeBytes);
  out.valid_utf8 = out.folded.valid;
  tokenise(out);
  if (unstated != kUnstated) {  // a list of products: each stands alone, no verb reaches the ones before it
    for (auto& token : out.tokens) {
      if (token.kind == Token::Kind::kPause || token.kind == Token::Kind::kComma) token.kind = Token::Kind::kStop;
    }
  }
  ItemParser(out, unstated).run();
}

}  // namespace lianzhao::registry
