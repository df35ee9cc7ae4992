#include "api/handlers/about_firm.h"
#include "api/handlers/filters.h"
#include "api/handlers/trip_parts.h"
#include "api/handlers/trips.h"
#include "api/listed_words.h"
#include "ledger/trips/counts.h"
#include "ledger/trips/history.h"

namespace lianzhao::api::handlers {
namespace {

struct RateView {
  std::string key;
  Words name;
  std::int64_t trips = 0, visits = 0, firms_visited = 0, firms_returned = 0, return_visits = 0, receptions = 0;
  std::optional<double> rate;
};
BOOST_DESCRIBE_STRUCT(RateView, (),
                      (key, name, trips, visits, firms_visited, firms_returned, return_visits, receptions, rate))

struct HistoryView {
  std::string kind, id;
  Day on;
  std::string title;
  view::GroupRef group;
  std::string state;
  bool synthetic = false;
};
BOOST_DESCRIBE_STRUCT(HistoryView, (), (kind, id, on, title, group, state, synthetic))

struct TargetView {
  view::GroupRef group;
  std::int64_t year = 0;
  std::optional<std::int64_t> quarter;
  std::string indicator;
  double target = 0, actual = 0;
  Words unit;
};
BOOST_DESCRIBE_STRUCT(TargetView, (), (group, year, quarter, indicator, target, actual, unit))

struct TargetInput {
  Text<1, 64> group;
  Bounded<2000, 2100> year;
  std::optional<Bounded<1, 4>> quarter;
  Text<1, 40> indicator;
  double target = 0;
};
BOOST_DESCRIBE_STRUCT(TargetInput, (), (group, year, quarter, indicator, target))

Words unit_of(std::string_view indicator) {
  if (indicator == "trips") return {"次", "trips"};
  if (indicator == "signed-investment" || indicator == "arrived-capital") return {"元", "yuan"};
  if (indicator == "leads") return {"条", "leads"};
  if (indicator == "visits" || indicator == "return-visits" || indicator == "receptions") return {"次", "visits"};
  return {"个", "projects"};
}

// Of a quarter, or of the four of a year together.
double actual_of(const ledger::Reached& reached, const ledger::GroupTarget& target) {
  double sum = 0;
  for (int quarter = 1; quarter <= 4; ++quarter) {
    if (target.quarter != 0 && target.quarter != quarter) continue;
    const auto found = reached.find({target.group_id, quarter, target.indicator});
    if (found != reached.end()) sum += found->second;
  }
  return sum;
}

// Arrived capital of a quarter is what the rule in force counts up to its end, without the quarters before.
Result<ledger::Reached> reached_in(const Desk& desk, int year) {
  const auto& zone = desk.access.actor.zone;
  auto out = ledger::reached(desk->tools.database, zone, year);
  if (!out) return out;
  const auto rule = desk->capital.rule(zone, "", desk->projects.today());
  if (!rule && rule.error().code == ErrorCode::kNotFound) return out;
  if (!rule) return rule.error();
  const auto all = ledger::Access::system(zone);
  std::map<std::string, std::int64_t> before;
  for (int quarter = 1; quarter <= 4; ++quarter) {
    const auto sums = desk->capital.summary(all, *rule, ledger::capital::make_month(year, 3 * quarter));
    if (!sums) return sums.error();
    for (const auto& [group, fen] : sums->by_group) {
      (*out)[{group, quarter, "arrived-capital"}] = static_cast<double>(fen - before[group]) / 100;
    }
    before = sums->by_group;
  }
  return out;
}

TargetView view_of(const Desk& desk, const ledger::GroupTarget& target, const ledger::Reached& reached) {
  TargetView out{view::group_or_id(desk.names, target.group_id),
                 target.year,
                 std::nullopt,
                 target.indicator,
                 target.target,
                 actual_of(reached, target),
                 unit_of(target.indicator)};
  if (target.quarter != 0) out.quarter = target.quarter;
  return out;
}

const Sheet& targets_sheet() {
  static const Sheet kSheet{{"专班目标", "Targets of groups"},
                            {{{"专班", "Group"}, 30},
                             {{"年度", "Year"}, 8},
                             {{"季度", "Quarter"}, 8},
                             {{"指标", "Indicator"}, 20},
                             {{"目标", "Target"}, 16},
                             {{"完成", "Reached"}, 16},
                             {{"单位", "Unit"}, 8}}};
  return kSheet;
}

std::string items_json(const std::vector<std::string>& items) {
  std::string out = "{\"items\":[";
  for (std::size_t i = 0; i < items.size(); ++i) out += (i > 0 ? "," : "") + items[i];
  return out + "]}";
}

}  // namespace

Reply get_visit_rates(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader reader(request);
  const auto by = reader.choice("by", {"group", "region"});
  if (!by) reader.fault("by", "missing", "缺少 by", "by is missing");
  const auto from = reader.day("from"), to = reader.day("to");
  if (auto problem = reader.done()) return *problem;
  const bool groups = *by == "group";
  const auto rates = ledger::visit_rates(desk->tools.database, desk.access,
                                         groups ? ledger::RateBy::kGroup : ledger::RateBy::kRegion, {from, to});
  if (!rates) return rates.error();
  std::vector<std::string> items;
  for (const auto& rate : *rates) {
    RateView out{
        rate.key,           groups ? view::group_or_id(desk.names, rate.key).name : region_words(desk, rate.key),
        rate.trips,         rate.visits,
        rate.firms_visited, rate.firms_returned,
        rate.return_visits, rate.receptions,
        std::nullopt};
    if (rate.firms_visited > 0) {
      out.rate = static_cast<double>(rate.firms_returned) / static_cast<double>(rate.firms_visited);
    }
    items.push_back(to_json(out));
  }
  return http::Response::json(200, items_json(items));
}

Reply get_firm_history(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader reader(request);
  if (auto problem = reader.done()) return *problem;
  const auto firm = firm_of_path(context, desk);  // a firm that left the registry has its history still, by key
  const auto items = ledger::firm_history(
      desk->tools.database,
      {desk.access, access_for(context, Permission::kLeadsRead), access_for(context, Permission::kProjectsRead)},
      firm.key, firm.name);
  if (!items) return items.error();
  std::vector<std::string> out;
  for (const auto& item : *items) {
    out.push_back(to_json(HistoryView{item.kind, item.id, item.on, item.title,
                                      view::group_or_id(desk.names, item.group_id), item.state, item.synthetic}));
  }
  return http::Response::json(200, items_json(out));
}

Reply list_group_targets(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader reader(request);
  const auto group = group_asked(reader, desk);
  const auto year = reader.integer("year", 2000, 2100);
  const bool workbook = wants_workbook(reader);
  if (auto problem = reader.done()) return *problem;
  if (workbook) {
    if (auto problem = may_export(context)) return *problem;
  }
  ledger::ListQuery query;
  if (group) query.filters.emplace_back("group_id", *group);
  if (year) query.filters.emplace_back("year", *year);
  std::vector<ledger::GroupTarget> targets;
  auto read = desk->group_targets.each(desk.access, query, [&](const auto& target) {
    targets.push_back(target);
    return true;
  });
  if (!read) return read.error();
  std::sort(targets.begin(), targets.end(), [](const auto& a, const auto& b) {
    return std::tie(b.year, a.group_id, a.indicator, a.quarter) <
           std::tie(a.year, b.group_id, b.indicator, b.quarter);
  });
  std::map<std::int64_t, ledger::Reached> reached;
  for (const auto& target : targets) {
    if (reached.contains(target.year)) continue;
    auto counted = reached_in(desk, static_cast<int>(target.year));
    if (!counted) return counted.error();
    reached.emplace(target.year, *std::move(counted));
  }
  if (!workbook) {
    std::vector<std::string> items;
    items.reserve(targets.size());
    for (const auto& target : targets) items.push_back(to_json(view_of(desk, target, reached[target.year])));
    return http::Response::json(200, items_json(items));
  }
  auto book = targets_sheet().create(context);
  if (!book) return book.error();
  for (const auto& target : targets) {
    const auto shown = view_of(desk, target, reached[target.year]);
    auto written = book->row({shown.group.name.in(context.language()), shown.year,
                              shown.quarter ? Workbook::Cell(*shown.quarter) : Workbook::Cell(),
                              words_of(Listed::kIndicator, shown.indicator).in(context.language()), shown.target,
                              shown.actual, shown.unit.in(context.language())});
    if (!written) return written.error();
  }
  return finish(context, targets_sheet(), book);
}

Reply save_group_target(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto body = read_body<TargetInput>(request);
  if (!body.value) return body.problem;
  const auto& input = *body.value;
  if (auto problem = check_group_named(desk, input.group)) return *problem;
  ledger::GroupTarget target;
  target.group_id = input.group;
  target.year = input.year;
  target.quarter = input.quarter ? input.quarter->value : 0;
  target.indicator = input.indicator;
  target.target = input.target;
  const auto saved = desk->group_targets.save(desk.access, target);
  if (!saved) return saved.error();
  const auto reached = reached_in(desk, static_cast<int>(saved->year));
  if (!reached) return reached.error();
  return http::Response::json(200, to_json(view_of(desk, *saved, *reached)));
}

}  // namespace lianzhao::api::handlers
