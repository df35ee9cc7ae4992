#include "base/address_reader.h"

#include <algorithm>
#include <array>

namespace lianzhao {
namespace {

constexpr std::size_t kCharacter = 3;     // bytes of a Chinese character
constexpr std::size_t kScanned = 150;     // bytes in which further names are looked for
constexpr std::size_t kLeastScanned = 9;  // bytes of a name found there: 和县 is too short to be looked for

std::size_t bytes_of_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  return std::min(bytes, text.size());
}

// The length of the first of `words` that begins `text`.
template <std::size_t N>
std::size_t starts_with_any(std::string_view text, const std::array<std::string_view, N>& words) {
  for (const auto word : words) {
    if (text.starts_with(word)) return word.size();
  }
  return 0;
}

constexpr std::uint8_t hash_of_character(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned>(static_cast<unsigned char>(text[i])); };
  return static_cast<std::uint8_t>(byte(0) * 7 + byte(1) * 31 + byte(2));
}

// The hashes of the first characters of words: most texts are told by them to begin with none.
template <std::size_t N>
constexpr void add_first(std::array<bool, 256>& first, const std::array<std::string_view, N>& words) {
  for (const auto word : words) first[hash_of_character(word)] = true;
}

// Whether what follows a short name makes it the name of a street, a town or a building: 南京|西路, 凤凰|镇.
bool names_a_street(std::string_view after) {
  static constexpr auto kTurns = std::to_array<std::string_view>(
      {"东", "南", "西", "北", "中", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "支", "横", "环"});
  static constexpr auto kStreets = std::to_array<std::string_view>(
      {"路",   "街",     "镇",   "乡",   "村",   "庄",   "大道", "大街", "巷",   "弄",   "胡同",
       "桥",   "公路",   "支路", "国道", "新村", "花园", "小区", "大厦", "广场", "大楼", "饭店",
       "宾馆", "大酒店", "商城", "市场", "商场", "场",   "门内", "门外", "门南", "门北"});
  static constexpr auto kFirst = [] {
    std::array<bool, 256> first{};
    add_first(first, kTurns);
    add_first(first, kStreets);
    add_first(first, std::array<std::string_view, 1>{"道"});
    return first;
  }();
  if (after.size() < kCharacter || !kFirst[hash_of_character(after)]) return false;
  if (starts_with_any(after, kStreets) != 0) return true;
  if (after.starts_with("道")) {  // 哈尔滨|道里区 is none
    after.remove_prefix(kCharacter);
    return after.empty() || (static_cast<unsigned char>(after[0]) < 0x80);
  }
  int turns = 0;
  for (std::size_t bytes; turns < 2 && (bytes = starts_with_any(after, kTurns)) != 0; ++turns)
    after.remove_prefix(bytes);
  // 西大街 alone is the name of a street of the town that is named before it; 东门 is a part of a town.
  return turns > 0 && (after.starts_with("路") || (after.starts_with("街") && turns > 1));
}

// Bytes of what may stand before, between and behind names of places and says nothing.
std::size_t filler(std::string_view text) {
  static constexpr auto kSigns =
      std::to_array<std::string_view>({"　", "，", "、", "：", "；", "（", "）", "·", "—", "－", "／", "｜", "【",
                                       "】", "。", "“", "”", "\xC2\xA0", "→"});
  static constexpr auto kWords = std::to_array<std::string_view>({"市辖区",
                                                                  "市区",
                                                                  "省直辖县级行政区划",
                                                                  "自治区直辖县级行政区划",
                                                                  "省直辖县级行政单位",
                                                                  "自治区直辖县级行政单位",
                                                                  "省直辖行政单位",
                                                                  "省直辖",
                                                                  "直辖县级行政区划",
                                                                  "直辖县级",
                                                                  "直辖县",
                                                                  "自治州直辖",
                                                                  "中华人民共和国",
                                                                  "中国",
                                                                  "自由贸易试验区",
                                                                  "自由贸易区",
                                                                  "自贸试验区",
                                                                  "自贸区",
                                                                  "片区",
                                                                  "综合试验区",
                                                                  "国家级",
                                                                  "注册地址",
                                                                  "住所地",
                                                                  "住所",
                                                                  "地址",
                                                                  "经营场所",
                                                                  "生产地址",
                                                                  "通讯地址",
                                                                  "办公地址",
                                                                  "联系地址",
                                                                  "公司地址",
                                                                  "邮政编码",
                                                                  "邮编",
                                                                  "一照多址",
                                                                  "一址多照",
                                                                  "集群注册",
                                                                  "所在地",
                                                                  "省",
                                                                  "市",
                                                                  "县",
                                                                  "区"});
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) {
    for (const std::string_view word : {"CHINA", "China", "china", "P.R.C", "PRC", "P.R.China", "P.R.CHINA"}) {
      if (text.starts_with(word)) return word.size();
    }
    const bool letter = (lead | 0x20) >= 'a' && (lead | 0x20) <= 'z';
    return letter ? 0 : 1;  // digits: a postal code
  }
  static constexpr auto kFirst = [] {
    std::array<bool, 256> first{};
    add_first(first, kWords);
    return first;
  }();
  if (lead < 0xE4 || lead == 0xEF) return starts_with_any(text, kSigns);
  return text.size() >= kCharacter && kFirst[hash_of_character(text)] ? starts_with_any(text, kWords) : 0;
}

