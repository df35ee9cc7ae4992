#include "registry/name/name_parser.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <span>
#include <unordered_set>
#include <vector>

#include "base/file.h"

namespace lianzhao::registry {
namespace {

constexpr std::size_t kCharacter = 3;  // bytes of a Chinese character
constexpr std::size_t kLongestWord = 8 * kCharacter;

// Legal forms, the longest first where one ends another. Branch forms end the name of a branch; the form of the firm
// it belongs to stands before them.
constexpr auto kBranchForms = std::to_array<std::string_view>(
    {"分公司", "分厂",   "分店",   "支公司", "办事处", "代表处", "营业部", "分部",   "分行", "支行", "分社",
     "门市部", "营业厅", "收购站", "储蓄所", "项目部", "销售处", "分理处", "加油站", "分场", "分所", "分中心"});
constexpr auto kForms = std::to_array<std::string_view>({"股份有限责任公司",
                                                         "集团股份有限公司",
                                                         "集团有限责任公司",
                                                         "控股股份有限公司",
                                                         "集团有限公司",
                                                         "股份有限公司",
                                                         "有限责任公司",
                                                         "股份合作公司",
                                                         "控股有限公司",
                                                         "总公司",
                                                         "有限公司",
                                                         "集团公司",
                                                         "合伙企业",
                                                         "个人独资企业",
                                                         "股份公司",
                                                         "公司",
                                                         "集团",
                                                         "专业合作社",
                                                         "农民专业合作社",
                                                         "合作社",
                                                         "联合社",
                                                         "供销社",
                                                         "信用社",
                                                         "经营部",
                                                         "经销部",
                                                         "销售部",
                                                         "服务部",
                                                         "批发部",
                                                         "商行",
                                                         "商店",
                                                         "商场",
                                                         "超市",
                                                         "加工厂",
                                                         "工厂",
                                                         "总厂",
                                                         "厂",
                                                         "店",
                                                         "部",
                                                         "中心",
                                                         "研究院",
                                                         "研究所",
                                                         "设计院",
                                                         "事务所",
                                                         "酒店",
                                                         "宾馆",
                                                         "饭店",
                                                         "医院",
                                                         "学校",
                                                         "工作室",
                                                         "农场",
                                                         "林场",
                                                         "牧场",
                                                         "矿",
                                                         "站",
                                                         "社",
                                                         "行",
                                                         "坊",
                                                         "馆",
                                                         "所",
                                                         "院"});

std::uint32_t last_character(std::string_view text) {
  std::uint32_t key = 0;
  if (text.size() >= kCharacter) std::memcpy(&key, text.data() + text.size() - kCharacter, kCharacter);
  return key;
}

// The words of a list, found by the character with which a text ends: most texts are compared with few or none.
class SuffixList {
 public:
  explicit SuffixList(std::span<const std::string_view> words) {
    for (const auto word : words) slots_[slot_of(last_character(word))].push_back(word);
  }
  // The first word of the list that ends `text`, which must be longer by `least_before` bytes; empty when none does.
  [[nodiscard]] std::string_view find(std::string_view text, std::size_t least_before) const {
    for (const auto word : slots_[slot_of(last_character(text))]) {
      if (text.size() >= word.size() + least_before && text.ends_with(word)) return word;
    }
    return {};
  }

 private:
  static constexpr std::size_t kSlots = 256;
  static std::size_t slot_of(std::uint32_t key) { return (key * 0x9E3779B1u) >> 24; }
  std::array<std::vector<std::string_view>, kSlots> slots_;
};

bool take_suffix(std::string_view& text, std::string_view suffix) {
  if (text.size() <= suffix.size() || !text.ends_with(suffix)) return false;
  text.remove_suffix(suffix.size());
  return true;
}

constexpr char kWideLead = '\xEF';  // first byte of （

// A bracket at `at`: "(" or "（"; its bytes, 0 when there is none.
std::size_t open_bytes(std::string_view text) {
  return text.starts_with("(") ? 1 : text.starts_with("（") ? 3 : 0;
}

// The last bracket pair's content, when it closes the text or stands inside; npos begin when there is none.
struct Bracket {
  std::size_t begin = std::string_view::npos, inner = 0, inner_end = 0, end = 0;
};
Bracket find_bracket(std::string_view text) {
  Bracket bracket;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '(' && text[i] != kWideLead) continue;
    const auto bytes = open_bytes(text.substr(i));
    if (bytes == 0) continue;
    bracket.begin = i;
    bracket.inner = i + bytes;
    const auto half = text.find(')', bracket.inner), full = text.find("）", bracket.inner);
    bracket.inner_end = std::min(half, full);
    if (bracket.inner_end == std::string_view::npos) return {};
    bracket.end = bracket.inner_end + (bracket.inner_end == half ? 1 : 3);
    return bracket;
  }
  return bracket;
}

