#include "base/cell.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/plain_text.h"

namespace lianzhao {
namespace {

// Beyond the blanks of ASCII; of three bytes where not said otherwise.
constexpr auto kBlanks = std::to_array<std::string_view>(
    {"\xC2\xA0", "\xE3\x80\x80", "\xE2\x80\x8B", "\xE2\x80\x8C", "\xE2\x80\x8D", "\xE2\x80\x8E", "\xE2\x80\x8F",
     "\xE2\x80\xAF", "\xE2\x80\x82", "\xE2\x80\x83", "\xE2\x80\x89", "\xE2\x81\xA0", "\xEF\xBB\xBF"});

bool is_blank(char c) {
  return static_cast<unsigned char>(c) <= ' ';
}

// A character may end in the byte in which a blank ends (无 is E6 97 A0), so whole characters are compared.
void trim_wide(std::string_view& text) {
  for (bool more = true; more;) {
    more = false;
    for (const auto blank : kBlanks) {
      if (text.starts_with(blank)) more = true, text.remove_prefix(blank.size());
      if (text.ends_with(blank)) more = true, text.remove_suffix(blank.size());
    }
    while (!text.empty() && is_blank(text.front())) more = true, text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) more = true, text.remove_suffix(1);
  }
}

// As letters and digits alone, in lower case and half width.
constexpr auto kNothing = std::to_array<std::u16string_view>({u"na",           u"null",
                                                              u"none",         u"nil",
                                                              u"nan",          u"nat",
                                                              u"undefined",    u"unknown",
                                                              u"empty",        u"blank",
                                                              u"notavailable", u"notapplicable",
                                                              u"notdisclosed", u"notprovided",
                                                              u"nodata",       u"missing",
                                                              u"tbd",          u"无",
                                                              u"暂无",         u"暂无数据",
                                                              u"暂无信息",     u"无数据",
                                                              u"无信息",       u"没有",
                                                              u"未知",         u"未公开",
                                                              u"暂未公开",     u"尚未公开",
                                                              u"未公示",       u"未披露",
                                                              u"暂未披露",     u"未提供",
                                                              u"未填",         u"未填写",
                                                              u"未填报",       u"未登记",
                                                              u"未录入",       u"未采集",
                                                              u"不详",         u"不明",
                                                              u"不适用",       u"空",
                                                              u"空白",         u"空值",
                                                              u"沒有",         u"选择不公开",
                                                              u"待定",         u"待补",
                                                              u"待补充",       u"待核实",
                                                              u"待查",         u"待填",
                                                              u"暂缺",         u"缺",
                                                              u"缺失",         u"略",
                                                              u"保密",         u"企业选择不公示",
                                                              u"选择不公示",   u"该企业选择不公示",
                                                              u"不公示",       u"不公开"});
// Errors of spreadsheets: behind their '#'.
constexpr auto kErrors =
    std::to_array<std::u16string_view>({u"na", u"ref", u"value", u"name", u"div0", u"null", u"num", u"spill", u"calc",
                                        u"gettingdata", u"field", u"blocked", u"connect", u"unknown", u"busy"});

// Whether a cell can be one of these at all, by its first byte or its first Chinese character.
bool may_say_nothing(std::string_view cell) {
  const auto first = static_cast<unsigned char>(cell.front());
  if (first >= '0' && first <= '9') return false;
  if (first >= 'A' && first <= 'z' && (first <= 'Z' || first >= 'a')) {
    constexpr std::string_view kFirst = "nuebmtNUEBMT";
    return kFirst.find(cell.front()) != kFirst.npos;
  }
  if (first < 0xE4 || first > 0xE9) return true;
  static constexpr std::string_view kFirst = "无無暂暫没沒未尚不空待缺略保企选選该該";
  // A look at two bytes spares nearly all the comparisons.
  constexpr auto mask_of = [](std::size_t byte) {
    std::uint64_t mask = 0;
    for (std::size_t i = byte; i < kFirst.size(); i += 3) {
      mask |= std::uint64_t{1} << (static_cast<unsigned char>(kFirst[i]) & 63u);
    }
    return mask;
  };
  constexpr std::uint64_t kSecond = mask_of(1), kThird = mask_of(2);
  if (cell.size() < 3 || !(kSecond >> (static_cast<unsigned char>(cell[1]) & 63u) & 1) ||
      !(kThird >> (static_cast<unsigned char>(cell[2]) & 63u) & 1)) {
    return false;
  }
  for (std::size_t i = 0; i < kFirst.size(); i += 3) {
    if (kFirst.compare(i, 3, cell.substr(0, 3)) == 0) return true;
  }
  return false;
}

bool is_letter(char16_t unit) {
  if (unit < 0x80) return is_digit(unit) || is_latin(unit);
  const bool sign = (unit >= 0xA0 && unit < 0xC0) || (unit >= 0x2000 && unit < 0x2E80) ||
                    (unit >= 0x3000 && unit < 0x3040 && unit != u'〇') || unit >= 0xFE00;
  return !sign;
}

bool is_check_mark(char16_t unit) {
  return unit == u'√' || unit == u'✓' || unit == u'✔' || unit == u'☑';
}

}  // namespace

