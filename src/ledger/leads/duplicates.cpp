#include "ledger/leads/duplicates.h"

#include <algorithm>
#include <cmath>

namespace lianzhao::ledger {
namespace {

constexpr double kNear = 0.2;  // amounts that differ by no more are near

bool near(std::optional<double> a, std::optional<double> b) {
  return a && b && *a > 0 && *b > 0 && std::abs(*a - *b) <= kNear * std::max(*a, *b);
}

std::vector<std::uint32_t> pairs_of(const std::u16string& text) {
  std::vector<std::uint32_t> out;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) out.push_back(std::uint32_t{text[i]} << 16 | text[i + 1]);
  std::sort(out.begin(), out.end());
  return out;
}

// Share of the character pairs that two texts have in common (Dice 1945); 0 for texts of one character.
double in_common(const std::vector<std::uint32_t>& left, const std::vector<std::uint32_t>& right) {
  if (left.empty() || right.empty()) return 0;
  std::size_t common = 0;
  for (auto a = left.begin(), b = right.begin(); a != left.end() && b != right.end();) {
    if (*a == *b) {
      ++common, ++a, ++b;
    } else {
      *a < *b ? ++a : ++b;
    }
  }
  return 2.0 * static_cast<double>(common) / static_cast<double>(left.size() + right.size());
}

std::u16string as_written(std::string_view text) {  // bytes, one a unit: only to be compared for being equal
  return {text.begin(), text.end()};
}

}  // namespace

std::string_view name_of(Followed kind) {
  return kind == Followed::kLead ? "lead" : "project";
}
std::string_view name_of(Likeness likeness) {
  return likeness == Likeness::kSame ? "same" : likeness == Likeness::kLikely ? "likely" : "possible";
}

std::string DuplicateIndex::key_of(Followed kind, const std::string& id) {
  return std::string(name_of(kind)) + " " + id;
}

DuplicateIndex::Traits DuplicateIndex::traits_of(const Followable& record) const {
  if (!names_.parser || !names_.table) return {as_written(record.firm_name), {}, {}, 0};
  const auto parts = names_.parser->parse(record.firm_name);
  return {fold(*names_.table, record.firm_name), fold(*names_.table, parts.industry),
          pairs_of(fold(*names_.table, record.title)), registry::brand_key(parts.brand)};
}

void DuplicateIndex::put(Followable record) {
  remove(record.kind, record.id);
  auto traits = traits_of(record);
  const auto at = entries_.size();
  by_id_[key_of(record.kind, record.id)] = at;
  if (!record.firm_key.empty()) by_firm_[record.firm_key].push_back(at);
  if (!record.node.empty()) by_node_[record.node].push_back(at);
  by_name_[traits.name].push_back(at);
  if (traits.brand != 0) by_brand_[traits.brand].push_back(at);
  entries_.push_back({std::move(record), std::move(traits), false});
}

void DuplicateIndex::remove(Followed kind, const std::string& id) {
  const auto found = by_id_.find(key_of(kind, id));
  if (found == by_id_.end()) return;
  entries_[found->second].gone = true;
  by_id_.erase(found);
  if (entries_.size() < 1000 || by_id_.size() > entries_.size() / 2) return;
  DuplicateIndex fresh(names_);  // more gone than there: begin anew
  for (auto& entry : entries_) {
    if (!entry.gone) fresh.put(std::move(entry.record));
  }
  *this = std::move(fresh);
}

std::optional<FoundDuplicate> DuplicateIndex::compare(const Followable& wanted, const Traits& own, const Entry& other,
                                                      Day today) const {
  const auto& record = other.record;
  const auto& theirs = other.traits;
  const bool same_size = !wanted.node.empty() && wanted.node == record.node &&
                         (near(wanted.investment, record.investment) || near(wanted.capacity, record.capacity));
  const double likeness = same_size ? in_common(own.title, theirs.title) : 0;
  struct Why {
    Likeness likeness;
    const char *zh, *en;
  };
  const auto why = [&]() -> std::optional<Why> {
    const bool same_brand = own.brand != 0 && own.brand == theirs.brand;
    if (!wanted.firm_key.empty() && wanted.firm_key == record.firm_key) {
      return Why{Likeness::kSame, "同一企业（信用代码相同）", "the same firm (same credit code)"};
    }
    if (own.name == theirs.name) return Why{Likeness::kSame, "同一企业（名称相同）", "the same firm (same name)"};
    if (same_brand && own.industry == theirs.industry) {
      return Why{Likeness::kLikely, "字号与行业相同，名称写法不同",
                 "same brand and line of business, the name in other words"};
    }
    if (likeness >= 0.5) {
      return Why{Likeness::kLikely, "项目名称、环节与规模相近，企业不同",
                 "similar title, node and size under another firm"};
    }
    if (same_brand) {
      return Why{Likeness::kPossible, "字号相同，可能同属一个集团", "same brand, perhaps of one group"};
    }
    if (likeness >= 0.3) {
      return Why{Likeness::kPossible, "环节与规模相近的项目", "a project of the same node and a similar size"};
    }
    return std::nullopt;
  }();
  if (!why) return std::nullopt;  // most: nothing is copied for them
  const bool rests = !record.settled && today.since_epoch - record.last_activity.since_epoch > kRestsAfterDays;
  const bool leads =
      !record.over && !rests && why->likeness != Likeness::kPossible &&
      (record.kind > wanted.kind || (record.kind == wanted.kind && record.registered <= wanted.registered));
  return FoundDuplicate{record, why->likeness, why->zh, why->en, leads};
}

std::vector<FoundDuplicate> DuplicateIndex::find(const Followable& wanted, Day today,
                                                 const std::set<std::string>& without) const {
  const auto own = traits_of(wanted);
  std::vector<std::size_t> candidates;
  const auto add = [&](const auto& map, const auto& key) {
    if (const auto found = map.find(key); found != map.end()) {
      candidates.insert(candidates.end(), found->second.begin(), found->second.end());
    }
  };
  if (!wanted.firm_key.empty()) add(by_firm_, wanted.firm_key);
  add(by_name_, own.name);
  if (own.brand != 0) add(by_brand_, own.brand);
  if (!wanted.node.empty()) add(by_node_, wanted.node);
  std::sort(candidates.begin(), candidates.end());
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
  std::vector<FoundDuplicate> out;
  for (const auto index : candidates) {
    const auto& entry = entries_[index];
    const bool itself = !wanted.id.empty() && entry.record.kind == wanted.kind && entry.record.id == wanted.id;
    if (entry.gone || itself) continue;
    if (!without.empty() && without.contains(key_of(entry.record.kind, entry.record.id))) continue;
    if (auto found = compare(wanted, own, entry, today)) out.push_back(*std::move(found));
  }
  sort(out);
  return out;
}

void DuplicateIndex::sort(std::vector<FoundDuplicate>& found) {
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    if (a.likeness != b.likeness) return a.likeness < b.likeness;
    if (a.record.registered != b.record.registered) return a.record.registered < b.record.registered;
    return a.record.id < b.record.id;
  });
}

}  // namespace lianzhao::ledger
