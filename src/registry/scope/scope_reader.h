// Reads a business scope (经营范围): which phrases it lists, what is done with each, and which terms of the
// vocabulary stand in them. The grammar, its rules and its known limits are described in docs/scope-grammar.md.
//
// '风电齿轮箱、联轴器的研发、生产、销售（不含危险化学品）' gives two phrases with three activities each; what the
// bracket excludes is marked negated and yields no hits.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/folding.h"
#include "base/result.h"
#include "registry/scope/activity.h"
#include "registry/scope/grammar_words.h"
#include "registry/terms/matcher.h"
#include "registry/terms/vocabulary.h"

namespace lianzhao::registry {

// A member of a scope's lists. Bytes [begin, end) of the scope, without its verbs.
struct ScopePhrase {
  std::uint32_t begin = 0, end = 0;
  ActivityMask activities = kUnstated;
  bool negated = false;  // excluded: '不含…', '除外'
};

// A term found in a phrase that is not negated.
struct TermHit {
  TermId term = 0;
  std::uint32_t begin = 0, end = 0;  // bytes of the scope
  std::uint32_t phrase = 0;          // index into ScopeReading::phrases
  // Whether the term is what the phrase is about. Chinese phrases end with their head: in '风电齿轮箱检测设备' the
  // gearbox is a modifier, in '海上风电齿轮箱产品' it is the head.
  bool head = false;
};

// The result of one reading, and the memory it needed: reuse one object for many scopes. Not thread-safe.
struct ScopeReading {
  std::vector<ScopePhrase> phrases;
  std::vector<TermHit> hits;
  std::size_t bytes_read = 0;  // less than the scope's size when it was over kMaxScopeBytes
  bool valid_utf8 = true;
  // Whether items cannot be read alone: signs of web pages were taken out (some hold a ';'), or a summary such as
  // '以上产品的制造' says something of the items before it.
  bool whole = false;

  struct Token {
    enum class Kind : std::uint8_t {
      kText,
      kTerm,
      kWord,
      kNumber,
      kPause,
      kComma,
      kStop,
      kColon,
      kOpen,
      kClose
    } kind;
    WordKind word = WordKind::kGuard;  // of kWord
    ActivityMask activities = 0;       // of kWord; of kTerm: what its last syllables say (风机维修)
    std::uint32_t begin = 0, end = 0;  // units of the folded text
    TermId term = 0;                   // of kTerm
  };
  FoldedText folded;
  std::vector<std::uint32_t> ends;  // bytes where units end, when signs were taken out; else empty: the next begins
  std::vector<Token> tokens, unnumbered;
  std::vector<std::uint32_t> fragment;  // token indices of the fragment being read
  std::vector<std::uint32_t> brackets;  // pairs of token indices: brackets met inside the fragment
};

inline constexpr std::size_t kMaxScopeBytes = 60'000;  // what lies behind is kept but not understood

// Immutable after creation; read() may run in many threads, each with its own ScopeReading.
class ScopeReader {
 public:
  // A vocabulary term that is also a grammar word stays a grammar word. A term that ends in verbs of making,
  // processing or selling is searched for without them ('变压器制造' as '变压器', unless that is a term of its own);
  // other verbs at a term's end are activities of the phrases that end with the term. Terms are searched for in
  // simplified characters, and so are texts in traditional ones. The vocabulary is not kept.
  static Result<ScopeReader> create(const Vocabulary& vocabulary);

  // `unstated`: what a phrase without any verb counts as; kUnstated for scopes, make for a column of
  // products, whose items stand alone: a verb at the end of one does not reach the ones before it.
  void read(std::string_view scope, ScopeReading& out, ActivityMask unstated = kUnstated) const;

  [[nodiscard]] const Matcher& matcher() const { return matcher_; }

 private:
  // What a text holds that must be set right before it is read.
  struct Found {
    bool traditional = false;  // characters
    bool signs = false;        // of web pages and spreadsheets, perhaps
    bool numbers = false;      // that may number items
  };
  ScopeReader(const FoldTable& table, Matcher matcher, std::unordered_map<TermId, ActivityMask> verbs)
      : table_(&table), matcher_(std::move(matcher)), verbs_(std::move(verbs)) {}
  Found tokenise(std::string_view scope, ScopeReading& out) const;
  void read_tokens(std::string_view scope, ScopeReading& out) const;

  const FoldTable* table_;
  Matcher matcher_;
  std::unordered_map<TermId, ActivityMask> verbs_;  // of the terms that end in verbs
};

}  // namespace lianzhao::registry
