// Dates of registries, as registers, spreadsheets, databases and programs write them.
#include <array>
#include <cmath>
#include <cstdint>

#include "base/cell.h"
#include "base/plain_text.h"
#include "registry/values/figure.h"
#include "registry/values/instants.h"
#include "registry/values/values.h"

namespace lianzhao::registry {
namespace {

constexpr Day kEarliest = *make_day(1850, 1, 1);
constexpr Day kExcelZero = *make_day(1899, 12, 30);  // Excel's day 0, its imaginary 1900-02-29 taken into account

struct Date {
  int year = 0;
  unsigned month = 0, day = 0;
  friend constexpr bool operator==(const Date&, const Date&) = default;
};

// Dates that programs put where there is none.
bool stands_for_none(const Date& date) {
  if (date.year <= 1 || date.year >= 2999) return true;
  constexpr auto kNone = std::to_array<Date>(
      {{1753, 1, 1}, {1899, 12, 30}, {1899, 12, 31}, {1900, 1, 0}, {1900, 1, 1}, {2099, 12, 31}, {2100, 1, 1}});
  for (const auto& one : kNone) {
    if (one == date) return true;
  }
  return false;
}

DateValue value_of(const Date& date, Day latest) {
  constexpr DateValue kNo{ValueState::kNotUnderstood, {}};
  if (stands_for_none(date)) return {};
  const auto day = make_day(date.year, date.month, date.day);
  if (!day || *day < kEarliest || *day > latest || day->since_epoch == 0) return kNo;
  return {ValueState::kUnderstood, *day};
}
DateValue value_of(Day day, Day latest) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day.since_epoch}}};
  return value_of(
      Date{static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day())},
      latest);
}

// '2019-02-28', '2019/02/28', '2019.02.28': what nearly all rows have.
bool read_usual(std::string_view text, Date& date) {
  if (text.size() != 10 || text[4] != text[7] || (text[4] != '-' && text[4] != '/' && text[4] != '.')) return false;
  for (const std::size_t at : {0, 1, 2, 3, 5, 6, 8, 9}) {
    if (text[at] < '0' || text[at] > '9') return false;
  }
  const auto two = [&](std::size_t at) {
    return static_cast<unsigned>((text[at] - '0') * 10 + (text[at + 1] - '0'));
  };
  date = {static_cast<int>(two(0) * 100 + two(2)), two(5), two(8)};
  return true;
}

