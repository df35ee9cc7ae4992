// A firm's name = 行政区划 (place) + 字号 (brand) + 行业 (line of business) + 组织形式 (legal form), the order of the
// Provisions on Registration Administration of Enterprise Names (企业名称登记管理规定, State Council, in force since
// 2021-03-01, art. 6). The place may also stand in brackets behind the brand: 金风科技（酒泉）有限公司.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/places.h"
#include "base/result.h"

namespace lianzhao::registry {

// A short name of a place that is above all a word (data/places-words.tsv) is no place here but the beginning of the
// brand, which a word of business that follows it belongs to: 东方电气, 东方日升; general words of business do not
// (平安|科技). With its word of level it is a place: 东方市.
// Views into the parsed name. Empty where the name has no such part.
struct NameParts {
  std::string_view place;     // 甘肃省酒泉市, 江苏, 酒泉
  std::string_view brand;     // 南高齿
  std::string_view industry;  // 风电装备, 科技
  std::string_view form;      // 有限公司, 股份有限公司, 厂, 分公司 (the last form when several)
  PlaceCode place_code{};     // of `place`, 0 when none or not known
  PlaceCode evidence{};  // where the name says that the firm is: of a branch, the branch's own place if it names one
  bool is_branch = false;  // 分公司, 分厂, 办事处, 营业部 ... : not a legal person of its own
};

// Thread-safe after construction; parse() does not allocate.
class NameParser {
 public:
  // `industry_words`: data/registry/industry-words.txt, one word a line, '#' comments.
  static Result<NameParser> load(const Places& places, const std::string& industry_words_path);
  NameParser(NameParser&&) noexcept;
  NameParser& operator=(NameParser&&) noexcept;
  ~NameParser();

  [[nodiscard]] NameParts parse(std::string_view name) const;

 private:
  struct Impl;
  explicit NameParser(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// The brand as compared: full-width forms folded, Latin letters lower-cased, spaces and brackets dropped; then a
// 64-bit hash. 0 for an empty brand.
std::uint64_t brand_key(std::string_view brand);

}  // namespace lianzhao::registry
