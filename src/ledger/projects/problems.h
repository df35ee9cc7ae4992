// Problems (难题) of projects: an owner, a deadline, how each was solved. One that is overdue rises by itself: to the
// leader on the day after its deadline, to the committee when that is more than kCommitteeAfterDays ago.
#pragma once

#include "ledger/projects/projects.h"

namespace lianzhao::ledger {

inline constexpr int kCommitteeAfterDays = 14;  // calendar days; a default to be confirmed by the zone

bool is_late(const ProjectProblem& problem, Day today);
// Where it stands today: the level it was put at, or the one it has risen to.
std::string_view level_now(const ProjectProblem& problem, Day today);
// A condition of ListQuery: problems that stand at the level.
std::pair<std::string, store::Values> at_level(std::string_view level, Day today);

// The project is within the reach and stays the same; the owner is an active user who can see the project.
RecordCheck<ProjectProblem> problem_check(const Projects& projects);

}  // namespace lianzhao::ledger
