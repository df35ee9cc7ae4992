#include "ledger/trips/counts.h"

#include <algorithm>
#include <span>
#include <unordered_map>

namespace lianzhao::ledger {
namespace {

void within(store::Where& where, std::string_view column, const Period& period) {
  if (period.from) where.add(fmt::format("{} >= {{}}", column), {period.from->since_epoch});
  if (period.to) where.add(fmt::format("{} <= {{}}", column), {period.to->since_epoch});
}

Status count_firms(store::Transaction& tx, const Access& access, std::string_view key, const Period& period,
                   std::map<std::string, VisitRate>& rates) {
  store::Where where;
  where.add("t.zone = {}", {access.actor.zone});
  restrict_to(access, "t.group_id", "", where);
  within(where, "t.on_day", period);
  auto rows = tx.query(
      fmt::format(
          "SELECT {0}, CASE WHEN t.firm_key <> '' THEN t.firm_key ELSE t.firm_name END, t.kind, t.on_day FROM "
          "visits t{1}",
          key, where.sql()),
      where.values());
  if (!rows) return rows.error();
  struct Firm {
    std::optional<std::int64_t> first_visit, last_return;
  };
  std::map<std::string, std::unordered_map<std::string, Firm>, std::less<>> firms;
  for (const auto row : *rows) {
    const auto of = row.text(0), kind = row.text(2);
    const auto day = row.integer(3);
    auto found = firms.find(of);
    if (found == firms.end()) found = firms.emplace(std::string(of), decltype(firms)::mapped_type()).first;
    auto& firm = found->second[std::string(row.text(1))];
    auto& rate = rates[found->first];
    if (kind == "visit") {
      ++rate.visits;
      firm.first_visit = std::min(day, firm.first_visit.value_or(day));
    } else if (kind == "return-visit") {
      ++rate.return_visits;
      firm.last_return = std::max(day, firm.last_return.value_or(day));
    } else {
      ++rate.receptions;
    }
  }
  for (const auto& [of, all] : firms) {
    auto& rate = rates[of];
    for (const auto& [name, firm] : all) {
      if (!firm.first_visit) continue;
      ++rate.firms_visited;
      if (firm.last_return && *firm.last_return >= *firm.first_visit) ++rate.firms_returned;
    }
  }
  return {};
}

Status count_trips(store::Transaction& tx, const Access& access, std::string_view key, const Period& period,
                   std::map<std::string, VisitRate>& rates) {
  store::Where where;
  where.add("t.zone = {} AND t.state IN ('under-way', 'done')", {access.actor.zone});
  restrict_to(access, "t.group_id", "", where);
  within(where, "t.from_day", period);
  auto rows =
      tx.query(fmt::format("SELECT {0}, count(*) FROM trips t{1} GROUP BY {0}", key, where.sql()), where.values());
  if (!rows) return rows.error();
  for (const auto row : *rows) rates[std::string(row.text(0))].trips = row.integer(1);
  return {};
}

// What a quarter of a year reached: `from` is a table with its conditions, columns named t.
struct Counted {
  std::string_view indicator, sum, from, day, condition;
};
constexpr std::string_view kReachedProjects =
    "project_dates d JOIN projects t ON t.zone = d.zone AND t.id = d.project_id";
constexpr Counted kCounted[] = {
    {"trips", "count(*)", "trips t", "t.from_day", "t.state IN ('under-way', 'done')"},
    {"visits", "count(*)", "visits t", "t.on_day", "t.kind = 'visit'"},
    {"return-visits", "count(*)", "visits t", "t.on_day", "t.kind = 'return-visit'"},
    {"receptions", "count(*)", "visits t", "t.on_day", "t.kind = 'reception'"},
    {"leads", "count(*)", "leads t", "t.received_on", "t.state <> 'rejected'"},
    {"signed", "count(*)", kReachedProjects, "d.on_day", "d.stage = 'signed' AND t.activity <> 'dropped'"},
    {"signed-investment", "CAST(sum(t.investment_fen) AS BIGINT)", kReachedProjects, "d.on_day",
     "d.stage = 'signed' AND t.activity <> 'dropped'"},
    {"started", "count(*)", kReachedProjects, "d.on_day", "d.stage = 'started' AND t.activity <> 'dropped'"},
    {"in-production", "count(*)", kReachedProjects, "d.on_day",
     "d.stage = 'in-production' AND t.activity <> 'dropped'"}};

Day begin_of(int year, unsigned month) {
  return *make_day(year, month, 1);
}

}  // namespace

Result<std::vector<VisitRate>> visit_rates(store::Database& database, const Access& access, RateBy by,
                                           const Period& period) {
  const auto* key = by == RateBy::kGroup ? "t.group_id" : "t.region";
  return database.read([&](store::Transaction& tx) -> Result<std::vector<VisitRate>> {
    std::map<std::string, VisitRate> rates;
    if (auto counted = count_firms(tx, access, key, period, rates); !counted) return counted.error();
    if (auto counted = count_trips(tx, access, key, period, rates); !counted) return counted.error();
    std::vector<VisitRate> out;
    for (auto& [name, rate] : rates) {
      rate.key = name;
      out.push_back(std::move(rate));
    }
    return out;
  });
}

Result<Reached> reached(store::Database& database, const std::string& zone, int year) {
  return database.read([&](store::Transaction& tx) -> Result<Reached> {
    Reached out;
    for (const auto& counted : kCounted) {
      auto rows = tx.query(
          fmt::format("SELECT t.group_id, CASE WHEN {0} < $3 THEN 1 WHEN {0} < $4 THEN 2 WHEN {0} < $5 THEN 3 ELSE 4 "
                      "END, {1} FROM {2} WHERE t.zone = $1 AND {3} AND {0} >= $2 AND {0} < $6 GROUP BY 1, 2",
                      counted.day, counted.sum, counted.from, counted.condition),
          {zone, begin_of(year, 1).since_epoch, begin_of(year, 4).since_epoch, begin_of(year, 7).since_epoch,
           begin_of(year, 10).since_epoch, begin_of(year + 1, 1).since_epoch});
      if (!rows) return rows.error().in(counted.indicator);
      const bool fen = counted.indicator == "signed-investment";
      for (const auto row : *rows) {
        out[{std::string(row.text(0)), static_cast<int>(row.integer(1)), std::string(counted.indicator)}] =
            fen ? static_cast<double>(row.integer(2)) / 100 : static_cast<double>(row.integer(2));
      }
    }
    return out;
  });
}

}  // namespace lianzhao::ledger
