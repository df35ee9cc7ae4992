#include "ledger/trips/trips.h"

#include "base/instant.h"
#include "ledger/records_impl.h"
#include "ledger/rules.h"

namespace lianzhao::ledger {
namespace {

constexpr int kLongestDays = 92;

// What has visits keeps its group and holds their days.
Status check_visits(Change& open, const Trip& before, const Trip& after) {
  if (before.group_id == after.group_id && before.from_day == after.from_day && before.to_day == after.to_day &&
      before.state == after.state) {
    return {};
  }
  auto rows = open.tx.query("SELECT count(*), min(on_day), max(on_day) FROM visits WHERE zone = $1 AND trip_id = $2",
                            {open.actor.zone, after.id});
  if (!rows) return rows.error();
  const auto row = (*rows)[0];
  if (row.integer(0) == 0) return {};
  if (before.group_id != after.group_id)
    return refusal("group", "这次外出已有拜访记录，不能换组。", "the trip has visits of its group: it stays with it");
  if (after.state == "cancelled")
    return refusal("state", "这次外出已有拜访记录，不能取消。", "the trip has visits: it took place");
  if (row.integer(1) < after.from_day.since_epoch)
    return refusal("from", "已有拜访早于这一天。", "the trip has visits before this day");
  if (row.integer(2) > after.to_day.since_epoch)
    return refusal("to", "已有拜访晚于这一天。", "the trip has visits after this day");
  return {};
}

Status check_trip(Change& open, const Access&, const Trip* before, const Trip& after) {
  const bool begun = after.state == "under-way" || after.state == "done";
  if (begun && after.from_day > day_in_china(open.now) &&
      (!before || before->state != after.state || before->from_day != after.from_day)) {
    return refusal("state", "尚未开始的外出不能是进行中或已完成。",
                   "a trip that lies ahead can be neither under way nor done");
  }
  return before ? check_visits(open, *before, after) : Status();
}

}  // namespace

Status RecordTraits<Trip>::rules(const Trip& trip) {
  if (auto good = all_of({check_text("name", trip.name, 480), check_text("group", trip.group_id, 64),
                          check_size("region", trip.region, 80), check_size("purpose", trip.purpose, 8'000),
                          check_size("result", trip.result, 16'000),
                          check_word("state", trip.state, {"planned", "under-way", "done", "cancelled"})});
      !good) {
    return good;
  }
  if (trip.to_day < trip.from_day) return refusal("to", "结束日期早于开始日期。", "the last day is before the first");
  if (trip.to_day.since_epoch - trip.from_day.since_epoch >= kLongestDays) {
    return refusal("to", fmt::format("一次外出最多 {} 天。", kLongestDays),
                   fmt::format("a trip takes at most {} days", kLongestDays));
  }
  if (trip.cost_fen.value_or(0) < 0) return refusal("cost", "费用不能为负数。", "cost must not be negative");
  return {};
}

Trips::Trips(const Tools& tools) : Records(tools, check_trip), tools_(tools) {}

Status Trips::remove(const Access& access, const std::string& id, std::int64_t version) const {
  return change(tools_, access.actor, [&](Change& open) -> Status {
    if (auto found = clear(open.tx, access, id, Purpose::kEdit); !found) return found.error();
    auto used =
        open.tx.query("SELECT 1 FROM visits WHERE zone = $1 AND trip_id = $2 LIMIT 1", {access.actor.zone, id});
    if (!used) return used.error();
    if (!used->empty())
      return told(ErrorCode::kExists, "这次外出已有拜访记录，不能删除。",
                  "visits were logged on this trip: it cannot be removed");
    return remove_in(open, access, id, version);
  });
}

std::string in_list(store::Where& where, const Strings& values) {
  std::string out;
  for (const auto& value : values) out += (out.empty() ? " IN (" : ", ") + where.bind(value);
  return out + ")";
}

Result<std::map<std::string, std::int64_t>> Trips::visits_of(const std::string& zone, const Strings& trips) const {
  std::map<std::string, std::int64_t> counts;
  if (trips.empty()) return counts;
  return tools_.database.read([&](store::Transaction& tx) -> Result<std::map<std::string, std::int64_t>> {
    counts.clear();
    store::Where values;
    const auto zone_at = values.bind(zone);
    auto rows = tx.query(fmt::format("SELECT trip_id, count(*) FROM visits WHERE zone = {} AND trip_id{} GROUP BY "
                                     "trip_id",
                                     zone_at, in_list(values, trips)),
                         values.values());
    if (!rows) return rows.error();
    for (const auto row : *rows) counts.emplace(row.text(0), row.integer(1));
    return counts;
  });
}

Result<std::map<std::string, std::string>> Trips::names_of(const std::string& zone, const Strings& trips) const {
  using Map = std::map<std::string, std::string>;
  if (trips.empty()) return Map();
  return tools_.database.read([&](store::Transaction& tx) -> Result<Map> {
    store::Where values;
    const auto zone_at = values.bind(zone);
    auto rows =
        tx.query(fmt::format("SELECT id, name FROM trips WHERE zone = {} AND id{}", zone_at, in_list(values, trips)),
                 values.values());
    if (!rows) return rows.error();
    Map names;
    for (const auto row : *rows) names.emplace(row.text(0), row.text(1));
    return names;
  });
}

std::pair<std::string, store::Values> Trips::with_words(std::string_view words) {
  const auto lower = detail::lower_ascii(words);
  const auto pattern = store::contains_pattern(lower);
  // Firms are a text of JSON: what stands between their keys and names is not looked for.
  const bool frame =
      std::string_view(R"([{"firm":null,"name":""},{"firm":"","name":""}])").find(lower) != std::string_view::npos;
  std::string condition =
      "(lower(t.name) LIKE {} ESCAPE '\\' OR lower(t.purpose) LIKE {} ESCAPE '\\' OR lower(t.result) LIKE {} "
      "ESCAPE '\\'";
  store::Values values{pattern, pattern, pattern};
  if (!frame) {
    condition += " OR lower(t.firms) LIKE {} ESCAPE '\\'";
    values.emplace_back(pattern);
  }
  return {condition + ")", values};
}

template class Records<Trip>;

}  // namespace lianzhao::ledger