bool is_character_start(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_character_start));
}

constexpr std::string_view kChina = "中国";

// Whether a text has 区 or 园, one of which ends every zone's word.
bool has_zone_sign(std::string_view text) {
  for (std::size_t i = 0; i + kCharacter <= text.size(); ++i) {
    if (text[i] == '\xE5' && (text.substr(i, kCharacter) == "区" || text.substr(i, kCharacter) == "园")) return true;
  }
  return false;
}

// Bytes of a development zone's words at the beginning of what follows a place: the longest within 14 characters that
// leaves a brand behind it.
std::size_t zone_prefix(std::string_view text) {
  static constexpr std::array<std::string_view, 13> kZones = {
      "高新技术产业开发区", "新技术开发区", "经济技术开发区", "经济开发区", "工业园区", "开发区", "高新区", "经开区",
      "航空港区",           "保税区",       "工业园",         "自贸区",     "新区"};
  const auto window = text.substr(0, 14 * kCharacter);
  if (!has_zone_sign(window)) return 0;
  std::size_t longest = 0;
  for (const auto zone : kZones) {
    const auto at = window.find(zone);
    if (at == std::string_view::npos || at > 4 * kCharacter) continue;
    const auto end = at + zone.size();
    if (text.size() >= end + 2 * kCharacter) longest = std::max(longest, end);
  }
  return longest;
}

bool has_level(std::string_view text) {
  return text.starts_with("市") || text.starts_with("县") || text.starts_with("区");
}

struct Hash {
  std::size_t operator()(std::string_view text) const { return XXH3_64bits(text.data(), text.size()); }
};

}  // namespace

struct NameParser::Impl {
  const Places* places;
  std::vector<std::string> words;
  std::unordered_set<std::string_view, Hash> lookup;  // views into words
  // By a hash of the last two characters: which lengths (bit n: n characters) words that end so have.
  std::array<std::uint16_t, 1u << 13> lengths{};
  SuffixList branch_forms{kBranchForms}, forms{kForms};

  static std::size_t ending_of(std::string_view text) {
    std::uint64_t key = 0;
    std::memcpy(&key, text.data() + text.size() - 2 * kCharacter, 2 * kCharacter);
    return (key * 0x9E3779B97F4A7C15ull) >> (64 - 13);
  }
  void index() {
    for (const auto& word : words) {
      lookup.insert(word);
      const auto count = word.size() / kCharacter;
      if (word.size() % kCharacter == 0 && count >= 2 && word.size() <= kLongestWord)
        lengths[ending_of(word)] |= static_cast<std::uint16_t>(1u << count);
    }
  }

  // Bytes of the longest industry word that ends `text`.
  [[nodiscard]] std::size_t industry_suffix(std::string_view text) const {
    if (text.size() < 2 * kCharacter) return 0;
    for (unsigned left = lengths[ending_of(text)]; left != 0;) {
      const unsigned count = 31u - static_cast<unsigned>(__builtin_clz(left));
      left &= ~(1u << count);
      const auto bytes = count * kCharacter;
      if (bytes <= text.size() && lookup.contains(text.substr(text.size() - bytes))) return bytes;
    }
    return 0;
  }

