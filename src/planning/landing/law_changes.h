// What has become of the law that a plan uses: texts that hold no longer, and texts that have taken the place of those
// that held when the plan was saved.
#pragma once

#include <vector>

#include "planning/landing/laws.h"
#include "planning/landing/plan.h"

namespace lianzhao::planning {

enum class LawChangeKind : std::uint8_t {
  kReplaced,    // the text used, which held on the day of the task, has been replaced since
  kSinceSaved,  // the text used took the place of the one that held when the plan was saved
};
std::string_view name_of(LawChangeKind kind);  // "replaced"

struct LawChange {
  LawChangeKind kind;
  std::size_t task = 0;
  Day on;  // from which the later text holds
  Citation earlier, later;
};

// Of tasks that are not finished. `saved`: when the plan was saved last; absent: now. `today`: a replacement that lies
// ahead is none yet.
std::vector<LawChange> find_law_changes(const Plan& plan, const LawBook& laws, std::optional<Day> saved, Day today);
Words words_of(const Plan& plan, const LawChange& change);

// The provision that follows a cited one, and the day; nullopt where it still holds or nothing followed.
struct Replacement {
  Day on;
  Citation by;
};
std::optional<Replacement> replacement_of(const Citation& citation, const LawBook& laws, Day today);

// All that a task cites: minimum, limit, rules.
std::vector<const Citation*> citations_of(const Task& task);

}  // namespace lianzhao::planning
