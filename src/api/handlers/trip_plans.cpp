#include "api/handlers/trip_plans.h"

#include <set>

#include "api/handlers/trip_parts.h"
#include "api/trip_plans/desk.h"

namespace lianzhao::api::handlers {
namespace {

using trip_plans::Input;

struct PlanView {
  std::string id;
  std::int64_t version = 1;
  Raw input;
  std::string state;
  double value = 0;
  Raw routes, unvisited, days_off;
  std::optional<std::string> job;
  std::string made_at;
};
BOOST_DESCRIBE_STRUCT(PlanView, (), (id, version, input, state, value, routes, unvisited, days_off, job, made_at))

constexpr std::size_t kMostGroups = 20, kMostLists = 50, kMostNodes = 100, kMostFirms = 300;

// A plan as answers show it, all of them: no other has a JSON.
struct Shown : ledger::TripPlanRecord {};

// What was found counts only as the answer to the question that the plan holds now.
bool is_answered(const ledger::TripPlanRecord& plan) {
  return plan.state == "ready" || plan.state == "adopted";
}

bool is_sound(const ledger::TripPlanRecord& plan) {
  if (!ledger::detail::to_json(plan.input).is_object()) return false;
  const auto output = ledger::detail::to_json(plan.output);
  const auto* found = output.if_object();
  return !is_answered(plan) || (found && found->contains("routes"));
}

Error damaged(const std::string& plan) {
  return told(ErrorCode::kCorrupt, fmt::format("行程规划 {} 的存储内容已损坏，无法读取。", plan),
              fmt::format("what is stored of the trip plan {} is damaged and cannot be read", plan));
}

Shown shown(const Context& context, const ledger::TripPlanRecord& plan) {
  const auto* desk = context.services().trip_plans;
  return Shown{desk ? desk->settled(plan) : plan};
}
// kCorrupt where the question, or the answer of a plan that has one, cannot be read.
Result<Shown> shown(const Context& context, const Result<ledger::TripPlanRecord>& plan) {
  if (!plan) return plan.error();
  auto out = shown(context, *plan);
  if (!is_sound(out)) return damaged(out.id);
  return out;
}

std::string json_of(const Shown& plan) {
  PlanView out{plan.id, plan.version, {plan.input.text},          plan.state, 0, {"[]"}, {"[]"},
               {"[]"},  plan.job_id,  to_rfc3339(plan.created_at)};
  const auto output = ledger::detail::to_json(plan.output);
  if (const auto* found = output.if_object(); found && is_answered(plan)) {
    if (const auto* value = found->if_contains("value"); value && value->is_number()) {
      out.value = value->to_number<double>();
    }
    for (auto [name, to] : {std::pair{"routes", &out.routes}, std::pair{"unvisited", &out.unvisited},
                            std::pair{"days_off", &out.days_off}}) {
      if (const auto* value = found->if_contains(name)) {
        to->json.clear();
        append_json(to->json, *value);
      }
    }
  }
  return to_json(out);
}

std::optional<Problem> check_groups(const Desk& desk, const Input& input) {
  if (input.groups.empty()) return bad_field("/groups", "missing", "至少一个专班。", "At least one group.");
  std::set<std::string> seen;
  for (std::size_t i = 0; i < input.groups.size(); ++i) {
    const auto& group = input.groups[i];
    const auto pointer = fmt::format("/groups/{}", i);
    if (!desk.names.group(group.group)) {
      return no_such_group(pointer + "/group");
    }
    if (auto allowed = ledger::check_group(desk.access, group.group); !allowed) return Problem::of(allowed.error());
    if (!seen.insert(group.group).second) {
      return bad_field(pointer + "/group", "bad-choice", "专班重复。", "The group is named twice.");
    }
    for (const auto& region : group.regions.value_or(std::vector<std::string>())) {
      if (!region_named(desk, region)) {
        return bad_field(pointer + "/regions", "bad-choice", "没有区域 " + region, "There is no region " + region);
      }
    }
  }
  return std::nullopt;
}

std::optional<Problem> check_firms(const Desk& desk, const Input& input) {
  for (std::size_t i = 0; input.pins && i < input.pins->size(); ++i) {
    const auto& pin = (*input.pins)[i];
    const auto pointer = fmt::format("/pins/{}", i);
    if (!desk.engine->firm(pin.firm)) return no_such_firm(pointer + "/firm");
    if (pin.day && pin.day->value > input.days.value) {
      return bad_field(pointer + "/day", "out-of-range", "超出行程天数。", "Beyond the days of the plan.");
    }
    if (pin.group && std::none_of(input.groups.begin(), input.groups.end(),
                                  [&](const auto& group) { return group.group == *pin.group; })) {
      return bad_field(pointer + "/group", "bad-choice", "该专班不在行程中。", "The group is not in the plan.");
    }
    if (input.bans && std::find(input.bans->begin(), input.bans->end(), pin.firm) != input.bans->end()) {
      return bad_field(pointer + "/firm", "bad-choice", "既指定又排除。", "Both pinned and banned.");
    }
  }
  return std::nullopt;
}

std::optional<Problem> check(const Context& context, const Desk& desk, const Input& input) {
  const auto size = [](const auto& list) { return list ? list->size() : std::size_t{0}; };
  for (const auto& problem :
       {too_many("/groups", input.groups.size(), kMostGroups), too_many("/lists", size(input.lists), kMostLists),
        too_many("/nodes", size(input.nodes), kMostNodes), too_many("/pins", size(input.pins), kMostFirms),
        too_many("/bans", size(input.bans), kMostFirms)}) {
    if (problem) return problem;
  }
  if (auto problem = check_groups(desk, input)) return problem;
  if (size(input.lists) + size(input.nodes) + size(input.pins) == 0 && !input.leads.value_or(false)) {
    return bad_field("/lists", "missing", "请给出名单、环节、线索或指定企业。",
                     "Give lists, nodes, leads or pinned firms.");
  }
  for (std::size_t i = 0; i < size(input.lists); ++i) {
    if (!desk->lists.get(access_for(context, Permission::kListsRead), (*input.lists)[i])) {
      return bad_field(fmt::format("/lists/{}", i), "bad-choice", "没有这份名单。", "There is no such list.");
    }
  }
  for (std::size_t i = 0; i < size(input.nodes); ++i) {
    if (!desk.engine->node((*input.nodes)[i])) {
      return bad_field(fmt::format("/nodes/{}", i), "bad-choice", "没有这个环节。", "There is no such node.");
    }
  }
  if (input.seconds && !(*input.seconds >= 0.5 && *input.seconds <= 60)) {
    return bad_field("/seconds", "out-of-range", "应在 0.5 到 60 秒之间。", "Between 0.5 and 60 seconds.");
  }
  return check_firms(desk, input);
}

Problem no_planner() {
  return Problem::of("unavailable", "这台服务器不能规划行程。", "This server plans no trips.");
}

// A trip of a group's route in the plan's output.
Result<ledger::Trip> trip_of(const Desk& desk, const ledger::TripPlanRecord& plan, const boost::json::value& route) {
  ledger::Trip trip;
  trip.name = plan.name;
  trip.plan_id = plan.id;
  trip.purpose = "按行程规划拜访";
  boost::json::array cities, firms;
  try {
    trip.group_id = route.at("group").at("id").as_string();
    const auto& days = route.at("days").as_array();
    trip.from_day = *parse_iso_day(std::string_view(days.front().at("on").as_string()));
    trip.to_day = *parse_iso_day(std::string_view(days.back().at("on").as_string()));
    for (const auto& day : days) {
      for (const auto& stop : day.at("stops").as_array()) {
        if (stop.at("kind").as_string() != "visit") continue;
        const auto& code = stop.at("place").at("code");
        if (std::find(cities.begin(), cities.end(), code) == cities.end()) cities.push_back(code);
        firms.push_back(stop.at("firm"));
      }
    }
    if (!cities.empty()) trip.region = region_at(desk, {cities[0].to_number<std::uint32_t>()});
  } catch (const std::exception&) {
    return damaged(plan.id);
  }
  trip.cities.text = ledger::canonical(cities);
  trip.firms.text = ledger::canonical(firms);
  return trip;
}

Result<std::vector<ledger::Trip>> adopt(const Context& context, const Desk& desk, const std::string& id,
                                        std::int64_t version) {
  return ledger::change(
      desk->tools, desk.access.actor, [&](ledger::Change& open) -> Result<std::vector<ledger::Trip>> {
        auto plan =
            desk->trip_plans.update_in(open, desk.access, id, version, [&](ledger::TripPlanRecord& record) -> Status {
              if (record.state != "ready")
                return told(ErrorCode::kExists, "规划完成后才能采用。", "only a plan that is ready can be adopted");
              record.state = "adopted";
              return {};
            });
        if (!plan) return plan.error();
        const auto output = ledger::detail::to_json(plan->output);
        const auto* routes = output.is_object() ? output.get_object().if_contains("routes") : nullptr;
        if (!routes || !routes->is_array()) return damaged(plan->id);
        if (routes->get_array().empty())
          return told(ErrorCode::kBadInput, "这份规划没有拜访，无可采用。",
                      "the plan has no visits: there is nothing to adopt");
        std::vector<ledger::Trip> trips;
        for (const auto& route : routes->get_array()) {
          auto draft = trip_of(desk, *plan, route);
          if (!draft) return draft.error();
          auto trip = desk->trips.create_in(open, desk.access, *draft);
          if (!trip) return trip.error();
          ledger::Notice notice;
          notice.kind = "trip-planned";
          notice.text_zh = fmt::format("{}安排了外出招商“{}”，{} 出发", context.principal()->display_name, trip->name,
                                       to_string(trip->from_day));
          notice.text_en = fmt::format("{} planned the trip \"{}\", leaving on {}", context.principal()->display_name,
                                       trip->name, to_string(trip->from_day));
          notice.link = "/trips/" + trip->id;
          auto told = desk->notices.post_to_group(open.tx, desk.access.actor.zone, trip->group_id, notice,
                                                  desk.access.actor.user);
          if (!told) return told.error();
          trips.push_back(*std::move(trip));
        }
        return trips;
      });
}

}  // namespace

Reply list_trip_plans(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader reader(request);
  const auto page = reader.page({"name", "created_at", "updated_at", "state"}, "-created_at");
  if (page.workbook) reader.fault("format", "bad-choice", "没有表格形式", "there is no workbook of plans");
  if (auto problem = reader.done()) return *problem;
  const auto query = query_of(
      page, {{"name", "name"}, {"created_at", "created_at"}, {"updated_at", "updated_at"}, {"state", "state"}});
  const auto found = desk->trip_plans.page(desk.access, query);
  if (!found) return found.error();
  std::vector<std::string> items;
  for (const auto& plan : found->items) {
    auto one = shown(context, plan);
    if (!is_sound(one)) {  // its row stays in the list, as one that failed
      one.state = "failed";
      if (!ledger::detail::to_json(one.input).is_object()) one.input.text = "{}";
    }
    items.push_back(json_of(one));
  }
  return list_reply(items, found->next, found->total);
}

Reply create_trip_plan(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  if (!context.services().trip_plans) return no_planner();
  const auto body = read_body<Input>(request);
  if (!body.value) return body.problem;
  if (auto problem = check(context, desk, *body.value)) return *problem;
  const auto made = shown(context, context.services().trip_plans->create(desk.access, *body.value));
  if (!made) return made.error();
  return http::Response::json(202, json_of(*made))
      .with("ETag", etag_of(made->version))
      .with("Location", "/api/v1/trip-plans/" + made->id);
}

Reply get_trip_plan(Context& context, const http::Request&) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto plan = shown(context, desk->trip_plans.get(desk.access, std::string(context.part("id"))));
  if (!plan) return plan.error();
  return http::Response::json(200, json_of(*plan)).with("ETag", etag_of(plan->version));
}

