#include "ledger/leads/duplicates.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace lianzhao::ledger {
namespace {

constexpr double kNear = 0.2;  // amounts that differ by no more are near

bool near(std::optional<double> a, std::optional<double> b) {
  return a && b && *a > 0 && *b > 0 && std::abs(*a - *b) <= kNear * std::max(*a, *b);
}

// Share of the character pairs that two texts have in common (Dice 1945); 0 for texts of one character.
double pairs_in_common(const std::u16string& a, const std::u16string& b) {
  const auto pairs = [](const std::u16string& text) {
    std::multiset<std::u16string> out;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) out.insert(text.substr(i, 2));
    return out;
  };
  const auto left = pairs(a), right = pairs(b);
  if (left.empty() || right.empty()) return 0;
  std::size_t common = 0;
  for (auto it = left.begin(); it != left.end(); it = left.upper_bound(*it)) {
    common += std::min(left.count(*it), right.count(*it));
  }
  return 2.0 * static_cast<double>(common) / static_cast<double>(left.size() + right.size());
}

}  // namespace

std::string_view name_of(Followed kind) {
  return kind == Followed::kLead ? "lead" : "project";
}
std::string_view name_of(Likeness likeness) {
  return likeness == Likeness::kSame ? "same" : likeness == Likeness::kLikely ? "likely" : "possible";
}

struct DuplicateFinder::Traits {
  std::u16string name, title, brand_words, industry;
  std::uint64_t brand = 0;
};

DuplicateFinder::Traits DuplicateFinder::traits_of(const Followable& record) const {
  const auto parts = names_.parse(record.firm_name);
  return {fold(table_, record.firm_name), fold(table_, record.title), fold(table_, parts.brand),
          fold(table_, parts.industry), registry::brand_key(parts.brand)};
}

std::vector<FoundDuplicate> DuplicateFinder::find(const Followable& wanted, std::span<const Followable> records,
                                                  Day today) const {
  const auto own = traits_of(wanted);
  std::vector<FoundDuplicate> out;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const auto& other = records[i];
    if (!wanted.id.empty() && other.kind == wanted.kind && other.id == wanted.id) continue;
    FoundDuplicate found{i, Likeness::kPossible, "", "", false};
    const auto theirs = traits_of(other);
    const bool same_node = !wanted.node.empty() && wanted.node == other.node;
    const bool near_amount = near(wanted.investment, other.investment) || near(wanted.capacity, other.capacity);
    if (!wanted.firm_key.empty() && wanted.firm_key == other.firm_key) {
      found.likeness = Likeness::kSame;
      found.zh = "同一企业（信用代码相同）";
      found.en = "the same firm (same credit code)";
    } else if (own.name == theirs.name) {
      found.likeness = Likeness::kSame;
      found.zh = "同一企业（名称相同）";
      found.en = "the same firm (same name)";
    } else if (own.brand != 0 && own.brand == theirs.brand && own.industry == theirs.industry) {
      found.likeness = Likeness::kLikely;
      found.zh = "字号与行业相同，名称写法不同";
      found.en = "same brand and line of business, the name in other words";
    } else if (same_node && near_amount && pairs_in_common(own.title, theirs.title) >= 0.5) {
      found.likeness = Likeness::kLikely;
      found.zh = "项目名称、环节与规模相近，企业不同";
      found.en = "similar title, node and size under another firm";
    } else if (own.brand != 0 && own.brand == theirs.brand) {
      found.zh = "字号相同，可能同属一个集团";
      found.en = "same brand, perhaps of one group";
    } else if (same_node && near_amount && pairs_in_common(own.title, theirs.title) >= 0.3) {
      found.zh = "环节与规模相近的项目";
      found.en = "a project of the same node and a similar size";
    } else {
      continue;
    }
    const bool rests = today.since_epoch - other.last_activity.since_epoch > kRestsAfterDays;
    found.other_leads =
        !other.over && !rests && found.likeness != Likeness::kPossible &&
        (other.kind > wanted.kind || (other.kind == wanted.kind && other.received <= wanted.received));
    out.push_back(std::move(found));
  }
  std::stable_sort(out.begin(), out.end(), [&](const auto& a, const auto& b) {
    if (a.likeness != b.likeness) return a.likeness < b.likeness;
    return records[a.index].received < records[b.index].received;
  });
  return out;
}

}  // namespace lianzhao::ledger
