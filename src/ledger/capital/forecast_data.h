// The signed projects that the forecast of arrived capital looks at, as they stood on a day.
#pragma once

#include "ledger/access.h"
#include "ledger/capital/counted.h"
#include "ledger/capital/forecast.h"
#include "store/database.h"

namespace lianzhao::ledger::capital {

struct ForecastData {
  std::vector<OpenProject> projects;
};

// Projects with an agreement by `on` whose capital the rule counts (origin, second phases), with what of it has
// arrived up to and with `until`, and the stage reached by `on`. Dropped and paused are as they are now.
Result<ForecastData> read_forecast_data(store::Transaction& tx, const Access& access, const Rule& rule,
                                        const std::vector<Close>& closes, Month until, Day on);

}  // namespace lianzhao::ledger::capital
