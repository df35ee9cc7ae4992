#include "registry/values/money_text.h"

#include <cmath>

#include "registry/values/figure.h"
#include "registry/values/money_words.h"

namespace lianzhao::registry {
namespace {

constexpr double kWan = 1e4, kYi = 1e8;

// The number under construction: sections of 亿 and 万, places of ten, hundred, thousand, and a coefficient in
// figures or numerals that waits for its place: '1亿5000万', '3千5百万', '一点五亿', '十二万'.
class AmountBuilder {
 public:
  bool coefficient(double value, bool decimal, bool single, bool after_zero) {
    if (waiting_ || fraction_ || closed_ || value >= last_) return false;
    waiting_ = any_ = true;
    value_ = value;
    fraction_ = decimal;
    single_ = single && !after_zero;
    return true;
  }
  bool place(double place) {
    if (place >= last_place_ || place >= last_) return false;
    if (!waiting_ && section_ > 0 && place != 10) return false;  // '一百十五'
    section_ += (waiting_ ? value_ : 1) * place;
    waiting_ = false;
    any_ = true;
    last_place_ = place;
    tail_ = place / 10;
    return true;
  }
  bool wan() {
    if (wan_ > 0 || !has_section() || left_open()) return false;
    wan_ = take_section() * kWan;
    if (yi_ > 0 && wan_ >= kYi) return false;
    last_ = kWan;
    tail_ = kWan / 10;
    return true;
  }
  bool yi() {
    if (yi_ > 0 || !(has_section() || wan_ > 0) || left_open()) return false;
    yi_ = (wan_ + take_section()) * kYi;
    wan_ = 0;
    last_ = kYi;
    tail_ = kYi / 10;
    return true;
  }
  // thousand, million, billion
  bool scale(double by) {
    if (!waiting_ || yi_ > 0 || wan_ > 0 || section_ > 0) return false;
    section_ = value_ * by;
    waiting_ = false;
    last_ = 0;
    return true;
  }
  // A currency stands here: what follows can only be a unit.
  void close() { closed_ = any_; }
  [[nodiscard]] bool any() const { return any_; }
  [[nodiscard]] bool has_waiting() const { return waiting_; }

  // `stated`: 元 stands behind it. Without it '一万二' is 12,000, and '一亿五千' may be 150,000,000: refused.
  bool finish(bool stated, double& amount) const {
    double rest = section_ + (waiting_ ? value_ : 0);
    if (waiting_ && single_ && tail_ >= 10 && (section_ > 0 || wan_ > 0 || yi_ > 0)) {
      if (stated) return false;  // '一万二元'
      rest = section_ + value_ * tail_;
    } else if (yi_ > 0 && wan_ == 0 && rest > 0 && rest < kWan && !stated) {
      return false;
    }
    amount = yi_ + wan_ + rest;
    return any_ && std::isfinite(amount);
  }

 private:
  [[nodiscard]] bool has_section() const { return waiting_ || section_ > 0; }
  // '五千一万': 5001 or 5100?
  [[nodiscard]] bool left_open() const { return waiting_ && single_ && section_ > 0 && last_place_ > 10; }
  double take_section() {
    const double value = section_ + (waiting_ ? value_ : 0);
    section_ = 0;
    waiting_ = false;
    last_place_ = kWan;
    return value;
  }
  double yi_ = 0, wan_ = 0, section_ = 0, value_ = 0;
  double last_ = 1e18, last_place_ = kWan, tail_ = 0;
  bool waiting_ = false, any_ = false, fraction_ = false, single_ = false, closed_ = false;
};

// Digits of a numeral one after another: 五, 零五, 二〇〇; with 点 behind them decimals.
bool take_numeral(std::u16string_view& text, AmountBuilder& amount) {
  double value = 0;
  std::size_t count = 0;
  const bool zero = chinese_digit(text.front()) == 0;
  for (int digit = 0; !text.empty() && (digit = chinese_digit(text.front())) >= 0; text.remove_prefix(1)) {
    if (++count > 15) return false;
    value = value * 10 + digit;
  }
  if (value == 0 && amount.any() && !amount.has_waiting()) return true;  // 零 between places
  bool decimal = false;
  if (text.size() > 1 && text.front() == u'点' && chinese_digit(text[1]) >= 0) {
    text.remove_prefix(1);
    double unit = 0.1;
    for (int digit = 0; !text.empty() && (digit = chinese_digit(text.front())) >= 0; text.remove_prefix(1)) {
      value += digit * unit;
      unit /= 10;
    }
    decimal = true;
  }
  return amount.coefficient(value, decimal, count == 1, zero && value > 0);
}

double english_scale(std::u16string_view& text) {
  struct Scale {
    std::u16string_view word;
    double value;
  };
  constexpr auto kScales = std::to_array<Scale>({{u"ten thousands", 1e4},
                                                 {u"ten thousand", 1e4},
                                                 {u"hundred million", 1e8},
                                                 {u"millions", 1e6},
                                                 {u"million", 1e6},
                                                 {u"mio", 1e6},
                                                 {u"mln", 1e6},
                                                 {u"mn", 1e6},
                                                 {u"billions", 1e9},
                                                 {u"billion", 1e9},
                                                 {u"bn", 1e9},
                                                 {u"thousands", 1e3},
                                                 {u"thousand", 1e3},
                                                 {u"k", 1e3},
                                                 {u"m", 1e6},
                                                 {u"b", 1e9},
                                                 {u"wan", 1e4},
                                                 {u"w", 1e4}});
  for (const auto& scale : kScales) {
    // 'mop' is no million of op: a Latin word ends where its letters end, or a currency begins.
    if (!text.starts_with(scale.word)) continue;
    const auto rest = text.substr(scale.word.size());
    bool ends = rest.empty() || !is_latin(rest.front());
    for (const auto& word : kCurrencyWords) ends |= rest.starts_with(word.text);
    if (!ends) continue;
    text = rest;
    return scale.value;
  }
  return 0;
}

class MoneyReader {
 public:
  explicit MoneyReader(MoneyText& out) : out_(out) {}

