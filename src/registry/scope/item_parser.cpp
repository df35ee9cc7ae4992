#include "registry/scope/item_parser.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace lianzhao::registry {

using Kind = ScopeReading::Token::Kind;

void ItemParser::run() {
  read_range(0, static_cast<std::uint32_t>(r_.tokens.size()), 0);
  end_fragment(0);
  reset();
}

void ItemParser::reset() {
  flush();
  negated_ = summary_ = numbered_ = false;
  numbered_prefix_ = 0;
}

// Gives the group's verbs to its phrases and begins another group.
void ItemParser::flush(ActivityMask next_prefix) {
  // Verbs in a bracket behind a list are the list's: '甲、乙（批发）'; inside one they are the phrase's:
  // '甲（分装）、乙'.
  if (own_verbs_.size() == 1 && own_verbs_[0].phrase + 1 == r_.phrases.size()) {
    verbs_ |= own_verbs_[0].verbs;
    own_verbs_.clear();
  }
  for (auto i = group_begin_; i < r_.phrases.size(); ++i) {
    auto& phrase = r_.phrases[i];
    if (phrase.activities == kUnstated && !phrase.negated) phrase.activities = verbs_ ? verbs_ : unstated_;
  }
  for (const auto& own : own_verbs_) r_.phrases[own.phrase].activities |= own.verbs;
  own_verbs_.clear();
  group_begin_ = static_cast<std::uint32_t>(r_.phrases.size());
  verbs_ = prefix_ = next_prefix;
  after_prefix_ = 0;
  closed_ = false;
}

std::uint32_t ItemParser::closing_of(std::uint32_t open, std::uint32_t end) const {
  int level = 0;
  for (auto i = open; i < end; ++i) {
    if (r_.tokens[i].kind == Kind::kOpen) ++level;
    if (r_.tokens[i].kind == Kind::kClose && --level == 0) return i;
  }
  return end;
}

void ItemParser::read_range(std::uint32_t begin, std::uint32_t end, int depth) {
  for (auto i = begin; i < end; ++i) {
    const auto& token = r_.tokens[i];
    switch (token.kind) {
      case Kind::kOpen: {
        const auto close = closing_of(i, end);
        if (close == end) {  // never closed: a mere pause
          end_fragment(depth);
          break;
        }
        r_.brackets.push_back(i);
        r_.brackets.push_back(close);
        i = close;
        break;
      }
      case Kind::kClose:
      case Kind::kPause:
        end_fragment(depth);
        break;
      case Kind::kComma:
        end_fragment(depth);
        negated_ = false;
        break;
      case Kind::kColon: {
        const bool heading = !r_.fragment.empty();
        end_fragment(depth);
        if (heading && r_.phrases.size() > group_begin_ && prefix_ == 0) flush();  // '一、风电设备：' stands alone
        break;
      }
      case Kind::kNumber:
        end_fragment(depth);
        if (depth == 0) begin_numbered();
        break;
      case Kind::kStop:
        end_fragment(depth);
        if (depth == 0) reset();
        break;
      case Kind::kWord:
        if (token.word == WordKind::kConnector) {
          end_fragment(depth);
          break;
        }
        if (depth == 0 && is_heading(i, end)) {
          end_fragment(depth);
          reset();
          break;
        }
        [[fallthrough]];
      default:
        r_.fragment.push_back(i);
    }
  }
}

// A number of a list: each item stands alone, but verbs before the first number are of all: '生产：1、甲；2、乙'.
void ItemParser::begin_numbered() {
  if (!std::exchange(numbered_, true))
    numbered_prefix_ = group_begin_ == r_.phrases.size() ? prefix_ : ActivityMask{0};
  flush(numbered_prefix_);
  negated_ = summary_ = false;
}

