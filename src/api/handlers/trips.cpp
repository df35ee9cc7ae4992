#include "api/handlers/trips.h"

#include <cmath>

#include "api/handlers/edited.h"
#include "api/handlers/filters.h"
#include "api/handlers/trip_parts.h"
#include "api/listed_words.h"

namespace lianzhao::api::handlers {
namespace {

struct TripInput {
  Text<1, 120> name;
  Text<1, 64> group;
  std::optional<Text<0, 40>> region;
  std::optional<std::vector<std::int64_t>> cities;
  Day from, to;
  std::optional<Text<0, 2000>> purpose;
  std::optional<std::vector<std::string>> participants;
  std::optional<std::vector<FirmSent>> firms;
  std::optional<double> cost;
  std::optional<Text<0, 4000>> result;
  std::optional<Text<1, 20>> state;
};
BOOST_DESCRIBE_STRUCT(TripInput, (),
                      (name, group, region, cities, from, to, purpose, participants, firms, cost, result, state))

constexpr std::size_t kMostCities = 60, kMostPeople = 60, kMostFirms = 300;
constexpr double kMostCost = 1e10;  // yuan

std::optional<Problem> set_places(const Desk& desk, const TripInput& input, ledger::Trip& trip) {
  boost::json::array cities;
  for (std::size_t i = 0; input.cities && i < input.cities->size(); ++i) {
    const auto code = (*input.cities)[i];
    if (!is_place(desk, code)) {
      return bad_field(fmt::format("/cities/{}", i), "bad-choice", "不是 GB/T 2260 代码。", "No GB/T 2260 code.");
    }
    cities.emplace_back(code);
  }
  trip.cities.text = ledger::canonical(cities);
  trip.region = text_or_empty(input.region);
  if (!trip.region.empty() && !region_named(desk, trip.region)) {
    return bad_field("/region", "bad-choice", "没有这个区域。", "There is no such region.");
  }
  if (trip.region.empty() && !cities.empty()) {
    trip.region = region_at(desk, {static_cast<std::uint32_t>(cities[0].get_int64())});
  }
  return std::nullopt;
}

std::optional<Problem> set_firms(const Desk& desk, const TripInput& input, ledger::Trip& trip) {
  std::vector<std::string> before;
  for (auto& firm : view::firms_of(trip)) {
    if (firm.firm) before.push_back(*std::move(firm.firm));
  }
  boost::json::array firms;
  for (std::size_t i = 0; input.firms && i < input.firms->size(); ++i) {
    const auto& sent = (*input.firms)[i];
    FirmKept kept;
    if (auto problem = read_firm(desk, sent, fmt::format("/firms/{}/firm", i), Unlisted::kRefuse, before, kept)) {
      return problem;
    }
    boost::json::value key;
    if (!kept.key.empty()) key = boost::json::string(kept.key);
    firms.push_back(boost::json::object{{"firm", key}, {"name", kept.name}});
  }
  trip.firms.text = ledger::canonical(firms);
  return std::nullopt;
}

std::optional<Problem> apply(const Desk& desk, const TripInput& input, ledger::Trip& trip) {
  for (const auto& problem :
       {too_many("/cities", input.cities ? input.cities->size() : 0, kMostCities),
        too_many("/participants", input.participants ? input.participants->size() : 0, kMostPeople),
        too_many("/firms", input.firms ? input.firms->size() : 0, kMostFirms)}) {
    if (problem) return problem;
  }
  if (auto problem = check_group_named(desk, input.group)) return problem;
  trip.name = input.name;
  trip.group_id = input.group;
  trip.from_day = input.from;
  trip.to_day = input.to;
  trip.purpose = text_or_empty(input.purpose);
  trip.result = text_or_empty(input.result);
  trip.state = input.state ? std::string(*input.state) : "planned";
  if (auto problem = set_places(desk, input, trip)) return problem;
  if (auto problem = set_firms(desk, input, trip)) return problem;
  const auto before = trip.participants;
  trip.participants.clear();
  for (std::size_t i = 0; input.participants && i < input.participants->size(); ++i) {
    const auto& user = (*input.participants)[i];
    if (std::find(before.begin(), before.end(), user) == before.end()) {
      if (auto problem = check_user_named(desk, user, fmt::format("/participants/{}", i))) return problem;
    }
    trip.participants.push_back(user);
  }
  trip.cost_fen.reset();
  if (input.cost) {
    if (!(*input.cost >= 0 && *input.cost <= kMostCost)) {
      return bad_field("/cost", "out-of-range", "应在 0 到 1e10 元之间。", "Between 0 and 1e10 yuan.");
    }
    trip.cost_fen = std::llround(*input.cost * 100);
  }
  return std::nullopt;
}

Result<std::string> json_of(const Desk& desk, const ledger::Trip& trip) {
  const auto counts = desk->trips.visits_of(desk.access.actor.zone, {trip.id});
  if (!counts) return counts.error();
  const auto found = counts->find(trip.id);
  return to_json(view::trip_of(*desk.engine, desk.names, trip, found == counts->end() ? 0 : found->second));
}

// A trip as it stands now; a stale version is answered with it.
Reply reply_of(const Desk& desk, int status, const Result<ledger::Trip>& trip, const std::string& id) {
  if (!trip && trip.error().code != ErrorCode::kConflict) return trip.error();
  const auto now = trip ? trip : desk->trips.get(desk.access, id);
  if (!now) return now.error();
  auto json = json_of(desk, *now);
  if (!json) return json.error();
  if (!trip) return stale(trip.error(), *std::move(json));
  return http::Response::json(status, *std::move(json)).with("ETag", etag_of(now->version));
}

const Sheet& sheet() {
  static const Sheet kSheet{{"外出招商", "Trips"},
                            {{{"名称", "Trip"}, 30},
                             {{"专班", "Group"}, 24},
                             {{"区域", "Region"}, 14},
                             {{"城市", "Cities"}, 30},
                             {{"开始", "From"}, 12},
                             {{"结束", "To"}, 12},
                             {{"目的", "Purpose"}, 40},
                             {{"参加人", "Participants"}, 30},
                             {{"拟访企业", "Firms to meet"}, 40},
                             {{"费用（元）", "Cost (yuan)"}, 12},
                             {{"结果", "Result"}, 40},
                             {{"状态", "State"}, 10},
                             {{"合成数据", "Synthetic"}, 10}}};
  return kSheet;
}

std::vector<Workbook::Cell> cells_of(const Context& context, const Desk& desk, const ledger::Trip& trip) {
  const auto shown = view::trip_of(*desk.engine, desk.names, trip, 0);
  const auto words = context.language();
  std::string cities, people, firms;
  for (const auto& city : shown.cities) cities += (cities.empty() ? "" : "、") + city.name.in(words);
  for (const auto& person : shown.participants) people += (people.empty() ? "" : "、") + person.name;
  for (const auto& firm : shown.firms) firms += (firms.empty() ? "" : "、") + firm.name;
  return {shown.name,
          shown.group.name.in(words),
          trip.region.empty() ? std::string() : region_words(desk, trip.region).in(words),
          cities,
          shown.from,
          shown.to,
          shown.purpose,
          people,
          firms,
          shown.cost ? Workbook::Cell(*shown.cost) : Workbook::Cell(),
          shown.result,
          words_of(Listed::kTripState, shown.state).in(words),
          shown.synthetic};
}

}  // namespace

Reply list_trips(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader reader(request);
  const auto page = reader.page({"name", "from", "to", "state", "updated_at"}, "-from");
  const auto group = group_asked(reader, desk), region = region_asked(reader, desk);
  const auto state = reader.choice("state", {"planned", "under-way", "done", "cancelled"});
  const auto from = reader.day("from"), to = reader.day("to");
  if (auto problem = reader.done()) return *problem;
  auto query = query_of(
      page,
      {{"name", "name"}, {"from", "from_day"}, {"to", "to_day"}, {"state", "state"}, {"updated_at", "updated_at"}});
  if (!query.search.empty()) query.conditions.push_back(ledger::Trips::with_words(std::exchange(query.search, "")));
  if (group) query.filters.emplace_back("group_id", *group);
  if (region) query.filters.emplace_back("region", *region);
  if (state) query.filters.emplace_back("state", *state);
  // Those that touch the days asked for.
  between_days(query, "to_day", from, std::nullopt);
  between_days(query, "from_day", std::nullopt, to);
  if (!page.workbook) {
    const auto found = desk->trips.page(desk.access, query);
    if (!found) return found.error();
    ledger::Strings ids;
    for (const auto& trip : found->items) ids.push_back(trip.id);
    const auto counts = desk->trips.visits_of(desk.access.actor.zone, ids);
    if (!counts) return counts.error();
    std::vector<std::string> items;
    for (const auto& trip : found->items) {
      const auto count = counts->find(trip.id);
      items.push_back(
          to_json(view::trip_of(*desk.engine, desk.names, trip, count == counts->end() ? 0 : count->second)));
    }
    return list_reply(items, found->next, found->total);
  }
  return list_records<ledger::Trip>(
      context, desk->trips, desk.access, query, true, [](const auto&) { return std::string(); }, sheet(),
      [&](const auto& trip) { return cells_of(context, desk, trip); });
}

Reply create_trip(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto body = read_body<TripInput>(request);
  if (!body.value) return body.problem;
  ledger::Trip draft;
  if (auto problem = apply(desk, *body.value, draft)) return *problem;
  const auto made = desk->trips.create(desk.access, draft);
  if (!made) return made.error();
  auto json = json_of(desk, *made);
  if (!json) return json.error();
  return http::Response::json(201, *std::move(json))
      .with("ETag", etag_of(made->version))
      .with("Location", "/api/v1/trips/" + made->id);
}

Reply get_trip(Context& context, const http::Request&) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const std::string id(context.part("id"));
  return reply_of(desk, 200, desk->trips.get(desk.access, id), id);
}