// One number alone: a serial, a timestamp, a date without signs.
DateValue read_number_alone(double number, bool negative, Day latest) {
  constexpr DateValue kNo{ValueState::kNotUnderstood, {}};
  const double whole = std::floor(number);
  const double size = negative ? -number : number;
  const auto digits = number == 0 ? 1 : static_cast<int>(std::floor(std::log10(std::floor(size) + 0.5))) + 1;
  const auto compact = [&](double n) {
    const auto d = static_cast<std::int64_t>(n);
    return Date{static_cast<int>(d / 10'000), static_cast<unsigned>(d / 100 % 100), static_cast<unsigned>(d % 100)};
  };
  if (number == 0) return {};  // an empty serial or timestamp
  if (!negative) {
    if (digits == 5 && number >= 10'000 && number < 80'001)
      return value_of(Day{kExcelZero.since_epoch + static_cast<std::int32_t>(whole)}, latest);
    if (digits == 8 && whole == number) return value_of(compact(number), latest);
    if (digits == 14) return value_of(compact(std::floor(number / 1e6)), latest);  // 20180514000000
    // 201805140000: milliseconds of 1976 as well, when no registry wrote midnights to the minute.
    if (digits == 12 && std::fmod(number, 1e4) == 0) {
      const auto value = value_of(compact(number / 1e4), latest);
      if (value.state == ValueState::kUnderstood) return value;
    }
  }
  double seconds = 0;
  if (digits >= 9 && digits <= 10) {
    seconds = number;
  } else if (digits >= 11 && digits <= 13) {
    seconds = number / 1e3;
  } else if (digits == 16) {
    seconds = number / 1e6;
  } else if (digits == 19) {
    seconds = number / 1e9;
  } else {
    return kNo;
  }
  return value_of(day_in_china(static_cast<std::int64_t>(std::floor(seconds))), latest);
}

struct Names {
  std::u16string_view name;
  unsigned month;
};
constexpr auto kMonths = std::to_array<Names>(
    {{u"january", 1}, {u"february", 2},  {u"march", 3},    {u"april", 4},     {u"june", 6},      {u"july", 7},
     {u"august", 8},  {u"september", 9}, {u"october", 10}, {u"november", 11}, {u"december", 12}, {u"sept", 9},
     {u"jan", 1},     {u"feb", 2},       {u"mar", 3},      {u"apr", 4},       {u"may", 5},       {u"jun", 6},
     {u"jul", 7},     {u"aug", 8},       {u"sep", 9},      {u"oct", 10},      {u"nov", 11},      {u"dec", 12}});
constexpr auto kWeekdays = std::to_array<std::u16string_view>(
    {u"monday", u"tuesday", u"wednesday", u"thursday", u"friday", u"saturday", u"sunday", u"mon", u"tues", u"tue",
     u"wed", u"thurs", u"thur", u"thu", u"fri", u"sat", u"sun"});

// A number of a date: figures, or a Chinese numeral (二〇一八, 十二, 三十一, 廿五).
struct Part {
  enum Kind : unsigned char { kNone, kFigures, kNumeral, kMonth } kind = kNone;
  unsigned value = 0, digits = 0;
};

class DateReader {
 public:
  DateReader(std::u16string_view text, Day latest) : text_(text), latest_(latest) {}

  DateValue read() {
    constexpr DateValue kNo{ValueState::kNotUnderstood, {}};
    bool republic = false;
    for (bool more = true; more;) {
      more = false;
      skip_signs();
      for (const std::u16string_view word : {u"成立日期", u"成立时间", u"注册日期", u"注册时间", u"登记日期",
                                             u"核准日期", u"成立于", u"注册于", u"公元", u"西元", u"自"}) {
        more |= take_front(text_, word);
      }
      republic |= take_front(text_, u"民国") || take_front(text_, u"中华民国");
      more |= take_weekday();
    }
    std::array<Part, 3> parts;
    char16_t sign = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      parts[i] = take_part();
      if (parts[i].kind == Part::kNone) return kNo;
      if (i == 2) break;
      if (i == 1 && parts[0].kind == Part::kMonth && text_.starts_with(u" ") && at_time(text_.substr(1))) {
        if (!take_time()) return kNo;  // 'Dec 31 00:00:00 CST 2014'
        sign = u' ';
        continue;
      }
      sign = take_sign();
      if (sign == 0) return kNo;
    }
    skip_blanks();
    for (const std::u16string_view word : {u"日", u"号"}) take_front(text_, word);
    Date date;
    if (!order(parts, sign, republic, date)) return kNo;
    if (stands_for_none(date)) return {};
    if (!take_time()) return kNo;
    if (!offset_) return value_of(date, latest_);
    const auto day = make_day(date.year, date.month, date.day);
    if (!day) return kNo;
    return value_of(day_in_china(day->since_epoch * std::int64_t{86'400} + seconds_ - *offset_), latest_);
  }

 private:
  void skip_signs() {
    while (!text_.empty() && (text_.front() == u' ' || text_.front() == u',' || text_.front() == u':')) {
      text_.remove_prefix(1);
    }
  }
  bool take_weekday() {
    for (const std::u16string_view word : {u"星期", u"周", u"礼拜"}) {
      if (!text_.starts_with(word) || text_.size() == word.size()) continue;
      const char16_t day = text_[word.size()];
      const int digit = chinese_digit(day);
      if (!(digit >= 1 && digit <= 6) && day != u'日' && day != u'天') continue;
      text_.remove_prefix(word.size() + 1);
      return true;
    }
    for (const auto word : kWeekdays) {
      if (!text_.starts_with(word) || (text_.size() > word.size() && is_latin(text_[word.size()]))) continue;
      text_.remove_prefix(word.size());
      take_front(text_, u".");
      return true;
    }
    return false;
  }

  Part take_part() {
    Part part;
    if (text_.empty()) return part;
    if (is_digit(text_.front())) {
      part.kind = Part::kFigures;
      for (; !text_.empty() && is_digit(text_.front()); text_.remove_prefix(1)) {
        if (++part.digits > 4) return {};
        part.value = part.value * 10 + static_cast<unsigned>(text_.front() - u'0');
      }
      for (const std::u16string_view ending : {u"st", u"nd", u"rd", u"th"}) {
        if (text_.starts_with(ending) && part.digits <= 2) text_.remove_prefix(ending.size());
      }
      return part;
    }
    for (const auto& [name, month] : kMonths) {
      if (!text_.starts_with(name) || (text_.size() > name.size() && is_latin(text_[name.size()]))) continue;
      text_.remove_prefix(name.size());
      return {Part::kMonth, month, 0};
    }
    return take_numeral();
  }
  Part take_numeral() {
    Part part;
    unsigned tens = 0, hundreds = 0;
    bool place = false;
    std::size_t size = 0;
    for (; size < text_.size(); ++size) {
      const char16_t c = text_[size];
      // '二O一八' is written with a letter.
      const int digit = c == u'o' ? 0 : chinese_digit(c);
      const int unit = chinese_place(c);
      if (digit >= 0) {
        part.value = place ? static_cast<unsigned>(digit) : part.value * 10 + static_cast<unsigned>(digit);
        ++part.digits;
      } else if (unit == 10 || c == u'廿' || c == u'卅') {
        tens = c == u'廿' ? 2 : c == u'卅' ? 3 : part.value == 0 ? 1 : part.value;
        part.value = 0;
        place = true;
      } else if (unit == 100) {
        hundreds = part.value == 0 ? 1 : part.value;
        part.value = 0;
        place = true;
      } else {
        break;
      }
      if (part.digits > 4 || part.value > 9999) return {};
    }
    if (size == 0) return {};
    text_.remove_prefix(size);
    part.kind = Part::kNumeral;
    part.value += tens * 10 + hundreds * 100;
    if (place) part.digits = part.value > 99 ? 3 : 2;
    return part;
  }

  // What parts two numbers: 年, 月, a sign, a blank; 0: nothing.
  char16_t take_sign() {
    char16_t sign = 0;
    while (!text_.empty()) {
      const char16_t c = text_.front();
      const bool parts = c == u' ' || c == u'-' || c == u'/' || c == u'.' || c == u'年' || c == u'月' || c == u',' ||
                         c == u'、' || c == u'\\' || c == u'·' || c == u'_';
      if (!parts) break;
      if (c != u' ' && sign != 0 && sign != u' ') break;  // two signs
      if (c != u' ' || sign == 0) sign = c;
      text_.remove_prefix(1);
    }
    return sign;
  }

  // Which number is which. Years have four digits, or follow 民国.
  static bool order(const std::array<Part, 3>& parts, char16_t sign, bool republic, Date& date) {
    const auto& [a, b, c] = parts;
    const auto is_year = [](const Part& part) { return part.digits == 4 && part.kind != Part::kMonth; };
    const auto fits = [](const Part& part) { return part.kind == Part::kMonth || part.digits <= 2; };
    if (republic) {
      if (a.kind == Part::kMonth || a.value == 0 || a.value > 200 || !fits(b) || !fits(c)) return false;
      date = {static_cast<int>(a.value) + 1911, b.value, c.value};
      return true;
    }
    if (is_year(a)) {
      if (!fits(b) || c.kind == Part::kMonth || !fits(c)) return false;
      date = {static_cast<int>(a.value), b.value, c.value};
      return true;
    }
    if (!is_year(c) || !fits(a) || !fits(b) || sign == u'年' || sign == u'月') return false;
    const int year = static_cast<int>(c.value);
    if (a.kind == Part::kMonth) {
      date = {year, a.value, b.value};
      return b.kind != Part::kMonth;
    }
    if (b.kind == Part::kMonth) {
      date = {year, b.value, a.value};
      return true;
    }
    // '28/02/2019' and '02/28/2019' can be told apart, '08/02/2019' cannot.
    if (a.value > 12 && b.value <= 12) return date = {year, b.value, a.value}, true;
    if (b.value > 12 && a.value <= 12) return date = {year, a.value, b.value}, true;
    date = {year, a.value, b.value};
    return a.value == b.value;
  }

  static bool at_time(std::u16string_view text) {
    const auto colon = text.find(u':');
    return colon != text.npos && colon <= 2 && colon > 0 && is_digit(text.front());
  }
  // A number of a time, at most two digits.
  std::optional<unsigned> take_two() {
    unsigned value = 0, digits = 0;
    for (; !text_.empty() && is_digit(text_.front()) && digits < 2; ++digits, text_.remove_prefix(1)) {
      value = value * 10 + static_cast<unsigned>(text_.front() - u'0');
    }
    return digits == 0 ? std::nullopt : std::optional(value);
  }

  // Weekday, time and offset behind a date, to the end of the text (or to the year of 'Dec 31 00:00:00 CST 2014').
  bool take_time() {
    bool noon = false, forenoon = false;
    const auto take_half = [&] {
      noon |= take_front(text_, u"下午") || take_front(text_, u"晚上") || take_front(text_, u"pm") ||
              take_front(text_, u"p.m.");
      forenoon |= take_front(text_, u"上午") || take_front(text_, u"凌晨") || take_front(text_, u"am") ||
                  take_front(text_, u"a.m.");
    };
    bool timed = false;
    while (!text_.empty()) {
      const char16_t c = text_.front();
      if (timed && (c == u'(' || c == u' ') && chinese_zone()) continue;
      if (c == u' ' || c == u'(' || c == u')' || c == u',') {
        text_.remove_prefix(1);
        continue;
      }
      if (timed && is_digit(c)) return true;  // the year; read by the caller
      if (take_weekday()) continue;
      const auto before = text_.size();
      take_half();
      if (text_.size() != before) continue;
      if (!timed) {
        take_front(text_, u"t");
        if (text_.empty() || !is_digit(text_.front()) || !take_clock()) return false;
        timed = true;
        skip_blanks();
        take_half();
        if (noon && seconds_ < 12 * 3600) seconds_ += 12 * 3600;
        if (forenoon && seconds_ >= 12 * 3600) seconds_ -= 12 * 3600;
        continue;
      }
      if (!take_offset()) return false;
    }
    return true;
  }
  void skip_blanks() {
    while (!text_.empty() && text_.front() == u' ') text_.remove_prefix(1);
  }
  bool take_clock() {
    const auto hour = take_two();
    if (!hour || *hour > 24) return false;
    unsigned minute = 0, second = 0;
    if (take_front(text_, u":") || take_front(text_, u"时") || take_front(text_, u"点")) {
      if (const auto read = take_two()) {
        minute = *read;
        if (take_front(text_, u":") || take_front(text_, u"分")) {
          if (const auto more = take_two()) {
            second = *more;
            if (text_.size() > 1 && (text_[0] == u'.' || text_[0] == u',' || text_[0] == u':') &&
                is_digit(text_[1])) {
              text_.remove_prefix(1);
              while (!text_.empty() && is_digit(text_.front())) text_.remove_prefix(1);
            }
            take_front(text_, u"秒");
          }
        }
      }
    } else if (!text_.empty() && !text_.starts_with(u" ") && !is_latin(text_.front())) {
      return false;
    } else if (!text_.starts_with(u"am") && !text_.starts_with(u"pm") && !text_.starts_with(u" ")) {
      return false;
    }
    seconds_ = static_cast<std::int64_t>(*hour * 3600 + minute * 60 + second);
    return minute < 60 && second <= 60;
  }
  // The words that JavaScript puts behind an offset.
  bool chinese_zone() {
    for (const std::u16string_view word : {u"(中国标准时间)", u"(中国夏令时间)", u"(china standard time)", u"(cst)",
                                           u"(china daylight time)", u"(gmt+08:00)", u"(北京时间)"}) {
      auto rest = text_;
      while (!rest.empty() && rest.front() == u' ') rest.remove_prefix(1);
      if (take_front(rest, word)) return text_ = rest, true;
    }
    return false;
  }
  bool take_offset() {
    if (take_front(text_, u"cst") || take_front(text_, u"asia/shanghai") || take_front(text_, u"北京时间")) {
      return true;  // as the clock in China shows it
    }
    if (take_front(text_, u"cdt")) return true;
    const bool named = take_front(text_, u"z") || take_front(text_, u"utc") || take_front(text_, u"gmt");
    if (named) offset_ = 0;
    if (text_.empty() || (text_.front() != u'+' && text_.front() != u'-')) return named;
    const bool west = text_.front() == u'-';
    text_.remove_prefix(1);
    const auto hours = take_two();
    if (!hours || *hours > 14) return false;
    take_front(text_, u":");
    const auto minutes = take_two().value_or(0);
    offset_ = (static_cast<std::int64_t>(*hours) * 3600 + minutes * 60) * (west ? -1 : 1);
    return minutes < 60;
  }

  std::u16string_view text_;
  Day latest_;
  std::int64_t seconds_ = 0;
  std::optional<std::int64_t> offset_;  // seconds east of UTC, where one is stated
};

}  // namespace

DateValue parse_date(std::string_view text, Day latest) {
  Date usual;
  if (read_usual(text, usual)) return value_of(usual, latest);
  text = trim_cell(text);
  if (says_nothing(text)) return {};
  constexpr DateValue kNo{ValueState::kNotUnderstood, {}};
  const PlainText plain(text);
  if (!plain.whole()) return kNo;
  auto view = trim(plain.view());
  while (!view.empty() && (view.front() == u'\'' || view.front() == u'"')) view.remove_prefix(1);
  while (!view.empty() && (view.back() == u'\'' || view.back() == u'"')) view.remove_suffix(1);
  if (take_front(view, u"/date(") && !view.empty()) {  // of .NET: milliseconds, an offset that only says where it was
    const bool negative = take_front(view, u"-");
    Figure figure;
    if (!take_figure(view, figure)) return kNo;
    return value_of(day_in_china(static_cast<std::int64_t>(std::floor((negative ? -1 : 1) * figure.value / 1e3))),
                    latest);
  }
  auto rest = view;
  const bool negative = take_front(rest, u"-");
  Figure figure;
  const bool alone = !rest.empty() && rest.find_first_of(u" ,'") == rest.npos && take_figure(rest, figure);
  if (alone && rest.empty()) return read_number_alone(negative ? -figure.value : figure.value, negative, latest);
  return DateReader(view, latest).read();
}

}  // namespace lianzhao::registry