  // `text` begins with a brand of `length` bytes that is also the name of a place: the bytes of both brand and the
  // word of business that follows it directly, 0 when none does or when it is one of those that any firm has. Of
  // several words the shortest that leaves another word of business or nothing behind it (电气|设备), else the
  // longest.
  [[nodiscard]] std::size_t bound_business(std::string_view text, std::size_t length) const {
    static constexpr auto kGeneral = std::to_array<std::string_view>(
        {"科技", "技术", "投资", "实业", "发展",   "贸易", "商贸", "工贸", "经贸", "物流", "银行",
         "保险", "财产", "人寿", "证券", "信托",   "基金", "资产", "管理", "咨询", "集团", "控股",
         "国际", "服务", "文化", "传媒", "企业",   "工业", "产业", "商业", "网络", "信息", "软件",
         "健康", "医疗", "置业", "地产", "房地产", "物业", "租赁", "期货"});
    const auto rest = text.substr(length);
    for (const auto word : kGeneral) {
      if (rest.starts_with(word)) return 0;
    }
    const auto word_begins = [&](std::string_view part) {
      for (std::size_t bytes = 2 * kCharacter; bytes <= std::min(part.size(), kLongestWord); bytes += kCharacter) {
        if (lookup.contains(part.substr(0, bytes))) return true;
      }
      return false;
    };
    std::size_t longest = 0;
    for (std::size_t bytes = 2 * kCharacter; bytes <= std::min(rest.size(), kLongestWord); bytes += kCharacter) {
      if (!lookup.contains(rest.substr(0, bytes))) continue;
      longest = bytes;
      if (rest.size() == bytes || word_begins(rest.substr(bytes))) break;
    }
    return longest == 0 ? 0 : length + longest;
  }
};

NameParser::NameParser(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
NameParser::NameParser(NameParser&&) noexcept = default;
NameParser& NameParser::operator=(NameParser&&) noexcept = default;
NameParser::~NameParser() = default;

Result<NameParser> NameParser::load(const Places& places, const std::string& industry_words_path) {
  auto content = read_file(industry_words_path, 1u << 20);
  if (!content) return content.error();
  auto impl = std::make_unique<Impl>();
  impl->places = &places;
  std::string_view rest = *content;
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    auto line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.starts_with('#')) continue;
    while (!line.empty()) {  // words of a line are separated by blanks
      const auto blank = line.find_first_of(" \r");
      if (const auto word = line.substr(0, blank); !word.empty()) impl->words.emplace_back(word);
      line.remove_prefix(blank == std::string_view::npos ? line.size() : blank + 1);
    }
  }
  impl->index();
  return NameParser(std::move(impl));
}

