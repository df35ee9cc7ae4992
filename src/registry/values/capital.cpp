// Capital: a number, a unit (元, 万, 亿), a currency, in any of the registry's orders and brackets.
#include <array>
#include <charconv>
#include <cmath>

#include "registry/values/values.h"

namespace lianzhao::registry {
namespace {

constexpr double kMost = 1e15;

struct Word {
  std::string_view text;
  Currency currency;
};
// The longest first where one contains another.
constexpr auto kCurrencies = std::to_array<Word>({
    {"人民币", Currency::kCny},       {"rmb", Currency::kCny},        {"cny", Currency::kCny},
    {"澳大利亚元", Currency::kAud},   {"澳门元", Currency::kMop},     {"加拿大元", Currency::kCad},
    {"新加坡元", Currency::kSgd},     {"新加坡币", Currency::kSgd},   {"美元", Currency::kUsd},
    {"美金", Currency::kUsd},         {"usd", Currency::kUsd},        {"港元", Currency::kHkd},
    {"港币", Currency::kHkd},         {"香港元", Currency::kHkd},     {"hkd", Currency::kHkd},
    {"欧元", Currency::kEur},         {"eur", Currency::kEur},        {"日元", Currency::kJpy},
    {"日圆", Currency::kJpy},         {"jpy", Currency::kJpy},        {"新台币", Currency::kTwd},
    {"台币", Currency::kTwd},         {"台湾元", Currency::kTwd},     {"英镑", Currency::kGbp},
    {"gbp", Currency::kGbp},          {"韩元", Currency::kKrw},       {"韩圆", Currency::kKrw},
    {"新元", Currency::kSgd},         {"澳元", Currency::kAud},       {"加元", Currency::kCad},
    {"瑞士法郎", Currency::kChf},     {"瑞郎", Currency::kChf},       {"德国马克", Currency::kOther},
    {"马克", Currency::kOther},       {"法国法郎", Currency::kOther}, {"法郎", Currency::kOther},
    {"意大利里拉", Currency::kOther}, {"里拉", Currency::kOther},     {"泰国铢", Currency::kOther},
    {"泰铢", Currency::kOther},       {"卢布", Currency::kOther},     {"林吉特", Currency::kOther},
    {"其他", Currency::kOther},       {"其它币种", Currency::kOther},
});

bool starts(std::string_view text, std::string_view word) {
  return text.substr(0, word.size()) == word;
}

// One Chinese numeral character: 0..9 a digit, 10/100/1000 a place, otherwise -1. `bytes` is always 3.
int chinese_numeral(std::string_view text) {
  struct Numeral {
    std::string_view text;
    int value;
  };
  static constexpr auto kNumerals = std::to_array<Numeral>(
      {{"零", 0},   {"〇", 0},    {"壹", 1},    {"一", 1}, {"贰", 2}, {"二", 2},  {"两", 2},  {"叁", 3},
       {"三", 3},   {"肆", 4},    {"四", 4},    {"伍", 5}, {"五", 5}, {"陆", 6},  {"六", 6},  {"柒", 7},
       {"七", 7},   {"捌", 8},    {"八", 8},    {"玖", 9}, {"九", 9}, {"拾", 10}, {"十", 10}, {"佰", 100},
       {"百", 100}, {"仟", 1000}, {"千", 1000}, {"贯", 2}, {"圆", -1}});
  for (const auto& numeral : kNumerals) {
    if (starts(text, numeral.text)) return numeral.value;
  }
  return -1;
}

// Reads '伍仟壹佰' = 5100; sections of 万 and 亿 are read by the caller. False when there is no numeral.
bool read_chinese_number(std::string_view& text, double& value) {
  double total = 0, digit = 0;
  bool any = false, pending = false;
  for (int n = 0; text.size() >= 3 && (n = chinese_numeral(text)) >= 0; text.remove_prefix(3)) {
    any = true;
    if (n >= 10) {
      total += (pending ? digit : 1) * n;
      digit = 0;
      pending = false;
    } else {
      digit = digit > 0 && pending ? digit * 10 + n : n;
      pending = true;
    }
  }
  value = total + digit;
  return any;
}

// '27,850.0875' or '3000'. Full-width digits are not used by registries; a comma groups thousands only.
bool read_number(std::string_view& text, double& value) {
  char buffer[40];
  std::size_t size = 0, at = 0;
  bool point = false;
  for (; at < text.size() && size + 1 < sizeof buffer; ++at) {
    const char c = text[at];
    if (c >= '0' && c <= '9') {
      buffer[size++] = c;
    } else if (c == '.' && !point) {
      point = true;
      buffer[size++] = c;
    } else if (c == ',' && size > 0) {
      continue;
    } else if (starts(text.substr(at), "，") && size > 0) {
      at += 2;
    } else {
      break;
    }
  }
  if (size == 0 || (size == 1 && point)) return false;
  const auto [end, code] = std::from_chars(buffer, buffer + size, value);
  if (code != std::errc{} || end != buffer + size) return false;
  text.remove_prefix(at);
  return true;
}

bool is_absent(std::string_view text) {
  for (const std::string_view word : {"", "N/A", "n/a", "-", "--", "无", "null", "NULL", "暂无", "—", "***", "/"}) {
    if (text == word) return true;
  }
  return false;
}

}  // namespace

CapitalValue parse_capital(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  CapitalValue result;
  if (is_absent(text)) return result;
  result.state = ValueState::kNotUnderstood;

  double amount = 0, scale = 1;
  bool number = false, unit = false, yuan = false;
  while (!text.empty()) {
    double value = 0;
    const char c = text.front();
    if (c >= '0' && c <= '9') {
      if (number) return result;  // two numbers
      if (!read_number(text, value)) return result;
      amount = value;
      number = true;
      continue;
    }
    if (c == ' ' || c == '(' || c == ')' || c == ':' || c == '\'') {
      text.remove_prefix(1);
      continue;
    }
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    if (lower >= 'a' && lower <= 'z') {
      if (text.size() < 3) return result;
      const char word[3] = {static_cast<char>(text[0] | 32), static_cast<char>(text[1] | 32),
                            static_cast<char>(text[2] | 32)};
      bool known = false;
      for (const auto& currency : kCurrencies) {
        if (currency.text == std::string_view(word, 3)) {
          result.currency = currency.currency;
          known = true;
          break;
        }
      }
      if (!known) return result;
      text.remove_prefix(3);
      continue;
    }
    bool taken = false;
    for (const std::string_view word : {"注册资本", "注册资金", "（", "）", "：", "整", "圆", "正"}) {
      if (starts(text, word)) {
        text.remove_prefix(word.size());
        taken = true;
        break;
      }
    }
    if (taken) continue;
    if (starts(text, "万")) {
      text.remove_prefix(3);
      if (!unit || scale == 1e8) scale *= 1e4;
      unit = true;
      continue;
    }
    if (starts(text, "亿")) {
      text.remove_prefix(3);
      scale *= 1e8;
      unit = true;
      continue;
    }
    for (const auto& currency : kCurrencies) {
      if (starts(text, currency.text)) {
        result.currency = currency.currency;
        text.remove_prefix(currency.text.size());
        taken = true;
        break;
      }
    }
    if (taken) {
      yuan = true;
      continue;
    }
    if (starts(text, "元")) {
      text.remove_prefix(3);
      yuan = true;
      continue;
    }
    if (!number && read_chinese_number(text, value)) {
      // '壹亿贰仟万': the part in 亿 is added to what follows.
      if (starts(text, "亿")) {
        text.remove_prefix(3);
        amount = value * 1e8;
        if (read_chinese_number(text, value)) {
          if (starts(text, "万")) {
            text.remove_prefix(3);
            value *= 1e4;
          }
          amount += value;
        }
        scale = 1;
        unit = true;
      } else if (starts(text, "万")) {
        text.remove_prefix(3);
        amount = value * 1e4;
        if (read_chinese_number(text, value)) amount += value;
        unit = true;
      } else {
        amount = value;
      }
      number = true;
      continue;
    }
    return result;
  }
  if (!number) return result;
  if (!unit && !yuan) scale = 1e4;  // a bare number: 万元 is the registry's convention
  amount *= scale;
  if (!std::isfinite(amount) || amount > kMost) return result;
  result.amount = amount;
  result.state = ValueState::kUnderstood;
  return result;
}

}  // namespace lianzhao::registry
