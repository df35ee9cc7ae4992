// Whether a lead or project is followed already: the same firm, a firm of the same name in other words, a firm of the
// same brand, or the same project under another firm. Pure: the records to look through are put in.
//
// Who leads (docs/leads.md): a project before a lead, an active record before one that rests, then the one that was
// registered first.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/day.h"
#include "base/folding.h"
#include "base/instant.h"
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
  Instant registered;  // when it was entered, not when it is said to have come: nobody goes first by a date
  Day last_activity;
  bool settled = false;  // signed or beyond: never rests
  bool over = false;     // rejected, dropped: told, but it bars nobody
};

struct FoundDuplicate {
  Followable record;
  Likeness likeness = Likeness::kPossible;
  std::string zh, en;  // why
  bool other_leads = false;
};

inline constexpr int kRestsAfterDays = 90;  // without activity; a default to be confirmed by the zone

// Reads names with data that outlive it; without them only keys and names as written are compared.
struct NameReading {
  const registry::NameParser* parser = nullptr;
  const FoldTable* table = nullptr;
};

class DuplicateIndex {
 public:
  explicit DuplicateIndex(NameReading names) : names_(names) {}
  void put(Followable record);  // in place of one of the same kind and id
  void remove(Followed kind, const std::string& id);

  // Same before likely before possible, then by which was registered first. The record itself (same kind and id) and
  // those of `without` ("lead ID", "project ID") are passed over.
  [[nodiscard]] std::vector<FoundDuplicate> find(const Followable& wanted, Day today,
                                                 const std::set<std::string>& without = {}) const;
  static std::string key_of(Followed kind, const std::string& id);
  static void sort(std::vector<FoundDuplicate>& found);

 private:
  struct Traits {
    std::u16string name, industry;
    std::vector<std::uint32_t> title;  // its character pairs, sorted
    std::uint64_t brand = 0;
  };
  struct Entry {
    Followable record;
    Traits traits;
    bool gone = false;
  };
  [[nodiscard]] Traits traits_of(const Followable& record) const;
  [[nodiscard]] std::optional<FoundDuplicate> compare(const Followable& wanted, const Traits& own, const Entry& other,
                                                      Day today) const;

  NameReading names_;
  std::vector<Entry> entries_;
  std::map<std::string, std::size_t> by_id_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_firm_, by_node_;
  std::map<std::u16string, std::vector<std::size_t>> by_name_;
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> by_brand_;
};

}  // namespace lianzhao::ledger