Reply replan_trip(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  if (!context.services().trip_plans) return no_planner();
  const auto expected = context.version_expected();
  if (expected.problem) return *expected.problem;
  const auto body = read_body<Input>(request);
  if (!body.value) return body.problem;
  const std::string id(context.part("id"));
  if (const auto known = desk->trip_plans.get(desk.access, id); !known) return known.error();
  if (auto problem = check(context, desk, *body.value)) return *problem;
  return one_record(
      202, shown(context, context.services().trip_plans->replan(desk.access, id, expected.value, *body.value)),
      [](const auto& plan) { return json_of(plan); },
      [&] { return shown(context, desk->trip_plans.get(desk.access, id)); });
}

Reply delete_trip_plan(Context& context, const http::Request&) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto expected = context.version_expected();
  if (expected.problem) return *expected.problem;
  const std::string id(context.part("id"));
  const auto known = desk->trip_plans.get(desk.access, id);
  if (!known) return known.error();
  if (known->state == "adopted" && known->version == expected.value) {
    return told(ErrorCode::kExists, "已按这份规划生成外出，不能删除。", "trips were made of this plan: it stays");
  }
  if (known->state == "computing" && known->job_id && context.services().jobs) {
    if (auto stopped = context.services().jobs->cancel(*known->job_id); !stopped) return stopped.error();
  }
  return removed_record<Shown>(
      desk->trip_plans.remove(desk.access, id, expected.value), [](const auto& plan) { return json_of(plan); },
      [&] { return shown(context, desk->trip_plans.get(desk.access, id)); });
}

Reply adopt_trip_plan(Context& context, const http::Request&) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto expected = context.version_expected();
  if (expected.problem) return *expected.problem;
  const std::string id(context.part("id"));
  const auto trips = adopt(context, desk, id, expected.value);
  if (!trips) {
    if (trips.error().code != ErrorCode::kConflict) return trips.error();
    const auto now = shown(context, desk->trip_plans.get(desk.access, id));
    if (!now) return now.error();
    return stale(trips.error(), json_of(*now));
  }
  std::string items;
  for (const auto& trip : *trips) {
    items += (items.empty() ? "" : ",") + to_json(view::trip_of(*desk.engine, desk.names, trip, 0));
  }
  return http::Response::json(200, "{\"items\":[" + items + "]}");
}

}  // namespace lianzhao::api::handlers
