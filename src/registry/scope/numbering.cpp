#include "registry/scope/numbering.h"

#include <algorithm>
#include <array>

namespace lianzhao::registry {
namespace {

using Token = ScopeReading::Token;
using Kind = Token::Kind;

enum class Script : std::uint8_t { kNone, kDigits, kChinese, kRoman, kLetter };
struct Number {
  Script script = Script::kNone;
  std::uint32_t value = 0;
};
constexpr std::u16string_view kChineseDigits = u"一二三四五六七八九十";

bool is_digit(char16_t unit) {
  return unit >= u'0' && unit <= u'9';
}

Number chinese(std::u16string_view text) {  // 一 to 九十九
  std::uint32_t value = 0, digit = 0;
  for (const char16_t unit : text) {
    const auto at = kChineseDigits.find(unit);
    if (at == std::u16string_view::npos) return {};
    if (at == 9) {
      value += 10 * std::max(digit, 1u);
      digit = 0;
    } else {
      if (digit) return {};
      digit = static_cast<std::uint32_t>(at) + 1;
    }
  }
  return {Script::kChinese, value + digit};
}

// '1.2' of a list in levels: it is in no order with others.
bool is_level(std::u16string_view text) {
  bool dot = false;
  if (text.size() < 3 || text.size() > 8 || !is_digit(text.front()) || !is_digit(text.back())) return false;
  for (const char16_t unit : text) {
    if (!is_digit(unit) && unit != u'.') return false;
    dot |= unit == u'.';
  }
  return dot;
}

// The whole text as the number of an item.
Number number_of(std::u16string_view text) {
  if (text.empty() || text.size() > 5) return {};
  if (text.front() == u'第') {
    if (text.size() > 2 && std::u16string_view(u"项条种点").find(text.back()) != std::u16string_view::npos)
      text.remove_suffix(1);
    return text.size() > 1 && text[1] != u'第' ? number_of(text.substr(1)) : Number{};
  }
  if (text.size() > 1 && text.back() == u'.') text.remove_suffix(1);
  if (is_digit(text.front())) {
    std::uint32_t value = 0;
    if (text.size() > 2) return {};
    for (const char16_t unit : text) {
      if (!is_digit(unit)) return {};
      value = value * 10 + (unit - u'0');
    }
    return value == 0 ? Number{} : Number{Script::kDigits, value};
  }
  if (text.size() == 1 && text.front() >= u'a' && text.front() <= u'z')
    return {Script::kLetter, static_cast<std::uint32_t>(text.front() - u'a' + 1)};
  if (text.size() == 1 && text.front() >= u'Ⅰ' && text.front() <= u'Ⅻ')
    return {Script::kRoman, static_cast<std::uint32_t>(text.front() - u'Ⅰ' + 1)};
  if (text.size() == 1 && text.front() >= u'ⅰ' && text.front() <= u'ⅻ')
    return {Script::kRoman, static_cast<std::uint32_t>(text.front() - u'ⅰ' + 1)};
  return chinese(text);
}

bool is_sign(Kind kind) {
  return kind != Kind::kText && kind != Kind::kTerm && kind != Kind::kWord;
}

class Numbering {
 public:
  explicit Numbering(ScopeReading& reading) : r_(reading), in_(reading.unnumbered) {}

  void run() {
    auto& tokens = r_.tokens;
    in_.swap(tokens);
    tokens.clear();
    for (i_ = 0; i_ < in_.size();) {
      const auto& token = in_[i_];
      if (token.kind == Kind::kStop) last_ = {};
      if (token.kind == Kind::kOpen && bracketed()) continue;
      if (token.kind == Kind::kOpen) ++open_;
      if (token.kind == Kind::kClose && open_ > 0) --open_;
      if (token.kind == Kind::kText && (alone() || in_front() || behind())) continue;
      tokens.push_back(token);
      ++i_;
    }
  }

 private:
  std::u16string_view text(const Token& token) const {
    return {r_.folded.units.data() + token.begin, token.end - token.begin};
  }
  const Token* next(std::size_t distance = 1) const {
    return i_ + distance < in_.size() ? &in_[i_ + distance] : nullptr;
  }
  char16_t unit_behind(const Token& token) const { return r_.folded.units[token.end]; }
  [[nodiscard]] bool begins_item() const {
    if (r_.tokens.empty()) return true;
    const auto kind = r_.tokens.back().kind;
    return kind == Kind::kStop || kind == Kind::kColon || kind == Kind::kNumber || kind == Kind::kOpen;
  }
  [[nodiscard]] bool follows(Number number) const {
    return number.value > 1 && last_[static_cast<std::size_t>(number.script)] + 1 == number.value;
  }
  // A list goes on, or begins: where a verb ends what stood before, or its second number is to come.
  [[nodiscard]] bool continues(Number number) const {
    return follows(number) || (number.value == 1 && (behind_verb() || goes_on(number.script)));
  }
  [[nodiscard]] bool behind_verb() const {
    return !r_.tokens.empty() && r_.tokens.back().kind == Kind::kWord && r_.tokens.back().activities != 0;
  }
  [[nodiscard]] bool goes_on(Script script) const {
    for (auto i = i_ + 1; i < in_.size() && in_[i].kind != Kind::kStop; ++i) {
      if (in_[i].kind != Kind::kText || in_[i].end - in_[i].begin > 3) continue;
      const auto number = number_of(text(in_[i]));
      if (number.script == script && number.value == 2) return true;
    }
    return false;
  }
  void push(Number number, std::uint32_t begin, std::uint32_t end) {
    last_[static_cast<std::size_t>(number.script)] = number.value;
    r_.tokens.push_back({.kind = Kind::kNumber, .begin = begin, .end = end});
  }

