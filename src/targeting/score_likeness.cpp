#include "targeting/score_likeness.h"

#include <fmt/format.h>

#include <algorithm>

namespace lianzhao::targeting {
namespace {

using registry::Activity;
using registry::Detail;
using registry::mask_of;

constexpr std::size_t kShown = 2;         // lines named as evidence
constexpr float kLeastShown = 0.3F;       // cosine from which a line is called alike
constexpr std::size_t kMostPhrases = 80;  // of a text; what lies behind is not looked at

// Whoever only sells, rents, installs or serves something does not make it.
bool could_make(registry::ActivityMask activities) {
  constexpr registry::ActivityMask kMaking =
      mask_of(Activity::kMake) | mask_of(Activity::kProcess) | mask_of(Activity::kResearch);
  return activities == registry::kUnstated || (activities & kMaking) != 0;
}

}  // namespace

Result<LikenessScorer> LikenessScorer::create(const Likeness& likeness, const FoldTable& table,
                                              std::span<const std::string> names) {
  auto reader = registry::ScopeReader::create(registry::Vocabulary(table));
  if (!reader) return reader.error();
  return LikenessScorer(likeness, table, likeness.asked(table, names), *std::move(reader));
}

std::vector<LikenessScorer::Line> LikenessScorer::lines_of(const registry::FirmTexts& texts, std::string_view brand,
                                                           bool listed) {
  std::vector<Line> lines;
  for (const auto field : {Detail::kProducts, Detail::kScope}) {
    const std::string_view text = texts[field];
    reader_.read(text, reading_, field == Detail::kProducts ? mask_of(Activity::kMake) : registry::kUnstated);
    for (std::size_t i = 0; i < std::min(reading_.phrases.size(), kMostPhrases); ++i) {
      const auto& phrase = reading_.phrases[i];
      if (phrase.negated || !could_make(phrase.activities)) continue;
      lines.push_back({std::string(text.substr(phrase.begin, phrase.end - phrase.begin)), 0, std::nullopt});
    }
  }
  auto known = likeness_.lines_of(table_, texts.name, listed);
  if (known.empty() && listed) known = likeness_.lines_of(table_, brand, true);
  for (const auto& line : known) lines.push_back({line.product, 0, line.share});
  for (auto& line : lines) line.cosine = likeness_.cosine(table_, asked_, line.text);
  return lines;
}

Scored LikenessScorer::score(const ScoreWeights& weights, const registry::FirmTexts& texts, std::string_view brand,
                             bool listed, Explain explain) {
  if (asked_.rows() == 0) return {0, "产品知识中没有这个产品的用词", "product knowledge lacks the product's words"};
  auto lines = lines_of(texts, brand, listed);
  if (lines.empty()) return {0, "没有可比的产品或经营项目", "no product or phrase to compare"};
  std::vector<float> cosines;
  cosines.reserve(lines.size());
  for (const auto& line : lines) cosines.push_back(line.cosine);
  const double most = weights.likeness.most;
  Scored out{std::clamp(likeness_.points(cosines), -most, most), {}, {}};
  if (explain == Explain::kNo) return out;
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.cosine > b.cosine; });
  for (std::size_t i = 0; i < std::min(kShown, lines.size()) && lines[i].cosine >= kLeastShown; ++i) {
    const auto& line = lines[i];
    const bool earns = line.share && *line.share != kScopeShare;
    out.zh += fmt::format("{}「{}」相近度 {:.2f}", out.zh.empty() ? "" : "；", line.text, line.cosine);
    out.en += fmt::format("{}\"{}\" alike by {:.2f}", out.en.empty() ? "" : "; ", line.text, line.cosine);
    if (earns) {
      out.zh += fmt::format("（上市公司年报，占营收 {:.1f}%）", *line.share * 100);
      out.en += fmt::format(" (annual report, {:.1f} % of revenue)", *line.share * 100);
    } else {
      out.zh += line.share ? "（上市公司经营范围）" : "（登记的产品或经营范围）";
      out.en += line.share ? " (listed firm's scope)" : " (registered products or scope)";
    }
  }
  if (out.zh.empty()) return {out.points, "没有相近的产品或经营项目", "no product or phrase is alike"};
  return out;
}

}  // namespace lianzhao::targeting
