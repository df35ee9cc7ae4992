// A firm's standing by the words of registries.
#include <algorithm>
#include <array>
#include <string>

#include "base/cell.h"
#include "base/plain_text.h"
#include "registry/values/values.h"

namespace lianzhao::registry {
namespace {

// Where one of these stands, the firm is gone or going.
constexpr auto kGone = std::to_array<std::u16string_view>(
    {u"注销",        u"吊销",       u"撤销",       u"撤消",     u"除名",         u"停业",          u"歇业",
     u"关闭",        u"关停",       u"清算",       u"迁出",     u"转出",         u"解散",          u"破产",
     u"倒闭",        u"取缔",       u"终止",       u"废止",     u"休眠",         u"休业",          u"停止营业",
     u"停止经营",    u"停止活动",   u"吸收合并",   u"失效",     u"作废",         u"不再经营",      u"cancel",
     u"revoke",      u"revocation", u"dissol",     u"deregist", u"de-regist",    u"struckoff",     u"strikeoff",
     u"strickenoff", u"closed",     u"closure",    u"liquidat", u"bankrupt",     u"insolven",      u"inactive",
     u"terminat",    u"ceased",     u"defunct",    u"woundup",  u"windingup",    u"removed",       u"expired",
     u"suspend",     u"dormant",    u"mergedinto", u"movedout", u"relocatedout", u"outofbusiness", u"withdrawn"});
// The firm is there: in business, or being set up, or with remarks against it that do not end it.
constexpr auto kThere = std::to_array<std::u16string_view>(
    {u"存续",       u"续存",   u"存活",     u"在业",      u"在营",         u"开业",       u"营业",
     u"正常",       u"在册",   u"登记成立", u"设立",      u"成立",         u"仍注册",     u"迁入",
     u"转入",       u"筹建",   u"有效",     u"运营",      u"经营",         u"确立",       u"异常",
     u"违法",       u"失信",   u"已开业",   u"生产",      u"active",       u"inbusiness", u"exist",
     u"registered", u"normal", u"open",     u"operating", u"goodstanding", u"live",       u"going"});
// Before a word of kGone: it has not come to that. Before one of kThere: it has.
constexpr auto kNot = std::to_array<std::u16string_view>({u"尚未被", u"尚未", u"并未", u"未被", u"未予", u"没有被",
                                                          u"没有", u"不是", u"未", u"非", u"无", u"不", u"撤销",
                                                          u"恢复", u"not", u"non-", u"non", u"no", u"never"});
constexpr auto kNoMore = std::to_array<std::u16string_view>(
    {u"非存续", u"不存续", u"未存续", u"不再存续", u"非在业", u"不在业", u"非在营", u"不在营", u"非开业", u"非在册",
     u"不在册", u"notactive", u"nonactive", u"non-active", u"notinbusiness", u"nolonger", u"notoperating",
     u"notinoperation"});

// The usual words, which need no closer look.
Standing usual(std::string_view text) {
  for (const std::string_view word :
       {"存续（在营、开业、在册）", "存续", "在业", "开业", "在营", "正常", "存续（在营、开业、在册) "}) {
    if (text == word) return Standing::kThere;
  }
  for (const std::string_view word : {"注销", "吊销", "吊销，未注销", "吊销未注销", "已注销"}) {
    if (text == word) return Standing::kGone;
  }
  return Standing::kNotStated;
}

// Takes '未注销', 'not revoked' out: they say that the firm is there.
bool take_denials(std::u16string& text) {
  bool denied = false;
  for (const auto word : kGone) {
    for (std::size_t at = 0; (at = text.find(word, at)) != text.npos;) {
      const std::u16string_view before(text.data(), at);
      const auto* no = std::find_if(kNot.begin(), kNot.end(), [&](auto one) { return before.ends_with(one); });
      if (no == kNot.end()) {
        at += word.size();
        continue;
      }
      at -= no->size();
      text.replace(at, no->size() + word.size(), u"|");
      denied = true;
    }
  }
  return denied;
}

}  // namespace

Standing parse_standing(std::string_view text) {
  if (text.empty()) return Standing::kNotStated;
  if (const auto known = usual(text); known != Standing::kNotStated) return known;
  text = trim_cell(text);
  if (says_nothing(text)) return Standing::kNotStated;
  const PlainText plain(text);
  std::u16string words(plain.view());
  std::erase_if(words, [](char16_t c) { return c == u' ' || c == u'_'; });
  const bool denied = take_denials(words);
  if (has_any(words, kGone) || has_any(words, kNoMore)) return Standing::kGone;
  return denied || has_any(words, kThere) ? Standing::kThere : Standing::kNotUnderstood;
}

}  // namespace lianzhao::registry
