#include "planning/trips/local_search.h"

#include "planning/trips/moves/insert.h"
#include "planning/trips/moves/relocate.h"
#include "planning/trips/moves/replace.h"
#include "planning/trips/moves/swap_tails.h"
#include "planning/trips/moves/two_opt.h"

namespace lianzhao::planning {
namespace {

// Bounds the work where windows make moves gain in circles of rounding.
constexpr int kMaxRounds = 1000;

}  // namespace

void shorten(Roster& roster, std::vector<bool>& marked) {
  for (int round = 0; round < kMaxRounds; ++round) {
    bool moved = false;
    for (std::size_t team = 0; team < roster.teams(); ++team) {
      if (!marked[team]) continue;
      if (two_opt_best(roster, team)) moved = true;
      if (relocate_best(roster, team)) moved = true;
      if (swap_tails_best(roster, team)) moved = true;
    }
    if (!moved) break;
  }
  marked.assign(roster.teams(), false);
}

void improve(Roster& roster, std::vector<bool>& marked, bool thorough) {
  for (int round = 0; round < kMaxRounds; ++round) {
    shorten(roster, marked);
    bool moved = false;
    while (insert_best(roster)) moved = true;
    if (replace_best(roster, false)) moved = true;
    if (!moved && thorough && replace_best(roster, true)) moved = true;
    if (!moved) return;
    marked.assign(roster.teams(), true);
  }
}

}  // namespace lianzhao::planning