bool followed_by_level(std::string_view after) {
  for (const std::string_view level : {"市", "县", "区"}) {
    if (after.starts_with(level)) return !after.starts_with("市场") && !after.starts_with("市民");
  }
  return false;
}

}  // namespace

PlaceNames::Match AddressReader::match(std::string_view rest, PlaceCode area, int above) const {
  auto found = names_.begin(rest, area, 3, above + 1, false);
  if (!found.code.known()) return found;
  const auto after = rest.substr(found.length);
  if (found.kind == NameKind::kFull) {
    // 北京市场: no city is named. 酒泉市 is the longest name, so that no shorter one is left.
    if (after.starts_with("场") && rest.substr(0, found.length).ends_with("市")) found.code = {};
    return found;
  }
  if (level_of(found.code) > 1 && (found.kind != NameKind::kWord || area.known()) &&
      followed_by_level(after)) {  // 萧山市, of former times
    found.length += kCharacter;
    found.kind = NameKind::kFull;
    return found;
  }
  if (names_a_street(after) || (found.kind != NameKind::kShort && !area.known())) found.code = {};
  return found;
}

AddressReading AddressReader::read(std::string_view text, PlaceCode within, Scan scan) const {
  AddressReading reading;
  PlaceCode area = within;
  std::size_t left_to_scan = scan == Scan::kYes ? kScanned : 0;
  bool scanning = false;
  while (text.size() >= PlaceNames::kKeyBytes && reading.level < 3) {
    auto next = match(text, area, reading.level);
    const bool found =
        next.code.known() && (!scanning || (next.kind == NameKind::kFull && next.length >= kLeastScanned));
    if (found) {
      if (!area.known() || lies_in(next.code, area)) area = next.code;
      reading.code = next.code;
      reading.level = level_of(next.code);
      reading.full |= next.kind == NameKind::kFull;
      ++reading.names;
      reading.ambiguous = false;
      scanning = false;
      text.remove_prefix(next.length);
      continue;
    }
    if (!scanning && next.ambiguous) {
      reading.ambiguous = true;
      // '苏州鼓楼区': nothing finer; the places that the name could be are the caller's to decide between.
      break;
    }
    if (!scanning && area.known()) {
      // The places that hold the area, or the area once more: 江苏省 before or behind 苏州市.
      const auto above = names_.begin(text, area.province(), 2, 1, false);
      if (above.code.known() && lies_in(area, above.code) && !names_a_street(text.substr(above.length))) {
        reading.full |= above.kind == NameKind::kFull;
        reading.level = std::max(reading.level, level_of(above.code));
        if (reading.names == 0 || !reading.code.known()) ++reading.names;
        text.remove_prefix(above.length);
        if (!reading.code.known()) reading.code = within;
        continue;
      }
    }
    if (const auto bytes = filler(text); bytes > 0 && !scanning) {
      text.remove_prefix(bytes);
      continue;
    }
    const auto bytes = bytes_of_character(text);
    if (left_to_scan < bytes) break;
    scanning = true;
    left_to_scan -= bytes;
    text.remove_prefix(bytes);
  }
  return reading;
}

}  // namespace lianzhao
