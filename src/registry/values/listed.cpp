// Whether a firm is listed.
#include <algorithm>
#include <array>

#include "base/cell.h"
#include "base/plain_text.h"
#include "registry/values/values.h"

namespace lianzhao::registry {
namespace {

constexpr auto kNo = std::to_array<std::u16string_view>(
    {u"未上市",    u"非上市",     u"没有上市", u"不上市",  u"尚未上市", u"未在",      u"未挂牌",
     u"退市",      u"终止上市",   u"摘牌",     u"拟上市",  u"待上市",   u"上市辅导",  u"筹备上市",
     u"辅导",      u"申报",       u"拟",       u"计划",    u"无上市",   u"notlisted", u"unlisted",
     u"nonlisted", u"non-listed", u"delisted", u"private", u"pre-ipo",  u"preipo",    u"notyet"});
constexpr auto kYes = std::to_array<std::u16string_view>(
    {u"上市",   u"挂牌",   u"主板",   u"中小板",   u"创业板",  u"科创板",  u"北交所", u"新三板", u"a股",
     u"b股",    u"h股",    u"港股",   u"美股",     u"沪市",    u"深市",    u"沪深",   u"交易所", u"证交所",
     u"上交所", u"深交所", u"港交所", u"纳斯达克", u"纽交所",  u"listed",  u"nasdaq", u"nyse",   u"hkex",
     u"sehk",   u"sse",    u"szse",   u"bse",      u"a-share", u"h-share", u"ashare", u"hshare", u"stockexchange"});

// '600875', '600875.SH', 'SH600875', '01072.HK', '600875,01072', 'BABA', 'NYSE:BABA'.
bool is_stock_code(std::u16string_view text) {
  std::size_t digits = 0, letters = 0, zeros = 0, most = 0;
  for (const char16_t c : text) {
    if (is_digit(c)) {
      ++digits;
      zeros += c == u'0';
      most = std::max(most, digits);
    } else if (is_latin(c)) {
      ++letters;
      digits = 0;
    } else if (c == u'.' || c == u':' || c == u' ' || c == u',' || c == u';' || c == u'/' || c == u'、' ||
               c == u'-') {
      digits = 0;
    } else {
      return false;
    }
  }
  if (most == 0) return false;
  if (zeros == text.size()) return false;  // '000000'
  // Mainland codes have six digits (a spreadsheet loses zeros in front), those of Hong Kong up to five.
  return most <= 6 && (most >= 3 || letters > 0);
}

// An exchange's code of letters: as the cell has it, in capitals.
bool is_ticker(std::string_view text) {
  return text.size() >= 2 && text.size() <= 5 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

std::optional<bool> parse_listed(std::string_view text, Day today) {
  text = trim_cell(text);
  if (says_nothing(text)) return false;
  if (const auto said = read_yes_no(text)) return said;
  const PlainText plain(text);
  if (!plain.whole()) return std::nullopt;
  const auto view = trim(plain.view());
  std::u16string words(view);
  std::erase(words, u' ');
  if (has_any(words, kNo)) return false;
  if (is_stock_code(view.ends_with(u".0") ? view.substr(0, view.size() - 2) : view)) return true;
  if (has_any(words, kYes) || is_ticker(text)) return true;
  if (view.find_first_not_of(u"0.") == view.npos) return false;
  if (parse_date(text, today).state == ValueState::kUnderstood) return true;  // since that day
  return std::nullopt;
}

}  // namespace lianzhao::registry