bool ItemParser::is_heading(std::uint32_t token, std::uint32_t end) const {
  if (!is_word(token, WordKind::kHeading)) return false;
  if (token + 1 == end) return true;
  const auto next = r_.tokens[token + 1].kind;
  return next != Kind::kText && next != Kind::kTerm && next != Kind::kWord && next != Kind::kClose;
}

// Reads the fragment collected so far, then the brackets met in it.
void ItemParser::end_fragment(int depth) {
  if (!r_.fragment.empty()) read_fragment();
  r_.fragment.clear();
  if (r_.brackets.empty()) return;
  const auto brackets = std::exchange(r_.brackets, {});
  if (depth < kMaxDepth) {
    for (std::size_t i = 0; i < brackets.size(); i += 2) read_bracket(brackets[i] + 1, brackets[i + 1], depth + 1);
  }
}

// A bracket that frames or excludes is passed over whole; any other lists members of the group, also of one whose
// verbs have been met: '防盗窗（笼）的制作'.
void ItemParser::read_bracket(std::uint32_t begin, std::uint32_t end, int depth) {
  for (auto i = begin; i < end; ++i) {
    if (is_word(i, WordKind::kFrame) || is_word(i, WordKind::kHeading)) return;
  }
  for (auto i = begin; i < end; ++i) {
    if (is_word(i, WordKind::kNegation) || is_word(i, WordKind::kExcept)) {
      r_.phrases.push_back({begin_of(begin), end_of(end - 1), kUnstated, true});
      return;
    }
  }
  if (const auto verbs = verbs_alone(begin, end); verbs && !closed_ && group_begin_ < r_.phrases.size()) {
    const auto last = static_cast<std::uint32_t>(r_.phrases.size() - 1);
    if (!r_.phrases[last].negated) {
      own_verbs_.push_back({last, verbs});
      return;
    }
  }
  const bool closed = closed_ && !has_verbs(begin, end);
  if (closed) closed_ = false;
  read_range(begin, end, depth);
  end_fragment(depth);
  closed_ |= closed;
}

// The verbs of tokens that are verbs, places of work ('生产限外埠') and what joins them; 0 where there is anything
// else.
ActivityMask ItemParser::verbs_alone(std::uint32_t begin, std::uint32_t end) const {
  ActivityMask verbs = 0;
  for (auto i = begin; i < end; ++i) {
    const auto& token = r_.tokens[i];
    if (is_word(i, WordKind::kActivity) || is_word(i, WordKind::kVerbBehind)) {
      verbs |= token.activities;
    } else if (!is_word(i, WordKind::kPlace) && !is_word(i, WordKind::kLead) && !is_word(i, WordKind::kConnector) &&
               token.kind != Kind::kPause && token.kind != Kind::kComma) {
      return 0;
    }
  }
  return verbs;
}

bool ItemParser::has_verbs(std::uint32_t begin, std::uint32_t end) const {
  for (auto i = begin; i < end; ++i) {
    if (r_.tokens[i].activities != 0 && !is_word(i, WordKind::kLight)) return true;
  }
  return false;
}

bool ItemParser::is_number(std::uint32_t token) const {
  if (r_.tokens[token].kind != Kind::kText) return false;
  for (auto i = r_.tokens[token].begin; i < r_.tokens[token].end; ++i) {
    const char16_t unit = r_.folded.units[i];
    const bool digit = (unit >= u'0' && unit <= u'9') || (unit >= u'①' && unit <= u'⑳');
    if (!digit && std::u16string_view(u"一二三四五六七八九十").find(unit) == std::u16string_view::npos) return false;
  }
  return true;
}

// Whether the content that begins here makes the word before it part of a noun: '加工|技术', '检测|用…'.
bool ItemParser::is_none(std::uint32_t token) const {
  const auto& t = r_.tokens[token];
  return t.kind == Kind::kText && t.end - t.begin == 1 && r_.folded.units[t.begin] == u'无';
}

bool ItemParser::ends_as_verb(std::uint32_t token) const {
  return is_word(token, WordKind::kActivity) || is_word(token, WordKind::kVerbBehind) ||
         (is_word(token, WordKind::kLead) && r_.tokens[token].activities != 0);
}