  bool read(std::u16string_view text) {
    while (!text.empty()) {
      if (!take(text)) return false;
    }
    return finish();
  }

 private:
  bool take(std::u16string_view& text) {
    const char16_t c = text.front();
    if (is_digit(c) || (c == u'.' && text.size() > 1 && is_digit(text[1]))) return figure(text);
    if (c == u' ' || c == u'(' || c == u')' || c == u':' || c == u'\'' || c == u'"' || c == u'|' || c == u'/') {
      text.remove_prefix(1);
      return true;
    }
    if ((c == u'.' || c == u'。' || c == u',' || c == u';') && text.size() == 1) return text.remove_prefix(1), true;
    if (c == u'+' && !amount_.any()) return text.remove_prefix(1), true;
    if (chinese_digit(c) >= 0 && !done_) return take_numeral(text, amount_);
    for (const auto& word : kBesideAmount) {
      if (take_front(text, word)) return true;
    }
    if (is_latin(c) && amount_.has_waiting()) {
      if (const double scale = english_scale(text)) return out_.scaled = true, amount_.scale(scale);
    }
    for (const auto& word : kCurrencyWords) {
      if (take_front(text, word.text)) return currency(word);
    }
    if (is_latin(c)) {
      const double scale = english_scale(text);
      return scale > 0 && before(scale);
    }
    if (const int place = chinese_place(c)) {
      text.remove_prefix(1);
      const bool behind_figure = figure_ && amount_.has_waiting();
      if (done_ || !amount_.place(place)) return false;
      out_.in_thousands |= behind_figure;
      return true;
    }
    if (c == u'廿' || c == u'卅') {
      text.remove_prefix(1);
      return !done_ && amount_.coefficient(c == u'廿' ? 2 : 3, false, false, false) && amount_.place(10);
    }
    if (c == u'万' || c == u'亿') {
      text.remove_prefix(1);
      if (!amount_.any()) return before(c == u'万' ? kWan : kYi);
      out_.scaled = true;
      return !done_ && (c == u'万' ? amount_.wan() : amount_.yi());
    }
    if (c == u'元' || c == u'块') {
      text.remove_prefix(1);
      out_.unit = true;
      done_ = done_ || amount_.any();
      return true;
    }
    return coins(text);
  }

  bool figure(std::u16string_view& text) {
    Figure figure;
    if (!take_figure(text, figure)) return false;
    if (done_) {
      coin_ = figure.value;
      return coin_waits_ = !figure.decimal && !coin_waits_ && (text.starts_with(u"角") || text.starts_with(u"分"));
    }
    figure_ = true;
    return amount_.coefficient(figure.value, figure.decimal, figure.digits == 1, false);
  }

  bool coins(std::u16string_view& text) {
    const char16_t c = text.front();
    if (done_ && !coin_waits_ && chinese_digit(c) >= 0) {
      coin_ = chinese_digit(c);
      text.remove_prefix(1);
      if (coin_ == 0) return true;
      return coin_waits_ = text.starts_with(u"角") || text.starts_with(u"分");
    }
    if (!coin_waits_ || coin_ > 99) return false;
    out_.small_coins = true;
    coin_waits_ = false;
    if (take_front(text, u"角")) return coins_ += coin_ / 10, true;
    return take_front(text, u"分") && (coins_ += coin_ / 100, true);
  }

  bool currency(const CurrencyWord& word) {
    if (out_.currency && *out_.currency != word.currency) return false;
    out_.currency = word.currency;
    out_.latin |= word.kind == CurrencyWord::kLatin;
    out_.unit |= word.kind == CurrencyWord::kUnit;
    amount_.close();
    return true;
  }
  // A unit before its number: '万元 500'.
  bool before(double scale) {
    if (amount_.any()) return false;
    out_.scale *= scale;
    out_.scaled = true;
    return out_.scale <= 1e12;
  }
  bool finish() {
    out_.number = amount_.any();
    if (coin_waits_) return false;
    if (!out_.number) return out_.scaled || out_.unit || out_.currency;
    if (!amount_.finish(out_.unit, out_.amount)) return false;
    out_.amount = out_.amount * out_.scale + coins_;
    return true;
  }

  MoneyText& out_;
  AmountBuilder amount_;
  double coin_ = 0, coins_ = 0;
  bool done_ = false, figure_ = false, coin_waits_ = false;
};

}  // namespace

bool read_money(std::u16string_view plain, MoneyText& out) {
  out = {};
  return MoneyReader(out).read(plain);
}

std::string_view unit_of(Currency currency) {
  switch (currency) {
    case Currency::kCny:
      return "元";
    case Currency::kUsd:
      return "美元";
    case Currency::kHkd:
      return "港元";
    case Currency::kEur:
      return "欧元";
    case Currency::kJpy:
      return "日元";
    case Currency::kTwd:
      return "台湾元";
    case Currency::kGbp:
      return "英镑";
    case Currency::kKrw:
      return "韩元";
    case Currency::kSgd:
      return "新加坡元";
    case Currency::kAud:
      return "澳元";
    case Currency::kCad:
      return "加元";
    case Currency::kChf:
      return "瑞士法郎";
    case Currency::kMop:
      return "澳门元";
    case Currency::kOther:
      break;
  }
  return "其他";
}

}  // namespace lianzhao::registry
