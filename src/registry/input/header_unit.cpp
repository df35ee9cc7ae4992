#include "registry/input/header_unit.h"

#include <algorithm>
#include <array>

#include "base/cell.h"
#include "base/folding.h"
#include "base/plain_text.h"

namespace lianzhao::registry {
namespace {

// Words that lead to a unit and say nothing themselves.
std::u16string_view without_leading_words(std::u16string_view text) {
  constexpr auto kLeading =
      std::to_array<std::u16string_view>({u"计量单位", u"金额单位", u"货币单位", u"单位", u"币种", u"以", u"units",
                                          u"unit", u"in ", u"of ", u"currency"});
  for (bool more = true; more;) {
    more = false;
    while (!text.empty() && (text.front() == u' ' || text.front() == u':' || text.front() == u'=' ||
                             text.front() == u',' || text.front() == u'/' || text.front() == u'-')) {
      text.remove_prefix(1);
    }
    for (const auto word : kLeading) more |= take_front(text, word);
  }
  return trim(text);
}

std::optional<MoneyUnit> unit_in(std::u16string_view text) {
  text = without_leading_words(text);
  if (take_back(text, u"'000") || take_back(text, u"000s")) {  // RMB'000
    auto unit = text.empty() ? MoneyUnit{} : parse_money_unit(to_utf8(trim(text)));
    if (unit) unit->scale *= 1000, unit->stated = true;
    return unit;
  }
  take_back(text, u"计");
  if (text.empty()) return std::nullopt;
  return parse_money_unit(to_utf8(text));
}

// '(元)' beside '(万元)', or a currency beside a scale: one unit.
bool join(std::optional<MoneyUnit>& to, const MoneyUnit& more) {
  if (!to) return to = more, true;
  if (to->currency && more.currency && *to->currency != *more.currency) return false;
  if (to->stated && more.stated && to->scale != more.scale) return false;
  if (!to->currency) to->currency = more.currency;
  if (more.stated) to->scale = more.scale, to->stated = true;
  return true;
}

// Brackets that hold a unit, anywhere.
void take_brackets(std::u16string& text, std::optional<MoneyUnit>& unit) {
  for (std::size_t from = 0;;) {
    const auto open = text.find(u'(', from);
    if (open == text.npos) return;
    std::size_t end = open + 1;
    for (int depth = 1; end < text.size(); ++end) {
      if (text[end] == u'(') ++depth;
      if (text[end] == u')' && --depth == 0) break;
    }
    const auto found = unit_in(std::u16string_view(text).substr(open + 1, end - open - 1));
    if (found && join(unit, *found)) {
      text.erase(open, std::min(text.size(), end + 1) - open);
    } else {
      from = open + 1;
    }
  }
}

bool parts(char16_t c) {
  return c == u'/' || c == u':' || c == u'_' || c == u'-' || c == u',' || c == u' ' || c == u';' || c == u'、' ||
         c == u'|';
}

// '注册资本/万元', 'registered_capital_cny', '注册资本万元': the longest end that is a unit.
void take_end(std::u16string& text, std::optional<MoneyUnit>& unit) {
  for (std::size_t at = 1; at < text.size(); ++at) {
    const bool behind_sign = parts(text[at - 1]) || parts(text[at]);
    // Glued to a Chinese name only; one sign alone ('单元') may be part of the name.
    if (!behind_sign && (text[at] < 0x80 || text[at - 1] < 0x80 || text.size() - at < 2)) continue;
    if (!behind_sign && !(text[at] == u'万' || text[at] == u'亿' || text[at] == u'千' || text[at] == u'百' ||
                          text[at] == u'人' || text[at] == u'美' || text[at] == u'港' || text[at] == u'单')) {
      continue;
    }
    auto end = std::u16string(text.substr(at));
    std::replace(end.begin(), end.end(), u'_', u' ');
    std::replace(end.begin(), end.end(), u'-', u' ');
    const auto found = unit_in(end);
    if (!found || !join(unit, *found)) continue;
    text.erase(at);
    return;
  }
}

}  // namespace

std::optional<HeaderUnit> unit_of_header(std::string_view header) {
  const PlainText plain(trim_cell(header));
  if (!plain.whole()) return std::nullopt;
  std::u16string text(trim(plain.view()));
  std::optional<MoneyUnit> unit;
  take_brackets(text, unit);
  take_end(text, unit);
  while (!text.empty() && (parts(text.back()) || text.back() == u'*')) text.pop_back();
  if (!unit || text.empty()) return std::nullopt;
  return HeaderUnit{to_utf8(text), *unit};
}

std::optional<MoneyUnit> capital_unit(const ColumnMap& columns) {
  const auto& headers = columns.headers;
  // Where the fields are those of the file, the map says which header it is; else the first one of the column.
  const int field = columns[Column::kCapital];
  const auto* header = headers.data();
  const bool own = field >= 0 && static_cast<std::size_t>(field) < headers.size() &&
                   headers[static_cast<std::size_t>(field)].column == Column::kCapital;
  if (own) {
    header += field;
  } else {
    const auto found =
        std::find_if(headers.begin(), headers.end(), [](const auto& one) { return one.column == Column::kCapital; });
    if (found == headers.end()) return std::nullopt;
    header = &*found;
  }
  const auto read = unit_of_header(header->name);
  return read ? std::optional(read->unit) : std::nullopt;
}

}  // namespace lianzhao::registry
