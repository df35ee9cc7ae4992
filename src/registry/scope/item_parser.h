// The grammar proper: from a scope's tokens to its phrases. Internal to the scope reader.
//
// A scope is items divided by stops; an item is fragments divided by pauses, commas, colons and connectors. A
// fragment is verbs before, content, verbs after. Verbs bind like this (the rules are numbered in
// docs/scope-grammar.md):
//   trailing  '甲、乙的研发、生产'   bind all open phrases of the item before them, and close the group;
//   leading   '生产、销售：甲、乙'   bind the phrases after them, up to other verbs or the item's end;
//   bare      '甲、乙'              no verb: unstated.
#pragma once

#include <cstdint>
#include <vector>

#include "registry/scope/scope_reader.h"

namespace lianzhao::registry {

class ItemParser {
 public:
  ItemParser(ScopeReading& reading, ActivityMask unstated) : r_(reading), unstated_(unstated) {}
  void run();

 private:
  using Token = ScopeReading::Token;
  static constexpr int kMaxDepth = 4;  // brackets inside brackets; deeper ones are passed over

  void read_range(std::uint32_t begin, std::uint32_t end, int depth);
  void read_bracket(std::uint32_t begin, std::uint32_t end, int depth);
  void end_fragment(int depth);
  void begin_numbered();
  void read_fragment();
  void leave_out_places();
  std::uint32_t closing_of(std::uint32_t open, std::uint32_t end) const;
  bool is_word(std::uint32_t token, WordKind kind) const {
    return r_.tokens[token].kind == Token::Kind::kWord && r_.tokens[token].word == kind;
  }
  bool is_number(std::uint32_t token) const;
  bool is_none(std::uint32_t token) const;  // 无, as in '许可经营项目：无'
  bool protects_verb(std::uint32_t token) const;
  bool ends_as_verb(std::uint32_t token) const;  // an activity, or a lead that is one behind its object: 电缆经营
  bool follows_verb(std::uint32_t token) const;  // a light word behind which a verb stays one
  bool is_heading(std::uint32_t token, std::uint32_t end) const;
  ActivityMask verbs_alone(std::uint32_t begin, std::uint32_t end) const;
  bool has_verbs(std::uint32_t begin, std::uint32_t end) const;
  std::uint32_t begin_of(std::uint32_t token) const { return r_.folded.offsets[r_.tokens[token].begin]; }
  std::uint32_t end_of(std::uint32_t token) const {
    const auto end = r_.tokens[token].end;
    return r_.ends.empty() ? r_.folded.offsets[end] : r_.ends[end - 1];
  }

  void add_phrase(std::size_t first, std::size_t last, ActivityMask own, bool negated);
  void take_verbs(ActivityMask verbs);    // a fragment of verbs alone
  void take_summary(ActivityMask verbs);  // of all phrases before
  void take_content(std::size_t first, std::size_t last, ActivityMask before, ActivityMask after);
  void flush(ActivityMask next_prefix = 0);
  void reset();

  ScopeReading& r_;
  ActivityMask unstated_;
  // The open group: phrases [group_begin_, phrases.size()) get verbs_ when the group ends.
  std::uint32_t group_begin_ = 0;
  ActivityMask verbs_ = 0;
  ActivityMask prefix_ = 0;        // leading verbs in force
  ActivityMask after_prefix_ = 0;  // verbs alone met behind phrases of a leading group
  struct OwnVerbs {
    std::uint32_t phrase;
    ActivityMask verbs;
  };
  std::vector<OwnVerbs> own_verbs_;   // of single phrases of the group, from brackets
  bool closed_ = false;               // trailing verbs have been met
  bool negated_ = false;              // inside a list after a negation
  bool summary_ = false;              // behind 上述产品: verbs are of all phrases before
  bool numbered_ = false;             // items of this list are numbered
  ActivityMask numbered_prefix_ = 0;  // leading verbs before the first number: of all numbered items
};

}  // namespace lianzhao::registry
