#include "ledger/starter/starter.h"

#include <filesystem>

#include "ledger/starter/starter_rows.h"

namespace lianzhao::ledger {
namespace {

constexpr std::string_view kAction = "load-starter";

}  // namespace

Result<bool> starter_was_loaded(const Ledger& ledger, const std::string& zone) {
  return ledger.tools.database.read([&](store::Transaction& tx) -> Result<bool> {
    auto rows =
        tx.query("SELECT 1 FROM audit WHERE zone = $1 AND kind = 'zone' AND subject = $1 AND action = $2 LIMIT 1",
                 {zone, std::string(kAction)});
    if (!rows) return rows.error();
    return rows->size() > 0;
  });
}

Result<std::optional<StarterCounts>> load_starter(const Ledger& ledger, const std::string& zone,
                                                  const std::string& folder, const StarterNeeds& needs) {
  if (!std::filesystem::is_directory(folder)) return std::optional<StarterCounts>();
  const auto before = starter_was_loaded(ledger, zone);
  if (!before) return before.error();
  if (*before) return std::optional<StarterCounts>();
  starter::Loading loading(ledger, zone, folder, needs);
  using Step = Status (starter::Loading::*)();
  for (const Step step :
       {&starter::Loading::find_groups, &starter::Loading::trips, &starter::Loading::visits, &starter::Loading::leads,
        &starter::Loading::projects, &starter::Loading::payments, &starter::Loading::targets}) {
    if (auto done = (loading.*step)(); !done) return done.error();
  }
  const auto access = Access::system(zone, "starter");
  auto noted = change(ledger.tools, access.actor, [&](Change& open) -> Status {
    return open.audit({std::string(kAction), "zone", zone, {}, {}, {}});
  });
  if (!noted) return noted.error();
  return std::optional(loading.counts);
}

}  // namespace lianzhao::ledger