std::string_view trim_cell(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  if (text.empty()) return text;
  if (static_cast<unsigned char>(text.front()) >= 0x80 || static_cast<unsigned char>(text.back()) >= 0x80) {
    const auto at = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    const auto may_be_blank = [&](std::size_t i) {
      return (at(i) == 0xE2 && (at(i + 1) == 0x80 || at(i + 1) == 0x81)) ||
             (at(i) == 0xE3 && at(i + 1) == 0x80 && at(i + 2) == 0x80) || (at(i) == 0xEF && at(i + 1) == 0xBB);
    };
    const auto size = text.size();
    if (may_be_blank(0) || (size >= 3 && may_be_blank(size - 3)) || (at(0) == 0xC2 && at(1) == 0xA0) ||
        (size >= 2 && at(size - 2) == 0xC2 && at(size - 1) == 0xA0)) {
      trim_wide(text);
    }
  }
  if (text.size() >= 3 && text[0] == '=' && text[1] == '"' && text.back() == '"') {
    text = text.substr(2, text.size() - 3);
    trim_wide(text);
  }
  return text;
}

bool says_nothing(std::string_view cell) {
  constexpr std::size_t kLongest = 40;
  if (cell.empty()) return true;
  if (cell.size() > kLongest) return false;
  if (cell == "N/A") return true;
  if (!may_say_nothing(cell)) return false;
  const PlainText plain(cell);
  if (!plain.whole()) return false;
  const auto view = trim(plain.view());
  std::array<char16_t, PlainText::kMost> letters;
  std::size_t count = 0;
  for (const auto unit : view) {
    if (is_check_mark(unit)) return false;
    if (is_letter(unit)) letters[count++] = unit;
  }
  if (count == 0) return true;
  const std::u16string_view word(letters.data(), count);
  if (view == u"\\n") return true;  // of database dumps
  if (view.front() == u'#' && std::find(kErrors.begin(), kErrors.end(), word) != kErrors.end()) return true;
  return std::find(kNothing.begin(), kNothing.end(), word) != kNothing.end();
}

std::optional<bool> read_yes_no(std::string_view cell) {
  const PlainText plain(cell);
  if (!plain.whole()) return std::nullopt;
  const auto view = trim(plain.view());
  for (const std::u16string_view yes :
       {u"是", u"有", u"对", u"√", u"✓", u"✔", u"☑", u"yes", u"y", u"true", u"t", u"1", u"1.0", u"是的", u"已"}) {
    if (view == yes) return true;
  }
  for (const std::u16string_view no :
       {u"否", u"非", u"无", u"没有", u"不是", u"×", u"✗", u"✘", u"no", u"n", u"false", u"f", u"0", u"0.0", u"未"}) {
    if (view == no) return false;
  }
  return std::nullopt;
}

}  // namespace lianzhao
