#include "registry/scope/scope_signs.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace lianzhao::registry {
namespace {

using namespace std::string_view_literals;

// While signs are taken out: brackets of tags, which folding has made ordinary brackets, and units to be left out.
// Private-use characters; a text that holds them itself is read as if it did not.
constexpr char16_t kTagOpen = 0xE000, kTagClose = 0xE001, kNothing = 0xE002;
constexpr std::size_t kLongestReference = 10, kLongestTag = 200;

struct Reference {
  std::u16string_view name;
  char16_t unit;
};
constexpr std::array kReferences = std::to_array<Reference>({
    {u"nbsp", u' '},    {u"ensp", u' '},     {u"emsp", u' '},    {u"thinsp", u' '},   {u"amp", u'&'},
    {u"lt", kTagOpen},  {u"gt", kTagClose},  {u"quot", u'"'},    {u"apos", u'\''},    {u"ldquo", u'“'},
    {u"rdquo", u'”'},   {u"lsquo", u'‘'},    {u"rsquo", u'’'},   {u"middot", u'·'},   {u"bull", u'；'},
    {u"hellip", u' '},  {u"mdash", u'-'},    {u"ndash", u'-'},   {u"times", u'×'},    {u"deg", u'°'},
    {u"plusmn", u'±'},  {u"zwnj", kNothing}, {u"zwj", kNothing}, {u"lrm", kNothing},  {u"rlm", kNothing},
    {u"shy", kNothing}, {u"lpar", u'('},     {u"rpar", u')'},    {u"comma", u','},    {u"semi", u';'},
    {u"colon", u':'},   {u"period", u'.'},   {u"sol", u'/'},     {u"newline", u'\n'}, {u"tab", u' '},
});

// Tags that end a line, and tags that leave nothing. Any other word in angle brackets is text: <EVA胶膜>.
constexpr std::array kBreaks =
    std::to_array<std::u16string_view>({u"br", u"p", u"div", u"li", u"ul", u"ol", u"tr", u"td", u"th", u"table",
                                        u"h1", u"h2", u"h3", u"h4", u"dd", u"dt"});
constexpr std::array kInline = std::to_array<std::u16string_view>(
    {u"b",   u"i",   u"u",    u"s",    u"a",     u"em",      u"strong",  u"span",   u"font",  u"small", u"big",
     u"sup", u"sub", u"img",  u"mark", u"label", u"section", u"article", u"center", u"nobr",  u"tbody", u"thead",
     u"hr",  u"pre", u"code", u"ins",  u"del",   u"body",    u"html",    u"head",   u"input", u"o"});

bool is_letter(char16_t unit) {
  return unit >= u'a' && unit <= u'z';
}
bool is_digit(char16_t unit) {
  return unit >= u'0' && unit <= u'9';
}

bool has_no_width(char32_t point) {
  return point == 0xAD || (point >= 0x200B && point <= 0x200F) || (point >= 0x202A && point <= 0x202E) ||
         (point >= 0x2060 && point <= 0x2064) || point == 0xFEFF;
}

// The character of up to three bytes at `at`.
char32_t point_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) & 0x3Fu : 0u;
  };
  const auto first = at < text.size() ? static_cast<unsigned char>(text[at]) : 0u;
  if (first < 0x80) return first;
  if (first < 0xE0) return (first & 0x1Fu) << 6 | byte(1);
  return (first & 0x0Fu) << 12 | byte(1) << 6 | byte(2);
}

std::optional<std::uint32_t> number_of(std::u16string_view digits, unsigned base) {
  std::uint32_t value = 0;
  if (digits.empty() || digits.size() > 6) return std::nullopt;
  for (const char16_t unit : digits) {
    unsigned digit = 99;
    if (is_digit(unit)) digit = unit - u'0';
    if (unit >= u'a' && unit <= u'f') digit = unit - u'a' + 10u;
    if (digit >= base) return std::nullopt;
    value = value * base + digit;
  }
  return value;
}

class Cleaner {
 public:
  Cleaner(const FoldTable& table, std::string_view scope, ScopeReading& reading)
      : table_(table),
        units_(reading.folded.units),
        offsets_(reading.folded.offsets),
        ends_(reading.ends),
        size_(reading.folded.size) {
    ends_.resize(size_);
    for (std::size_t i = 0; i < size_; ++i) {
      ends_[i] = offsets_[i + 1];
      const auto point = point_at(scope, offsets_[i]);
      const bool own = units_[i] == kTagOpen || units_[i] == kTagClose;
      if (has_no_width(point) || own) units_[i] = kNothing;
      if (point == U'<') units_[i] = kTagOpen;
      if (point == U'>') units_[i] = kTagClose;
    }
    leave_out();
  }

