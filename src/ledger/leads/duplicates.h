// Whether a lead or project is followed already: the same firm, a firm of the same name in other words, a firm of the
// same brand, or the same project under another firm. Pure: the records to look through are given.
//
// Who leads (docs/leads.md): a project before a lead, an active record before one that rests, then the one that was
// received first.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/folding.h"
#include "registry/name/name_parser.h"

namespace lianzhao::ledger {

enum class Followed : std::uint8_t { kLead, kProject };
enum class Likeness : std::uint8_t { kSame, kLikely, kPossible };
std::string_view name_of(Followed kind);      // "lead"
std::string_view name_of(Likeness likeness);  // "same"

// What is compared.
struct Followable {
  Followed kind = Followed::kLead;
  std::string id, title, group;
  std::string firm_key, firm_name;   // key "" where the firm is known by name only
  std::string node;                  // "" where not known
  std::optional<double> investment;  // yuan
  std::optional<double> capacity;
  Day received;
  Day last_activity;
  bool over = false;  // rejected, dropped: told, but it bars nobody
};

struct FoundDuplicate {
  std::size_t index = 0;  // of the records given
  Likeness likeness = Likeness::kPossible;
  std::string zh, en;  // why
  bool other_leads = false;
};

inline constexpr int kRestsAfterDays = 90;  // without activity; a default to be confirmed by the zone

class DuplicateFinder {
 public:
  // Both outlive it.
  DuplicateFinder(const registry::NameParser& names, const FoldTable& table) : names_(names), table_(table) {}

  // Same before likely before possible, then by who received it first. The record itself (same kind and id) is passed
  // over.
  [[nodiscard]] std::vector<FoundDuplicate> find(const Followable& wanted, std::span<const Followable> records,
                                                 Day today) const;

 private:
  struct Traits;
  [[nodiscard]] Traits traits_of(const Followable& record) const;
  const registry::NameParser& names_;
  const FoldTable& table_;
};

}  // namespace lianzhao::ledger
