#include "planning/landing/laws.h"

#include <fmt/format.h>

#include <array>

namespace lianzhao::planning {
namespace {

// 1 to 9999: 一千零九十五.
std::string numeral(int number) {
  static constexpr std::array<std::string_view, 10> kDigits = {"零", "一", "二", "三", "四",
                                                               "五", "六", "七", "八", "九"};
  static constexpr std::array<std::pair<int, std::string_view>, 4> kUnits = {
      {{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}}};
  std::string out;
  bool gap = false;
  for (const auto& [unit, name] : kUnits) {
    const auto digit = static_cast<std::size_t>(number / unit % 10);
    if (digit == 0) {
      gap = !out.empty();
      continue;
    }
    if (gap) out += kDigits[0];
    gap = false;
    if (!(unit == 10 && digit == 1 && out.empty())) out += kDigits[digit];  // 十八, not 一十八
    out += name;
  }
  return out;
}

}  // namespace

Words article_in_words(const std::vector<int>& numbers) {
  Words out;
  for (const int number : numbers) {
    out.zh += fmt::format("{}第{}条", out.zh.empty() ? "" : "、", numeral(number));
    out.en += fmt::format("{}{}", out.en.empty() ? "" : ", ", number);
  }
  if (!numbers.empty()) out.en = (numbers.size() == 1 ? "Art. " : "Arts. ") + out.en;
  return out;
}

bool LawBook::add(Law law) {
  auto id = law.id;
  return laws_.emplace(std::move(id), std::move(law)).second;
}

bool LawBook::add(Provision provision) {
  // What the law says of its time holds for its provisions.
  if (const auto* within = law(provision.law)) {
    if (!provision.from) provision.from = within->from;
    if (!provision.until) provision.until = within->until;
  }
  auto id = provision.id;
  return provisions_.emplace(std::move(id), std::move(provision)).second;
}

std::pair<std::string, std::string> LawBook::unsound() const {
  // A replacement begins when the replaced text ends, so that a chain goes on in time and cannot close.
  const auto chain = [](const auto& one, const auto& table) -> std::string {
    if (one.from && one.until && *one.from >= *one.until) return "'until' must come after 'from'";
    if (one.replaced_by.empty()) return {};
    const auto next = table.find(one.replaced_by);
    if (next == table.end()) return fmt::format("it is replaced by '{}', which is not in the table", one.replaced_by);
    if (!one.until) return "what is replaced needs 'until', the day from which it no longer holds";
    if (!next->second.from || *next->second.from != *one.until) {
      return fmt::format("'{}', which replaces it, must be in force from {}", one.replaced_by, to_string(*one.until));
    }
    return {};
  };
  for (const auto& [id, one] : laws_) {
    if (auto wrong = chain(one, laws_); !wrong.empty()) return {id, wrong};
  }
  for (const auto& [id, one] : provisions_) {
    const auto* within = law(one.law);
    if (!within) return {id, fmt::format("there is no law '{}'", one.law)};
    if ((within->from && *one.from < *within->from) || (within->until && *one.until > *within->until)) {
      return {id, fmt::format("it is in force longer than its law '{}'", one.law)};
    }
    if (auto wrong = chain(one, provisions_); !wrong.empty()) return {id, wrong};
  }
  return {};
}

const Law* LawBook::law(std::string_view id) const {
  const auto found = laws_.find(id);
  return found == laws_.end() ? nullptr : &found->second;
}

const Provision* LawBook::provision(std::string_view id) const {
  const auto found = provisions_.find(id);
  return found == provisions_.end() ? nullptr : &found->second;
}

const Provision* LawBook::in_force(std::string_view id, Day day) const {
  const auto* at = provision(id);
  while (at && at->until && *at->until <= day) at = at->replaced_by.empty() ? nullptr : provision(at->replaced_by);
  return at && at->holds(day) ? at : nullptr;
}

bool LawBook::law_in_force(std::string_view id, Day day) const {
  const auto* found = law(id);
  return found && (!found->from || *found->from <= day) && (!found->until || day < *found->until);
}

Citation LawBook::cite(const Provision& provision) const {
  const auto* within = law(provision.law);
  return {provision.id, within ? within->title : Words{}, provision.article, provision.note,
          provision.from, provision.until, provision.degree};
}

std::optional<Statute> LawBook::statute(const Provision& provision) const {
  if (!provision.days) return std::nullopt;
  return Statute{*provision.days, provision.kind, provision.extension, cite(provision)};
}

}  // namespace lianzhao::planning
