#include "targeting/makers/describe.h"

namespace lianzhao::targeting {
namespace {

constexpr float kAlike = 0.05F;  // least cosine of a line whose beginning and end are compared

std::size_t shared_beginning(std::u16string_view a, std::u16string_view b) {
  std::size_t n = 0;
  while (n < a.size() && n < b.size() && a[n] == b[n]) ++n;
  return n;
}

std::size_t shared_end(std::u16string_view a, std::u16string_view b) {
  std::size_t n = 0;
  while (n < a.size() && n < b.size() && a[a.size() - 1 - n] == b[b.size() - 1 - n]) ++n;
  return n;
}

}  // namespace

void Evidence::prepare_pieces() {
  std::vector<SparseVector> by_firm(firms());
  for (std::size_t f = 0; f < firms(); ++f) {
    auto& held = by_firm[f];
    for (const auto& line : lines_[f]) {
      for (const auto& gram : models_.lexicon.products.row(line.product)) held.push_back({gram.column, 1});
    }
    std::sort(held.begin(), held.end(), [](const auto& a, const auto& b) { return a.column < b.column; });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < held.size(); ++i) {
      if (kept > 0 && held[kept - 1].column == held[i].column) {
        held[kept - 1].value += 1;
      } else {
        held[kept++] = held[i];
      }
    }
    held.resize(kept);
  }
  SparseRows rows;
  for (const auto& held : by_firm) rows.add_row(held);
  firms_by_gram_ = rows.transposed(models_.lexicon.ended.size());
}

// Needs the cosines of by_lines.
void Evidence::by_pieces(Work& work) const {
  const auto& lexicon = models_.lexicon;
  const auto n = index_of(firms());
  const std::u16string_view asked = lexicon.texts[work.product];
  Column prefix = Column::Zero(n), suffix = prefix, prefix_lines = prefix, suffix_lines = prefix;
  for (std::size_t m = 0; m < made_.size(); ++m) {
    if (work.cosines[index_of(m)] < kAlike) continue;
    const std::u16string_view line = lexicon.texts[made_[m]];
    const auto begin = shared_beginning(asked, line), end = shared_end(asked, line);
    for (const auto firm : makers_[made_[m]]) {
      prefix[firm] = std::max(prefix[firm], static_cast<float>(begin));
      suffix[firm] = std::max(suffix[firm], static_cast<float>(end));
      prefix_lines[firm] += begin >= 2 ? 1 : 0;
      suffix_lines[firm] += end >= 2 ? 1 : 0;
    }
  }
  Column covered = Column::Zero(n), rarest = covered, held = covered, held_sum = covered;
  float all = 1e-6F;
  for (const auto& gram : lexicon.products.row(work.product)) {
    const float weight = gram.value * gram.value;
    all += weight;
    const auto holders = firms_by_gram_.row(gram.column);
    float lines = 1;  // and one not known
    for (const auto& holder : holders) lines += holder.value;
    const float rarity =
        std::log(static_cast<float>(n) / static_cast<float>(std::max<std::size_t>(holders.size(), 1)));
    for (const auto& holder : holders) {
      const float part = holder.value / lines;
      covered[holder.column] += weight;
      rarest[holder.column] = std::max(rarest[holder.column], rarity);
      held[holder.column] = std::max(held[holder.column], part);
      held_sum[holder.column] += weight * part;
    }
  }
  work.out.col(kPrefix) = prefix;
  work.out.col(kSuffix) = suffix;
  work.out.col(kPrefixLines) = prefix_lines.array().log1p();
  work.out.col(kSuffixLines) = suffix_lines.array().log1p();
  work.out.col(kCovered) = covered / all;
  work.out.col(kRarest) = rarest;
  work.out.col(kHeld) = held;
  work.out.col(kHeldSum) = (held_sum.array() / all + 1e-3F).log();
}

}  // namespace lianzhao::targeting