bool ItemParser::follows_verb(std::uint32_t token) const {
  return is_word(token, WordKind::kOf) || (is_word(token, WordKind::kLight) && r_.tokens[token].activities != 0);
}

bool ItemParser::protects_verb(std::uint32_t token) const {
  static constexpr std::array<std::u16string_view, 12> kBegins = {
      u"技术", u"工艺", u"软件", u"中心", u"基地", u"平台", u"用", u"型", u"商", u"厂", u"站", u"院"};
  const auto& t = r_.tokens[token];
  if (t.kind == Kind::kWord && t.word == WordKind::kLight) return true;
  const std::u16string_view text(r_.folded.units.data() + t.begin, t.end - t.begin);
  return std::any_of(kBegins.begin(), kBegins.end(), [&](auto begin) { return text.starts_with(begin); });
}

// '限外埠', '在分支机构': where it is done is left out, at either end of the fragment.
void ItemParser::leave_out_places() {
  auto& fragment = r_.fragment;
  const auto leads_to_place = [&](std::uint32_t token) {
    static constexpr std::array<std::u16string_view, 8> kBefore = {u"在",   u"由",   u"于",   u"仅",
                                                                   u"另设", u"限在", u"限于", u"仅限于"};
    const auto& t = r_.tokens[token];
    if (is_word(token, WordKind::kLead)) return t.activities == 0;
    const std::u16string_view text(r_.folded.units.data() + t.begin, t.end - t.begin);
    return t.kind == Kind::kText && std::find(kBefore.begin(), kBefore.end(), text) != kBefore.end();
  };
  for (std::size_t i = 0; i < fragment.size(); ++i) {
    if (!is_word(fragment[i], WordKind::kPlace)) continue;
    auto begin = i;
    while (begin > 0 && leads_to_place(fragment[begin - 1])) --begin;
    if (begin > 0 && i + 1 < fragment.size()) continue;
    fragment.erase(fragment.begin() + static_cast<std::ptrdiff_t>(begin),
                   fragment.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    return;
  }
}

void ItemParser::read_fragment() {
  auto& fragment = r_.fragment;
  bool placed = false;
  for (const auto token : fragment) {
    if (is_word(token, WordKind::kFrame) || is_word(token, WordKind::kHeading)) return;
    placed |= is_word(token, WordKind::kPlace);
  }
  if (placed) leave_out_places();
  std::size_t first = 0, last = fragment.size();
  while (first < last && is_word(fragment[first], WordKind::kLead)) ++first;
  for (auto i = first; i < last; ++i) {
    if (is_word(fragment[i], WordKind::kNegation)) {
      negated_ = true;
      if (i + 1 < last) add_phrase(i + 1, last, kUnstated, true);
      last = i;
      break;
    }
    if (is_word(fragment[i], WordKind::kExcept)) {
      if (i > first) add_phrase(first, i, kUnstated, true);
      first = i + 1;
    }
  }
  if (first == last) return;
  if (negated_ && !(last < fragment.size())) return add_phrase(first, last, kUnstated, true);

  ActivityMask before = 0, after = 0;
  auto content = first;
  while (content < last &&
         (is_word(fragment[content], WordKind::kActivity) || is_word(fragment[content], WordKind::kOf) ||
          is_word(fragment[content], WordKind::kLead))) {
    before |= r_.tokens[fragment[content++]].activities;
  }
  if (content < last && is_word(fragment[content], WordKind::kSummary)) {
    for (auto i = content + 1; i < last; ++i) {
      if (ends_as_verb(fragment[i])) before |= r_.tokens[fragment[i]].activities;
    }
    if (group_begin_ == r_.phrases.size()) before |= prefix_;  // 生产、销售以上产品
    if (before) return take_summary(before);
  }
  if (content > first && content < last && protects_verb(fragment[content])) {
    const bool only_light = std::all_of(fragment.begin() + content, fragment.begin() + last,
                                        [&](auto token) { return is_word(token, WordKind::kLight); });
    if (!only_light) {
      before = 0;
      content = first;
    } else {
      content = last;  // '销售业务': a verb still
    }
  }
  auto end = last;
  while (end > content && follows_verb(fragment[end - 1])) --end;
  if (end == content || !ends_as_verb(fragment[end - 1])) end = last;
  while (end > content && (ends_as_verb(fragment[end - 1]) || is_word(fragment[end - 1], WordKind::kOf) ||
                           (end < last && is_word(fragment[end - 1], WordKind::kLead)))) {
    after |= r_.tokens[fragment[--end]].activities;
  }
  if (end == last && end > content && r_.tokens[fragment[end - 1]].kind == Kind::kTerm)
    after |= r_.tokens[fragment[end - 1]].activities;  // 风机维修: a term that says what is done
  const bool empty = std::all_of(fragment.begin() + content, fragment.begin() + end, [&](auto token) {
    return (is_number(token) && end - content == 1) || is_none(token) || is_word(token, WordKind::kLight) ||
           is_word(token, WordKind::kLead) || is_word(token, WordKind::kOf);
  });
  if (empty) {
    if (before | after) take_verbs(before | after);
  } else {
    take_content(content, end, before, after);
  }
}

void ItemParser::take_summary(ActivityMask verbs) {
  flush();
  r_.whole = true;  // phrases of other items may be meant
  summary_ = true;
  for (auto& phrase : r_.phrases) {
    if (!phrase.negated) phrase.activities |= verbs;
  }
}

void ItemParser::take_verbs(ActivityMask verbs) {
  if (summary_) return take_summary(verbs);
  if (group_begin_ == r_.phrases.size()) {
    prefix_ |= verbs;
    verbs_ |= verbs;
  } else if (prefix_) {
    verbs_ |= verbs;
    after_prefix_ |= verbs;
  } else {
    verbs_ |= verbs;
    closed_ = true;
  }
}

void ItemParser::take_content(std::size_t first, std::size_t last, ActivityMask before, ActivityMask after) {
  summary_ = false;
  if (before) {
    if (group_begin_ == r_.phrases.size()) before |= prefix_;  // 生产、销售、开发仪器: one list of verbs
    flush(before);
    add_phrase(first, last, after ? static_cast<ActivityMask>(before | after) : kUnstated, false);
  } else if (after) {
    if (closed_ || after_prefix_) flush();
    if (prefix_) {
      add_phrase(first, last, after, false);
    } else {
      add_phrase(first, last, kUnstated, false);
      verbs_ |= after;
      closed_ = true;
    }
  } else {
    if (closed_ || after_prefix_) flush(after_prefix_);
    add_phrase(first, last, kUnstated, false);
  }
}

// Fragment tokens [first, last) become a phrase; its terms become hits, the one that ends it its head.
void ItemParser::add_phrase(std::size_t first, std::size_t last, ActivityMask own, bool negated) {
  const auto& fragment = r_.fragment;
  if (last - first > 1 && is_number(fragment[first]) && r_.tokens[fragment[first + 1]].kind == Kind::kTerm) ++first;
  const auto phrase = static_cast<std::uint32_t>(r_.phrases.size());
  r_.phrases.push_back({begin_of(fragment[first]), end_of(fragment[last - 1]), own, negated});
  if (negated) return;
  auto head = last;
  while (head > first && is_word(fragment[head - 1], WordKind::kLight)) --head;
  for (auto i = first; i < last; ++i) {
    const auto& token = r_.tokens[fragment[i]];
    if (token.kind != Kind::kTerm) continue;
    r_.hits.push_back({token.term, begin_of(fragment[i]), end_of(fragment[i]), phrase, i + 1 == head});
  }
}

}  // namespace lianzhao::registry
