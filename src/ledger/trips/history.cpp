#include "ledger/trips/history.h"

#include <algorithm>

namespace lianzhao::ledger {
namespace {

constexpr int kMost = 500;

struct Part {
  std::string_view table, kind, day, title, state;
};
constexpr Part kVisits{"visits", "t.kind", "t.on_day", "CASE WHEN t.topics <> '' THEN t.topics ELSE t.firm_name END",
                       "t.interest"};
constexpr Part kLeads{"leads", "'lead'", "t.received_on", "t.title", "t.state"};
constexpr Part kProjects{"projects", "'project'", "t.stage_since", "t.name", "t.stage"};

Status add(store::Transaction& tx, const Part& part, const Access& access, const std::string& key,
           const std::string& name, std::vector<HistoryItem>& out) {
  if (access.reach == Reach::kNone) return {};
  store::Where where;
  where.add("t.zone = {}", {access.actor.zone});
  restrict_to(access, "t.group_id", "", where);
  if (name.empty()) {
    where.add("t.firm_key = {}", {key});
  } else {
    where.add("(t.firm_key = {} OR (t.firm_key = '' AND t.firm_name = {}))", {key, name});
  }
  const auto most = where.bind(kMost);
  auto rows =
      tx.query(fmt::format("SELECT {}, t.id, {}, {}, t.group_id, {}, t.synthetic FROM {} t{} ORDER BY {} DESC, "
                           "t.id DESC LIMIT {}",
                           part.kind, part.day, part.title, part.state, part.table, where.sql(), part.day, most),
               where.values());
  if (!rows) return rows.error();
  for (const auto row : *rows) {
    out.push_back({std::string(row.text(0)), std::string(row.text(1)), Day{static_cast<std::int32_t>(row.integer(2))},
                   std::string(row.text(3)), std::string(row.text(4)), std::string(row.text(5)), row.truth(6)});
  }
  return {};
}

}  // namespace

Result<std::vector<HistoryItem>> firm_history(store::Database& database, const HistoryReach& reach,
                                              const std::string& key, const std::string& name) {
  return database.read([&](store::Transaction& tx) -> Result<std::vector<HistoryItem>> {
    std::vector<HistoryItem> out;
    if (auto added = add(tx, kVisits, reach.visits, key, name, out); !added) return added.error();
    if (auto added = add(tx, kLeads, reach.leads, key, name, out); !added) return added.error();
    if (auto added = add(tx, kProjects, reach.projects, key, name, out); !added) return added.error();
    std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.on > b.on; });
    if (out.size() > kMost) out.resize(kMost);
    return out;
  });
}

}  // namespace lianzhao::ledger
