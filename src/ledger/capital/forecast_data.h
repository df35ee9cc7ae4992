// The projects that the forecast of arrived capital looks at, as they stood on a day.
#pragma once

#include "ledger/access.h"
#include "ledger/capital/counted.h"
#include "ledger/capital/forecast.h"
#include "store/database.h"

namespace lianzhao::ledger::capital {

struct ForecastData {
  std::vector<OpenProject> projects;  // signed ones and those that are not
  std::int64_t signed_count = 0;
  std::int64_t unsigned_count = 0, without_likelihood = 0;  // not signed: taken, and left out as nobody stated it
  std::int64_t planned_fen = 0, weighted_fen = 0;           // of those taken: investment; times their likelihood
};

// Projects with an agreement by `on` whose capital the rule counts (origin, second phases), with what of it has
// arrived up to and with `until`, and the stage reached by `on`. Beside them those known by `on` that have no
// agreement to this day, with the likelihood that they state. Dropped and paused, likelihoods and plans are as they
// are now; a project that was signed since `on` has no likelihood of that day any more, and is left out.
Result<ForecastData> read_forecast_data(store::Transaction& tx, const Access& access, const Rule& rule,
                                        const std::vector<Close>& closes, Month until, Day on);

}  // namespace lianzhao::ledger::capital