  bool run() {
    constexpr int kDepth = 3;
    for (int i = 0; i < kDepth && references(); ++i) leave_out();
    tags();
    leave_out();
    units_[size_] = 0;
    return changed_;
  }
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  std::u16string_view at(std::size_t begin, std::size_t most) const {
    return {units_.data() + begin, std::min(most, size_ - begin)};
  }
  // Units [begin, begin + length) become one.
  void replace(std::size_t begin, std::size_t length, char16_t unit) {
    units_[begin] = unit;
    ends_[begin] = ends_[begin + length - 1];
    for (std::size_t i = begin + 1; i < begin + length; ++i) units_[i] = kNothing;
    changed_ = true;
  }
  void leave_out() {
    std::size_t to = 0;
    for (std::size_t from = 0; from < size_; ++from) {
      if (units_[from] == kNothing) continue;
      units_[to] = units_[from];
      offsets_[to] = offsets_[from];
      ends_[to++] = ends_[from];
    }
    changed_ |= to != size_;
    offsets_[to] = offsets_[size_];
    size_ = to;
  }
  char16_t unit_of(std::uint32_t point) const {
    if (point == U'<') return kTagOpen;
    if (point == U'>') return kTagClose;
    if (point == 0 || point > 0xFFFF || (point >= 0xD800 && point < 0xE010) || has_no_width(point)) return kNothing;
    return table_.fold(static_cast<char16_t>(point));
  }

  bool references() {
    bool found = false;
    for (std::size_t i = 0; i < size_; ++i) {
      if (units_[i] == u'&') found |= reference(i);
      if (units_[i] == u'_') found |= escape(i);
      if (units_[i] == u'\\') found |= escaped(i);
    }
    return found;
  }
  bool reference(std::size_t i) {
    const auto text = at(i + 1, kLongestReference);
    const auto semicolon = text.find(u';');
    if (semicolon == std::u16string_view::npos || semicolon == 0) return unended(i, text);
    const auto name = text.substr(0, semicolon);
    if (name.front() == u'#') {
      const bool hex = name.size() > 1 && name[1] == u'x';
      const auto value = number_of(name.substr(hex ? 2 : 1), hex ? 16 : 10);
      if (!value) return false;
      replace(i, semicolon + 2, unit_of(*value));
      return true;
    }
    const auto* known =
        std::find_if(kReferences.begin(), kReferences.end(), [&](const Reference& one) { return one.name == name; });
    if (known == kReferences.end()) return unended(i, text);
    replace(i, semicolon + 2, known->unit < kTagOpen ? table_.fold(known->unit) : known->unit);
    return true;
  }
  bool unended(std::size_t i, std::u16string_view text) {  // '&nbsp' without its semicolon
    constexpr std::size_t kCommon = 8;                     // the first of the table may stand so
    for (std::size_t k = 0; k < kCommon; ++k) {
      const auto& [name, unit] = kReferences[k];
      if (!text.starts_with(name) || (text.size() > name.size() && is_letter(text[name.size()]))) continue;
      replace(i, name.size() + 1, unit < kTagOpen ? table_.fold(unit) : unit);
      return true;
    }
    return false;
  }
  bool escape(std::size_t i) {  // _x000D_, of OOXML
    const auto text = at(i, 7);
    if (text.size() < 7 || text[1] != u'x' || text[6] != u'_') return false;
    const auto value = number_of(text.substr(2, 4), 16);
    if (!value) return false;
    replace(i, 7, unit_of(*value));
    return true;
  }
  bool escaped(std::size_t i) {  // \n, \r, \t written out, before what is no letter; \u3001
    const auto code = at(i, 6);
    if (code.size() == 6 && code[1] == u'u') {
      const auto value = number_of(code.substr(2), 16);
      if (!value) return false;
      replace(i, 6, unit_of(*value));
      return true;
    }
    const auto text = at(i, 3);
    if (text.size() < 2 || (text.size() > 2 && is_letter(text[2]))) return false;
    if (text[1] != u'n' && text[1] != u'r' && text[1] != u't') return false;
    replace(i, 2, text[1] == u't' ? u' ' : u'\n');
    return true;
  }

  void tags() {
    for (std::size_t i = 0; i < size_; ++i) {
      if (units_[i] == kTagClose) units_[i] = u')';
      if (units_[i] != kTagOpen) continue;
      const auto text = at(i, kLongestTag);
      const auto close = text.find(kTagClose);
      if (text.size() > 1 && text[1] == u'!' && close != std::u16string_view::npos) {  // <!-- a comment -->
        replace(i, close + 1, kNothing);
        continue;
      }
      std::size_t begin = text.size() > 1 && text[1] == u'/' ? 2 : 1, end = begin;
      while (end < text.size() && (is_letter(text[end]) || (end > begin && is_digit(text[end])))) ++end;
      const auto name = text.substr(begin, end - begin);
      const bool breaks = std::find(kBreaks.begin(), kBreaks.end(), name) != kBreaks.end();
      const bool known = breaks || std::find(kInline.begin(), kInline.end(), name) != kInline.end();
      if (!known || close == std::u16string_view::npos || (end < close && text[end] >= u'\u0080')) {
        units_[i] = u'(';
        continue;
      }
      replace(i, close + 1, breaks ? u'\n' : kNothing);
    }
  }

  const FoldTable& table_;
  std::vector<char16_t>& units_;
  std::vector<std::uint32_t>&offsets_, &ends_;
  std::size_t size_;
  bool changed_ = false;
};

}  // namespace

bool is_sign_of_pages(std::string_view scope, std::size_t byte) {
  const auto point = point_at(scope, byte);
  return point == U'<' || has_no_width(point);
}

bool take_out_signs(const FoldTable& table, std::string_view scope, ScopeReading& reading) {
  Cleaner cleaner(table, scope, reading);
  const bool changed = cleaner.run();
  reading.folded.size = cleaner.size();
  return changed;
}

}  // namespace lianzhao::registry
