// Capital: an amount, a unit, a currency, in any of the registry's orders and brackets.
#include <array>
#include <charconv>
#include <cmath>

#include "base/cell.h"
#include "base/plain_text.h"
#include "registry/values/money_text.h"
#include "registry/values/values.h"

namespace lianzhao::registry {
namespace {

constexpr double kMost = 1e15;
constexpr double kBareUnsure = 1e6, kSmall = 1e4, kTiny = 1e3;

// What stands behind the figure in nearly all rows of registries.
struct Tail {
  std::string_view text;
  double scale;
  Currency currency;
};
constexpr auto kTails = std::to_array<Tail>({{"(万元人民币)", 1e4, Currency::kCny},
                                             {"(万元)", 1e4, Currency::kCny},
                                             {"万元", 1e4, Currency::kCny},
                                             {"万人民币", 1e4, Currency::kCny},
                                             {"(万)", 1e4, Currency::kCny},
                                             {"(万人民币元)", 1e4, Currency::kCny},
                                             {"万人民币元", 1e4, Currency::kCny},
                                             {"万元人民币", 1e4, Currency::kCny},
                                             {"（万元）", 1e4, Currency::kCny},
                                             {"万美元", 1e4, Currency::kUsd},
                                             {"(万美元)", 1e4, Currency::kUsd}});

// Figures of ASCII with one of the usual tails; false: the text is of another kind and is read with care.
bool read_usual(std::string_view text, CapitalValue& out) {
  char buffer[32];
  std::size_t size = 0, at = 0, group = 0;
  bool point = false, grouped = false;
  for (; at < text.size() && size < sizeof buffer; ++at) {
    const char c = text[at];
    if (c >= '0' && c <= '9') {
      buffer[size++] = c;
      ++group;
    } else if (c == '.' && !point && size > 0) {
      if (grouped && group != 3) return false;
      point = true;
      buffer[size++] = c;
    } else if (c == ',' && !point && size > 0) {
      if (grouped ? group != 3 : group > 3) return false;
      grouped = true;
      group = 0;
    } else {
      break;
    }
  }
  if (size == 0 || (grouped && !point && group != 3)) return false;
  const auto rest = text.substr(at);
  for (const auto& tail : kTails) {
    if (rest != tail.text) continue;
    double value = 0;
    const auto [end, code] = std::from_chars(buffer, buffer + size, value);
    if (code != std::errc{} || end != buffer + size) return false;
    value *= tail.scale;
    if (value > kMost) return false;
    out = {ValueState::kUnderstood, value, tail.currency, false};
    return true;
  }
  return false;
}

bool has_digit(std::u16string_view text) {
  for (const auto unit : text) {
    if (is_digit(unit) || chinese_digit(unit) >= 0) return true;
  }
  return false;
}

// A text parted into what stands outside of brackets and the amounts inside: '500万元（伍佰万元整）',
// '1,000万美元（折合人民币6800万元）'. Brackets without an amount ('500(万元)') belong to the outside.
struct Parted {
  std::array<char16_t, PlainText::kMost> outside;
  std::size_t size = 0;
  std::u16string_view inside;  // the one amount in brackets
  bool good = true;
};
Parted part(std::u16string_view text) {
  Parted out;
  const auto keep = [&](std::u16string_view piece) {
    for (const auto unit : piece) out.outside[out.size++] = unit;
  };
  while (!text.empty()) {
    const auto open = text.find(u'(');
    keep(text.substr(0, open));
    if (open == text.npos) break;
    text.remove_prefix(open + 1);
    std::size_t end = 0;
    for (int depth = 1; end < text.size(); ++end) {
      if (text[end] == u'(') ++depth;
      if (text[end] == u')' && --depth == 0) break;
    }
    const auto content = text.substr(0, end);
    if (!has_digit(content)) {
      keep(u"|");
      keep(content);
      if (end < text.size()) keep(u"|");
    } else if (out.inside.empty()) {
      out.inside = content;
    } else {
      out.good = false;
    }
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return out;
}

CapitalValue value_of(const MoneyText& money, const MoneyUnit* header) {
  CapitalValue out;
  out.state = ValueState::kNotUnderstood;
  if (!money.number) return out;
  double scale = 1;
  out.currency =
      money.currency.value_or(header && header->currency && !money.unit ? *header->currency : Currency::kCny);
  const bool own = money.scaled || money.unit || money.small_coins;
  if (own) {
    out.unsure = !money.scaled && !money.small_coins && money.amount > 0 && money.amount < kTiny;
  } else if (money.in_thousands) {
    return out;  // '5千': of yuan, or of 万元?
  } else if (money.currency || (header && !header->stated)) {
    const bool small = money.amount > 0 && money.amount < kSmall;
    if (header && header->stated && small) {
      scale = header->scale;
    } else {
      out.unsure = small;
      const bool latin = money.currency && money.latin;
      if (small && !latin) scale = 1e4;
    }
  } else if (header) {
    scale = header->scale;
  } else {
    scale = 1e4;
    out.unsure = money.amount >= kBareUnsure;
  }
  out.amount = money.amount * scale;
  if (!std::isfinite(out.amount) || out.amount > kMost) return {ValueState::kNotUnderstood, 0, out.currency, false};
  out.state = ValueState::kUnderstood;
  return out;
}

CapitalValue read_with_care(std::u16string_view text, const MoneyUnit* header) {
  constexpr CapitalValue kNo{ValueState::kNotUnderstood, 0, Currency::kCny, false};
  const auto parted = part(text);
  if (!parted.good) return kNo;
  const auto outside = trim({parted.outside.data(), parted.size});
  MoneyText money;
  if (parted.inside.empty()) return read_money(outside, money) ? value_of(money, header) : kNo;
  const auto inside = parted.inside;
  if (!has_digit(outside)) {
    // '人民币（500万元）', '(500)万元'; but '(500)' alone is how accountants write a negative amount.
    if (outside.empty() && !(read_money(inside, money) && (money.scaled || money.unit || money.currency))) return kNo;
    return read_money(text, money) ? value_of(money, header) : kNo;
  }
  if (!read_money(outside, money)) return kNo;
  const auto value = value_of(money, header);
  // In another currency it is an equivalent.
  if (inside.find(u'折') != inside.npos || inside.find(u"相当") != inside.npos) return value;
  MoneyText second;
  if (!read_money(inside, second)) return kNo;
  const auto other = value_of(second, header);
  if (value.state != ValueState::kUnderstood || other.state != ValueState::kUnderstood) return kNo;
  const bool same = std::abs(value.amount - other.amount) <= 1e-9 * std::abs(value.amount);
  return same && (!second.currency || value.currency == other.currency) ? value : kNo;
}

}  // namespace

CapitalValue parse_capital(std::string_view text, const MoneyUnit* unit) {
  CapitalValue result;
  if (read_usual(text, result)) return result;
  text = trim_cell(text);
  if (says_nothing(text)) return result;
  result.state = ValueState::kNotUnderstood;
  const PlainText plain(text);
  if (!plain.whole()) return result;
  return read_with_care(trim(plain.view()), unit);
}

std::optional<MoneyUnit> parse_money_unit(std::string_view text) {
  const PlainText plain(text);
  MoneyText money;
  if (!plain.whole() || !read_money(trim(plain.view()), money)) return std::nullopt;
  if (!money.scaled && !money.unit && !money.currency) return std::nullopt;  // '(2)'
  const double scale = money.number ? money.amount : money.scale;
  const double power = std::log10(scale);
  if (!(scale >= 1) || scale > 1e12 || power != std::round(power)) return std::nullopt;  // '500万元'
  return MoneyUnit{scale, money.currency, money.scaled || money.unit || money.number};
}

std::string unit_words(const MoneyUnit& unit) {
  if (!unit.stated) return {};
  std::string out;
  double scale = unit.scale;
  int yi = 0;
  for (; scale >= 1e8; scale /= 1e8) ++yi;
  const bool wan = scale >= 1e4;
  if (wan) scale /= 1e4;
  out = scale >= 1e3 ? "千" : scale >= 100 ? "百" : scale >= 10 ? "十" : "";
  if (wan) out += "万";
  for (; yi > 0; --yi) out += "亿";
  return out + std::string(unit_of(unit.currency.value_or(Currency::kCny)));
}

}  // namespace lianzhao::registry
