#include "base/plain_text.h"

#include <algorithm>
#include <utility>

namespace lianzhao {
namespace {

// The traditional characters that stand in capitals, dates, states and notes, and other forms of one sign.
constexpr auto kForms = [] {
  auto forms = std::to_array<std::pair<char16_t, char16_t>>(
      {{u'萬', u'万'}, {u'億', u'亿'}, {u'圓', u'元'}, {u'圆', u'元'}, {u'貳', u'贰'}, {u'參', u'叁'}, {u'叄', u'叁'},
       {u'陸', u'陆'}, {u'兩', u'两'}, {u'幣', u'币'}, {u'臺', u'台'}, {u'歐', u'欧'}, {u'鎊', u'镑'}, {u'韓', u'韩'},
       {u'盧', u'卢'}, {u'銖', u'铢'}, {u'馬', u'马'}, {u'門', u'门'}, {u'註', u'注'}, {u'銷', u'销'}, {u'徹', u'彻'},
       {u'廢', u'废'}, {u'關', u'关'}, {u'閉', u'闭'}, {u'業', u'业'}, {u'續', u'续'}, {u'營', u'营'}, {u'開', u'开'},
       {u'遷', u'迁'}, {u'個', u'个'}, {u'體', u'体'}, {u'資', u'资'}, {u'冊', u'册'}, {u'號', u'号'}, {u'點', u'点'},
       {u'無', u'无'}, {u'暫', u'暂'}, {u'說', u'说'}, {u'説', u'说'}, {u'備', u'备'}, {u'總', u'总'}, {u'計', u'计'},
       {u'來', u'来'}, {u'數', u'数'}, {u'據', u'据'}, {u'單', u'单'}, {u'頁', u'页'}, {u'產', u'产'}, {u'責', u'责'},
       {u'設', u'设'}, {u'準', u'准'}, {u'異', u'异'}, {u'歲', u'岁'}, {u'國', u'国'}, {u'週', u'周'}, {u'禮', u'礼'},
       {u'時', u'时'}, {u'間', u'间'}, {u'約', u'约'}, {u'餘', u'余'}, {u'於', u'于'}, {u'實', u'实'}, {u'繳', u'缴'},
       {u'認', u'认'}, {u'會', u'会'}, {u'統', u'统'}, {u'碼', u'码'}, {u'創', u'创'}, {u'証', u'证'}, {u'證', u'证'},
       {u'併', u'并'}, {u'○', u'〇'},  {u'◯', u'〇'},  {u'￥', u'¥'},  {u'￡', u'£'},  {u'￦', u'₩'}});
  std::sort(forms.begin(), forms.end());
  return forms;
}();

constexpr bool within(char32_t point, char32_t first, char32_t last) {
  return point >= first && point <= last;
}

// 0: the sign has no width and falls away.
char16_t plain(char32_t point) {
  if (within(point, 0xFF01, 0xFF5E)) point -= 0xFEE0;
  if (within(point, U'A', U'Z')) return static_cast<char16_t>(point + 32);
  switch (point) {
    case U'[':
    case U'{':
    case U'【':
    case U'〔':
    case U'〖':
    case U'《':
    case U'〈':
      return u'(';
    case U']':
    case U'}':
    case U'】':
    case U'〕':
    case U'〗':
    case U'》':
    case U'〉':
      return u')';
    case U'’':
    case U'‘':
    case U'′':
    case U'`':
    case U'´':
      return u'\'';
    case U'“':
    case U'”':
    case U'″':
      return u'"';
    case 0x2212:
    case 0x2500:
    case 0x2501:
    case 0xFE63:
      return u'-';
    case 0x00A0:
    case 0x1680:
    case 0x202F:
    case 0x205F:
    case 0x3000:
    case 0x3164:
      return u' ';
    case 0x00AD:
    case 0x061C:
    case 0x180E:
    case 0xFEFF:
      return 0;
    default:
      break;
  }
  if (point <= U' ' || point == 0x7F || within(point, 0x80, 0x9F) || within(point, 0x2000, 0x200A)) return u' ';
  if (within(point, 0x200B, 0x200F) || within(point, 0x2028, 0x202E) || within(point, 0x2060, 0x206F)) return 0;
  if (within(point, 0x2010, 0x2015)) return u'-';
  if (point < 0x80) return static_cast<char16_t>(point);
  if (point > 0xFFFF) return u'\uFFFD';
  const auto unit = static_cast<char16_t>(point);
  const auto* form = std::lower_bound(kForms.begin(), kForms.end(), unit,
                                      [](const auto& pair, char16_t one) { return pair.first < one; });
  return form != kForms.end() && form->first == unit ? form->second : unit;
}

}  // namespace

PlainText::PlainText(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const unsigned first = byte(0);
    const std::size_t length = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    whole_ = (first < 0x80 || (first >= 0xC2 && first < 0xF5)) && at + length <= text.size() && size_ < kMost;
    for (std::size_t i = 1; whole_ && i < length; ++i) whole_ = (byte(i) & 0xC0u) == 0x80u;
    if (!whole_) return;
    char32_t point = length == 1 ? first : first & (0x7Fu >> length);
    for (std::size_t i = 1; i < length; ++i) point = point << 6 | (byte(i) & 0x3Fu);
    at += length;
    if (const auto unit = plain(point)) units_[size_++] = unit;
  }
}

std::u16string_view trim(std::u16string_view plain) {
  while (!plain.empty() && plain.front() == u' ') plain.remove_prefix(1);
  while (!plain.empty() && plain.back() == u' ') plain.remove_suffix(1);
  return plain;
}

bool take_front(std::u16string_view& plain, std::u16string_view word) {
  if (!plain.starts_with(word)) return false;
  plain.remove_prefix(word.size());
  return true;
}
bool take_back(std::u16string_view& plain, std::u16string_view word) {
  if (!plain.ends_with(word)) return false;
  plain.remove_suffix(word.size());
  return true;
}

int chinese_digit(char16_t plain) {
  constexpr std::u16string_view kDigits = u"零一二三四五六七八九〇壹贰叁肆伍陆柒捌玖";
  if (plain < 0x3000) return -1;
  if (const auto at = kDigits.find(plain); at != kDigits.npos) return static_cast<int>(at % 10);
  if (plain == u'两' || plain == u'弍' || plain == u'弐' || plain == u'贯') return 2;
  if (plain == u'弎') return 3;
  if (plain == u'弌') return 1;
  return -1;
}
int chinese_place(char16_t plain) {
  switch (plain) {
    case u'十':
    case u'拾':
      return 10;
    case u'百':
    case u'佰':
      return 100;
    case u'千':
    case u'仟':
      return 1000;
    default:
      return 0;
  }
}

}  // namespace lianzhao