Reply update_trip(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto expected = context.version_expected();
  if (expected.problem) return *expected.problem;
  const auto body = read_body<TripInput>(request);
  if (!body.value) return body.problem;
  const std::string id(context.part("id"));
  const auto seen = desk->trips.get(desk.access, id);
  if (!seen) return seen.error();
  auto wanted = *seen;
  if (auto problem = apply(desk, *body.value, wanted)) return *problem;
  const NamedFields named(request);
  if (!named.has("/cities")) named.keep("/region", *seen, wanted, &ledger::Trip::region);
  named.keep("/cities", *seen, wanted, &ledger::Trip::cities);
  named.keep("/purpose", *seen, wanted, &ledger::Trip::purpose);
  named.keep("/participants", *seen, wanted, &ledger::Trip::participants);
  named.keep("/firms", *seen, wanted, &ledger::Trip::firms);
  named.keep("/cost", *seen, wanted, &ledger::Trip::cost_fen);
  named.keep("/result", *seen, wanted, &ledger::Trip::result);
  named.keep("/state", *seen, wanted, &ledger::Trip::state);
  const auto changed = desk->trips.update(desk.access, id, expected.value, [&](ledger::Trip& trip) -> Status {
    take_over(*seen, wanted, trip);
    return {};
  });
  return reply_of(desk, 200, changed, id);
}

Reply delete_trip(Context& context, const http::Request&) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto expected = context.version_expected();
  if (expected.problem) return *expected.problem;
  const std::string id(context.part("id"));
  const auto removed = desk->trips.remove(desk.access, id, expected.value);
  return removed ? Reply(http::Response::empty()) : reply_of(desk, 0, removed.error(), id);
}

}  // namespace lianzhao::api::handlers
