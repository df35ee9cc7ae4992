#include "registry/import/not_a_firm.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/plain_text.h"

namespace lianzhao::registry {
namespace {

// The first or last character of such lines: a look that nearly every name passes.
bool may_be_none(std::string_view name) {
  const auto first = static_cast<unsigned char>(name.front());
  if (first < 0xE4 || first > 0xE9) {
    // Latin notes and sums; brackets, dashes and stars around them; page numbers.
    constexpr std::string_view kFirst = "tsgnpTSGNP0123456789";
    return first >= 0x80 ||
           !((first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z') || (first >= '0' && first <= '9')) ||
           kFirst.find(name.front()) != kFirst.npos;
  }
  constexpr std::string_view kFirst =
      "合总總小共注註说說備备附数數资資来來单單制製填审審统統第以截本企公名机機主序页頁累全汇匯责責";
  for (std::size_t i = 0; i + 2 < kFirst.size(); i += 3) {
    if (name.size() >= 3 && kFirst.compare(i, 3, name.substr(0, 3)) == 0) return true;
  }
  return name.ends_with("计") || name.ends_with("計");
}

constexpr auto kSums =
    std::to_array<std::u16string_view>({u"合计", u"总计", u"小计", u"共计", u"累计", u"总合计", u"汇总"});
constexpr auto kNotes = std::to_array<std::u16string_view>(
    {u"注",     u"说明",   u"备注",     u"附注",     u"附",       u"附件",     u"注释",     u"数据来源", u"资料来源",
     u"来源",   u"单位",   u"计量单位", u"制表",     u"制表人",   u"制表单位", u"制表时间", u"制表日期", u"填表",
     u"填表人", u"填报",   u"填报人",   u"填报单位", u"填报日期", u"审核",     u"审核人",   u"审批",     u"负责人",
     u"责任人", u"统计",   u"统计人",   u"统计时间", u"统计日期", u"统计口径", u"数据截止", u"数据截至", u"note",
     u"notes",  u"source", u"sources",  u"remark",   u"remarks"});
constexpr auto kHeaders = std::to_array<std::u16string_view>(
    {u"企业名称",       u"公司名称", u"单位名称", u"名称",      u"机构名称",   u"主体名称", u"市场主体名称",
     u"企业(机构)名称", u"name",     u"序号",     u"以下空白",  u"以上空白",   u"备注",     u"说明",
     u"附注",           u"total",    u"subtotal", u"sub-total", u"grandtotal", u"sum",      u"sumtotal",
     u"page",           u"names"});

bool is_any(std::u16string_view text, const auto& words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

// '35', '35户', '(35)': what may stand beside the word of a sum.
bool is_count(std::u16string_view text) {
  for (const char16_t c : text) {
    if (is_digit(c) || chinese_digit(c) >= 0 || chinese_place(c) > 0) continue;
    constexpr std::u16string_view kSigns = u":()，,.-=*/户家个条项企业公司单位万元数量共有";
    if (kSigns.find(c) == kSigns.npos) return false;
  }
  return true;
}

bool is_sum(std::u16string_view text) {
  for (const auto word : kSums) {
    if (text.starts_with(word) && is_count(text.substr(word.size()))) return true;
    // '酒泉市小计', '本页合计', '企业总计': short, and no firm's form before it.
    const auto at = text.find(word);
    if (at == text.npos || at == 0 || at > 8 || !is_count(text.substr(at + word.size()))) continue;
    return text.size() == at + word.size() || text.substr(0, at).find(u"司") == text.npos;
  }
  return false;
}

// '注：', '注1：', '说明（1）：', '*注'.
bool is_note(std::u16string_view text) {
  const auto colon = text.find(u':');
  if (colon == text.npos || colon > 10) return false;
  auto head = text.substr(0, colon);
  const auto counts = [](char16_t c) {
    return is_digit(c) || chinese_digit(c) >= 0 || c == u'(' || c == u')' || c == u'.' || c == u'、' || c == u'*';
  };
  while (!head.empty() && counts(head.front())) head.remove_prefix(1);
  while (!head.empty() && counts(head.back())) head.remove_suffix(1);
  return is_any(head, kNotes);
}

// '第1页', '第 1 页 共 3 页', '共3页', 'page 1 of 3'.
bool is_page(std::u16string_view text) {
  if (!text.starts_with(u"第") && !text.starts_with(u"共") && !text.starts_with(u"page") && !text.starts_with(u"页"))
    return false;
  if (take_front(text, u"page")) return !text.empty() && text.find_first_not_of(u"0123456789of/.-") == text.npos;
  bool digits = false;
  for (const char16_t c : text) {
    const bool digit = is_digit(c) || chinese_digit(c) >= 0 || chinese_place(c) > 0;
    digits |= digit;
    constexpr std::u16string_view kSigns = u"第页共码:/,()-.";
    if (!digit && kSigns.find(c) == kSigns.npos) return false;
  }
  return digits && text.find(u'页') != text.npos;
}

bool is_until(std::u16string_view text) {
  return (text.starts_with(u"截至") || text.starts_with(u"截止")) && text.size() > 2 && is_digit(text[2]);
}
bool is_about_the_list(std::u16string_view text) {
  for (const std::u16string_view word :
       {u"以上数据", u"以上信息", u"以上企业", u"以上名单", u"以上内容", u"以上为", u"以下空白", u"以下无正文",
        u"以上数据来源", u"本表", u"本页", u"本名单", u"数据来源于", u"数据来源自", u"资料来源于"}) {
    if (text.starts_with(word) && text.find(u"公司", word.size()) == text.npos) return true;
  }
  return false;
}

}  // namespace

bool is_not_a_firm(std::string_view name) {
  if (name.ends_with("公司") || name.empty() || !may_be_none(name)) return false;
  const PlainText plain(name);
  std::u16string text(plain.view());
  std::erase_if(text, [](char16_t c) { return c == u' ' || c == u'"' || c == u'\''; });
  std::u16string_view view(text);
  const auto is_frame = [](char16_t c) {
    return c == u'*' || c == u'-' || c == u'=' || c == u'#' || c == u':' || c == u'※';
  };
  if (is_note(view)) return true;
  while (!view.empty() && is_frame(view.front())) view.remove_prefix(1);
  while (!view.empty() && is_frame(view.back())) view.remove_suffix(1);
  if (view.size() > 2 && view.front() == u'(' && view.find(u')') == view.size() - 1)
    view = view.substr(1, view.size() - 2);
  return is_note(view) || is_any(view, kHeaders) || is_sum(view) || is_page(view) || is_until(view) ||
         is_about_the_list(view) ||
         ((view.starts_with(u"total") || view.starts_with(u"subtotal")) &&
          is_count(view.substr(view.find(u"total") + 5)));
}

}  // namespace lianzhao::registry