NameParts NameParser::parse(std::string_view name) const {
  NameParts parts;
  std::string_view rest = name;

  // 1. Branches: the branch form, and what names the branch, go; the firm's own name stays.
  if (const auto form = impl_->branch_forms.find(rest, 0); !form.empty()) {
    parts.is_branch = true;
    parts.form = rest.substr(rest.size() - form.size());
    const auto parent = rest.rfind("公司", rest.size() - form.size() > 0 ? rest.size() - form.size() - 1 : 0);
    if (parent != std::string_view::npos && parent + 6 <= rest.size() - form.size()) {
      const auto own = impl_->places->find_prefix(rest.substr(parent + 6));
      parts.evidence = own.word ? own.before : own.code;
      rest = rest.substr(0, parent + 6);
    } else {
      rest.remove_suffix(form.size());
    }
  }
  // 2. A bracket at the end speaks of the legal form: （有限合伙）, （普通合伙）.
  if (const auto bracket = find_bracket(rest);
      bracket.begin != std::string_view::npos && bracket.end == rest.size() && bracket.begin > 0) {
    rest = rest.substr(0, bracket.begin);
  }
  // 3. Legal form.
  if (const auto form = impl_->forms.find(rest, 1); !form.empty()) {
    if (!parts.is_branch) parts.form = rest.substr(rest.size() - form.size());
    rest.remove_suffix(form.size());
  }
  for (const std::string_view word : {"集团", "控股"}) take_suffix(rest, word);

  // 4. Place before the brand.
  auto place = impl_->places->find_prefix(rest);
  const bool word = place.word && !has_level(rest.substr(place.length));
  std::size_t word_length = word ? place.length - place.before_length : 0;
  if (word) place = {place.before, place.before_length};
  if (place.length > 0 && place.length < rest.size()) {
    parts.place = rest.substr(0, place.length);
    parts.place_code = place.code;
    rest.remove_prefix(place.length);
    for (const std::string_view sign : {"省", "市", "县", "区"}) {
      if (!word && rest.starts_with(sign) && rest.size() > 2 * kCharacter) {
        rest.remove_prefix(sign.size());
        break;
      }
    }
  }
  // A zone behind the place belongs to it (苏州|工业园区, 大连|经济技术开发区); 中国 stands where a place would.
  if (parts.place.data() + parts.place.size() == rest.data()) {
    const auto zone = zone_prefix(rest);
    parts.place = std::string_view(parts.place.data(), parts.place.size() + zone);
    rest.remove_prefix(zone);
  } else if (parts.place.empty() && rest.starts_with(kChina) && rest.size() > kChina.size() + 2 * kCharacter - 1) {
    parts.place = rest.substr(0, kChina.size());
    rest.remove_prefix(kChina.size());
  }
  // Behind a place that does not hold it such a word is none either: 成都|东方电气, 中国|东方电气.
  if (word_length == 0 && !parts.place.empty()) {
    if (const auto behind = impl_->places->find_prefix(rest); behind.word && behind.before_length == 0)
      word_length = behind.length;
  }
  // 5. A bracketed place in the middle, or right behind the place: 金风科技（酒泉）…, 国电（甘肃）….
  if (const auto bracket = find_bracket(rest); bracket.begin != std::string_view::npos) {
    const auto inner = rest.substr(bracket.inner, bracket.inner_end - bracket.inner);
    if (inner == kChina) parts.place = inner;
    if (const auto in = impl_->places->find_prefix(inner); in.length > 0 && in.code.known()) {
      parts.place = inner;
      parts.place_code = in.code;
    }
    if (bracket.begin > 0) {
      // What stands behind the bracket is the line of business; what stands before it ends with brand or business.
      parts.industry = rest.substr(bracket.end);
      rest = rest.substr(0, bracket.begin);
    } else {
      rest.remove_prefix(bracket.end);
    }
  }
  // 6. Industry words from the right, as long as two characters stay for the brand.
  // A word that is also a place keeps the word of business that follows it.
  const auto bound = word_length > 0 && rest.size() > word_length ? impl_->bound_business(rest, word_length) : 0;
  std::size_t kept = bound > 0 ? bound : rest.size();
  for (std::size_t bytes = 0; bound == 0 && (bytes = impl_->industry_suffix(rest.substr(0, kept))) != 0;) {
    if (characters(rest.substr(0, kept - bytes)) < 2) break;
    kept -= bytes;
  }
  if (bound == 0 && kept == rest.size() && characters(rest) > 4 && parts.industry.empty()) {
    // No known word of business: brands have two to four characters, most of them two.
    std::size_t end = 0;
    for (int n = 0; n < 2 && end < rest.size(); ++n) {
      ++end;
      while (end < rest.size() && !is_character_start(rest[end])) ++end;
    }
    if (static_cast<unsigned char>(rest[0]) >= 0x80) kept = end;
  }
  if (parts.industry.empty()) parts.industry = rest.substr(kept);
  if (bound > 0 && parts.industry.starts_with("集团") && parts.industry.size() > 2 * kCharacter)
    parts.industry.remove_prefix(2 * kCharacter);
  parts.brand = rest.substr(0, kept);
  // 7. A word of business alone is no brand: with the place before it, it is one (太原重工, 重庆齿轮箱).
  if (bound == 0 && !parts.brand.empty() && impl_->industry_suffix(parts.brand) == parts.brand.size() &&
      parts.place.data() + parts.place.size() == parts.brand.data()) {
    parts.brand = std::string_view(parts.place.data(), parts.place.size() + parts.brand.size());
  }
  if (!parts.evidence.known()) parts.evidence = parts.place_code;
  return parts;
}

std::uint64_t brand_key(std::string_view brand) {
  // Folded by hand: a brand is short, and only spaces, brackets, case and full-width letters matter.
  char folded[128];
  std::size_t size = 0;
  for (std::size_t i = 0; i < brand.size() && size < sizeof folded; ++i) {
    const auto c = static_cast<unsigned char>(brand[i]);
    if (c == ' ' || c == '(' || c == ')' || c == '-' || c == '.') continue;
    if (c == 0xEF && i + 2 < brand.size() &&
        (static_cast<unsigned char>(brand[i + 1]) == 0xBC || static_cast<unsigned char>(brand[i + 1]) == 0xBD)) {
      const unsigned point = 0xF000u | (static_cast<unsigned char>(brand[i + 1]) & 0x3Fu) << 6 |
                             (static_cast<unsigned char>(brand[i + 2]) & 0x3Fu);
      i += 2;
      if (point < 0xFF01 || point > 0xFF5E) continue;
      const char half = static_cast<char>(point - 0xFEE0);
      if (half == '(' || half == ')') continue;
      folded[size++] = half >= 'A' && half <= 'Z' ? static_cast<char>(half + 32) : half;
      continue;
    }
    folded[size++] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : static_cast<char>(c);
  }
  if (size == 0) return 0;
  const std::uint64_t key = XXH3_64bits(folded, size);
  return key == 0 ? 1 : key;
}

}  // namespace lianzhao::registry