  // '（1）', with the brackets.
  bool bracketed() {
    const auto* inner = next(1);
    const auto* close = next(2);
    if (!inner || !close || inner->kind != Kind::kText || close->kind != Kind::kClose) return false;
    const auto number = number_of(text(*inner));
    if (number.script == Script::kNone) return false;
    if (!begins_item() && !continues(number)) return false;  // '聚乙烯（5）'
    push(number, in_[i_].begin, close->end);
    i_ += 3;
    return true;
  }

  // A text that is nothing but a number, before a sign: '1、', '二：', '3）'; or '第一类：'.
  bool alone() {
    const auto& token = in_[i_];
    const auto number = number_of(text(token));
    const auto* sign = next();
    if (sign && is_level(text(token)) && sign->kind == Kind::kPause && (begins_item() || behind_verb())) {
      r_.tokens.push_back({.kind = Kind::kNumber, .begin = token.begin, .end = sign->end});
      i_ += 2;
      return true;
    }
    if (number.script == Script::kNone || !sign) return false;
    if (text(token).front() == u'第' && sign->kind == Kind::kWord && sign->word == WordKind::kLight && next(2) &&
        next(2)->kind == Kind::kColon) {
      push(number, token.begin, sign->end);
      i_ += 2;
      return true;
    }
    const bool pause = sign->kind == Kind::kPause || sign->kind == Kind::kComma || sign->kind == Kind::kColon;
    const bool half_bracket = sign->kind == Kind::kClose && open_ == 0;
    if (!pause && !half_bracket) return text(token).back() == u'.' && begins_item() && take(number, token);
    if (pause && is_digit(unit_behind(*sign))) return false;  // 1,2-二氯乙烷
    const bool between_signs = r_.tokens.empty() || is_sign(r_.tokens.back().kind);
    const bool after_pause = between_signs && !begins_item() && r_.tokens.back().kind == Kind::kPause &&
                             r_.folded.units[r_.tokens.back().begin] == u'、';
    if (!begins_item() && !(after_pause ? follows(number) : continues(number))) return false;
    push(number, token.begin, sign->end);
    i_ += 2;
    return true;
  }
  bool take(Number number, const Token& token) {
    push(number, token.begin, token.end);
    ++i_;
    return true;
  }

  // '1.EVA胶膜': the dot between digit and letter does not part.
  bool in_front() {
    auto& token = in_[i_];
    const auto whole = text(token);
    const auto dot = whole.substr(0, 3).find(u'.');
    if (dot == std::u16string_view::npos || dot == 0 || dot + 1 >= whole.size() || is_digit(whole[dot + 1]))
      return false;
    const auto number = number_of(whole.substr(0, dot));
    if (number.script != Script::kDigits || (!begins_item() && !continues(number))) return false;
    push(number, token.begin, token.begin + static_cast<std::uint32_t>(dot) + 1);
    token.begin += static_cast<std::uint32_t>(dot) + 1;
    return true;
  }

  // '减速机2、轴承': only as the number that comes next.
  bool behind() {
    auto& token = in_[i_];
    const auto whole = text(token);
    const auto* sign = next();
    if (!sign || whole.size() < 2 || !(sign->kind == Kind::kPause || (sign->kind == Kind::kClose && open_ == 0)))
      return false;
    if (r_.folded.units[sign->begin] == u' ' || is_digit(unit_behind(*sign))) return false;
    std::size_t length = 1;
    if (is_digit(whole.back()) && is_digit(whole[whole.size() - 2])) length = 2;
    const auto number = number_of(whole.substr(whole.size() - length));
    if (length == whole.size() || (number.script != Script::kDigits && number.script != Script::kChinese) ||
        !follows(number) || may_number(whole[whole.size() - length - 1]))
      return false;
    auto before = token;
    before.end -= static_cast<std::uint32_t>(length);
    r_.tokens.push_back(before);
    push(number, before.end, sign->end);
    i_ += 2;
    return true;
  }

  ScopeReading& r_;
  std::vector<Token>& in_;
  std::size_t i_ = 0;
  int open_ = 0;
  std::array<std::uint32_t, 5> last_{};  // by script: the number met last in this item
};

}  // namespace

void mark_numbering(ScopeReading& reading) {
  Numbering(reading).run();
}

}  // namespace lianzhao::registry
