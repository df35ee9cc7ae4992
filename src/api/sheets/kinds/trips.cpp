#include <fmt/format.h>

#include <boost/json.hpp>

#include "api/sheets/kinds/columns.h"
#include "api/sheets/taking_out.h"
#include "api/visit_place.h"
#include "ledger/rules.h"

namespace lianzhao::api::sheets {
namespace {

constexpr std::size_t kMostCities = 60, kMostPeople = 60, kMostFirms = 300;

Status at_most(std::size_t most, std::size_t count, std::string_view field) {
  if (count <= most) return {};
  return ledger::refusal(field, fmt::format("最多 {} 个。", most), fmt::format("At most {}.", most));
}

Status set_firms(const Target& target, const Row& row, ledger::Trip& trip) {
  boost::json::array firms;
  for (const auto& text : row.texts("firms")) {
    const auto firm = target.firms.find(text, "", Unlisted::kRefuse);
    if (!firm) return firm.error();
    boost::json::value key;
    if (!firm->key.empty()) key = boost::json::string(firm->key);
    firms.push_back(boost::json::object{{"firm", key}, {"name", firm->name}});
  }
  trip.firms.text = ledger::canonical(firms);
  return at_most(kMostFirms, firms.size(), "firms");
}

Status set_cities(const Target& target, const Row& row, ledger::Trip& trip) {
  boost::json::array cities;
  for (const auto code : row.codes("cities")) cities.emplace_back(code);
  trip.cities.text = ledger::canonical(cities);
  trip.region = row.text("region");
  if (trip.region.empty() && !cities.empty()) {
    trip.region = region_of_place(target.engine, {static_cast<std::uint32_t>(cities[0].get_int64())});
  }
  return at_most(kMostCities, cities.size(), "cities");
}

Status write(const Target& target, const Row& row) {
  ledger::Trip draft;
  draft.group_id = row.text("group");
  if (auto allowed = check_owner(target, draft.group_id); !allowed) return allowed;
  draft.name = row.text("name");
  draft.from_day = *row.day("from");
  draft.to_day = *row.day("to");
  draft.purpose = row.text("purpose");
  draft.participants = row.texts("participants");
  draft.cost_fen = row.whole("cost");
  draft.result = row.text("result");
  if (const auto state = row.text("state"); !state.empty()) draft.state = state;
  draft.synthetic = row.truth("synthetic").value_or(false);
  if (auto good = at_most(kMostPeople, draft.participants.size(), "participants"); !good) return good;
  if (auto set = set_cities(target, row, draft); !set) return set;
  if (auto set = set_firms(target, row, draft); !set) return set;
  // The same trip filled in twice, in this sheet or one before.
  auto known =
      target.change.tx.query("SELECT 1 FROM trips WHERE zone = $1 AND group_id = $2 AND name = $3 AND from_day = $4",
                             {target.access.actor.zone, draft.group_id, draft.name, draft.from_day.since_epoch});
  if (!known) return known.error();
  if (!known->empty()) {
    return ledger::refusal("name", "该组已有同日出发的同名外出。",
                           "The group has a trip of this name and first day already.", ErrorCode::kExists);
  }
  auto made = target.ledger.trips.create_in(target.change, target.access, draft);
  return made ? Status() : Status(made.error());
}

Status take_out(const Source& source, const RowSink& sink) {
  return each_page<ledger::Trip>(source.ledger.trips, source.access, [&](const auto& trips) -> Status {
    for (const auto& trip : trips) {
      Row row;
      put(row, "name", trip.name);
      put(row, "group", trip.group_id);
      row.set("from", trip.from_day);
      row.set("to", trip.to_day);
      put(row, "region", trip.region);
      const auto cities_sent = boost::json::parse(trip.cities.text), firms_sent = boost::json::parse(trip.firms.text);
      Row::Codes cities;
      for (const auto& city : cities_sent.as_array()) cities.push_back(boost::json::value_to<std::int64_t>(city));
      row.set("cities", std::move(cities));
      put(row, "purpose", trip.purpose);
      row.set("participants", trip.participants);
      Row::Texts firms;
      for (const auto& firm : firms_sent.as_array()) firms.emplace_back(firm.at("name").as_string());
      row.set("firms", std::move(firms));
      put(row, "cost", trip.cost_fen);
      put(row, "result", trip.result);
      put(row, "state", trip.state);
      put_true(row, "synthetic", trip.synthetic);
      if (auto taken = sink(row); !taken) return taken;
    }
    return {};
  });
}

}  // namespace

Kind trips_kind() {
  using enum CellKind;
  return {
      .name = "trips",
      .title = {"外出招商", "Trips"},
      .edit = ledger::Permission::kTripsEdit,
      .read = ledger::Permission::kTripsRead,
      .columns = {{.field = "name", .header = {"名称", "Trip"}, .required = true, .width = 30, .most = 120},
                  group_column(),
                  {.field = "from", .header = {"开始", "From"}, .kind = kDay, .required = true, .width = 12},
                  {.field = "to", .header = {"结束", "To"}, .kind = kDay, .required = true, .width = 12},
                  {.field = "region",
                   .header = {"区域", "Region"},
                   .kind = kRegion,
                   .note = {"空为首个城市所在区域", "Empty: that of the first city"}},
                  {.field = "cities",
                   .header = {"城市", "Cities"},
                   .kind = kPlaces,
                   .width = 24,
                   .note = {"如 南京、江苏苏州；重名的写上省份",
                            "Such as 南京、江苏苏州; with the province where a name is not clear"}},
                  {.field = "purpose", .header = {"目的", "Purpose"}, .width = 40, .most = 2'000},
                  {.field = "participants", .header = {"参加人", "Participants"}, .kind = kUsers, .width = 24},
                  {.field = "firms",
                   .header = {"拟访企业", "Firms to meet"},
                   .kind = kTexts,
                   .width = 40,
                   .note = {"名称或统一社会信用代码", "Names or credit codes"},
                   .most = 120},
                  {.field = "cost", .header = {"费用（元）", "Cost (yuan)"}, .kind = kYuan, .width = 12},
                  {.field = "result", .header = {"结果", "Result"}, .width = 40, .most = 4'000},
                  {.field = "state",
                   .header = {"状态", "State"},
                   .kind = kChoice,
                   .width = 10,
                   .note = {"空为计划中；尚未开始的不能是进行中或已完成",
                            "Empty: planned; what lies ahead is neither under way nor done"},
                   .choices = {{"planned", {"计划中", "Planned"}},
                               {"under-way", {"进行中", "Under way"}},
                               {"done", {"已完成", "Done"}},
                               {"cancelled", {"已取消", "Cancelled"}}}},
                  synthetic_column()},
      .write = write,
      .take_out = take_out,
  };
}

}  // namespace lianzhao::api::sheets
