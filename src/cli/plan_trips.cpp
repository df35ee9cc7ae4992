#include "cli/plan_trips.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "base/file.h"
#include "cli/console.h"
#include "cli/say.h"
#include "cli/workspace.h"
#include "planning/trips/trip_plan.h"

namespace lianzhao::cli {
namespace {

namespace json = boost::json;
using namespace planning;

// Reads fields of one object with messages that name it; unknown fields are refused.
class Fields {
 public:
  Fields(const json::value& value, std::string where) : where_(std::move(where)), object_(value.if_object()) {
    if (!object_) fail("must be an object");
  }
  template <class Use>
  void take(const char* name, bool required, Use use) {
    if (!object_) return;
    const auto* value = object_->if_contains(name);
    known_.emplace(name);
    if (!value) {
      if (required) fail(fmt::format("'{}' is missing", name));
    } else if (!use(*value)) {
      fail(fmt::format("'{}' is not of the right kind", name));
    }
  }
  void text(const char* name, std::string& to, bool required = false) {
    take(name, required, [&](const json::value& v) { return v.is_string() && (to = v.get_string().c_str(), true); });
  }
  void number(const char* name, double& to, bool required = false) {
    take(name, required, [&](const json::value& v) { return v.is_number() && (to = v.to_number<double>(), true); });
  }
  void whole(const char* name, int& to) {
    take(name, false, [&](const json::value& v) {
      boost::system::error_code code;
      const auto value = v.is_number() ? v.to_number<int>(code) : 0;
      return v.is_number() && !code && (to = value, true);
    });
  }
  void flag(const char* name, bool& to) {
    take(name, false, [&](const json::value& v) { return v.is_bool() && (to = v.get_bool(), true); });
  }
  void day(const char* name, std::optional<Day>& to, bool required = false) {
    take(name, required, [&](const json::value& v) {
      return v.is_string() && (to = parse_iso_day(std::string_view(v.get_string()))).has_value();
    });
  }
  void clock(const char* name, int& to) {  // "09:30"
    take(name, false, [&](const json::value& v) {
      int hour = 0, minute = 0, length = 0;
      if (!v.is_string() || v.get_string().size() != 5) return false;
      if (std::sscanf(v.get_string().c_str(), "%2d:%2d%n", &hour, &minute, &length) != 2 || length != 5) return false;
      to = hour * 60 + minute;
      return hour >= 0 && minute >= 0 && minute < 60 && to <= 1440;
    });
  }
  void place(const char* name, const Places& places, PlaceCode& to, bool required) {
    take(name, required, [&](const json::value& v) {
      if (find(places, v, to)) return true;
      if (v.is_string()) {
        fail(fmt::format(
            "'{}': no place, or more than one, is called '{}'; use a name such as 昆山市 or 江苏苏州, or a GB/T "
            "2260 code",
            name, std::string_view(v.get_string())));
      }
      return false;
    });
  }
  void fail(std::string what) {
    if (error_.empty()) error_ = fmt::format("{}: {}", where_, what);
  }
  Status done() {
    if (object_ && error_.empty()) {
      for (const auto& field : *object_) {
        if (!known_.count(field.key())) fail(fmt::format("'{}' is no field here", std::string_view(field.key())));
      }
    }
    if (error_.empty()) return {};
    return Error{ErrorCode::kBadInput, error_};
  }
  // A code such as 320100, or a name of any level such as 南京, 昆山市 or 江苏苏州.
  static bool find(const Places& places, const json::value& v, PlaceCode& to) {
    if (v.is_int64() && v.get_int64() > 0 && v.get_int64() < 1'000'000) {
      to = {static_cast<std::uint32_t>(v.get_int64())};
    } else if (v.is_string()) {
      to = places.find_named(std::string_view(v.get_string()));
    }
    return to.known() && places.find(to);
  }

 private:
  std::string where_, error_;
  const json::object* object_;
  std::set<std::string, std::less<>> known_;
};

Result<TripInput> read_input(const std::string& path, const Places& places) {
  auto text = read_file(path, 16u << 20);
  if (!text) return text.error();
  boost::system::error_code code;
  const auto root = json::parse(*text, code);
  if (code) return Error{ErrorCode::kBadInput, fmt::format("{}: this is no JSON: {}", path, code.message())};
  TripInput input;
  Fields top(root, path);
  const json::array* firms = nullptr;
  const json::array* groups = nullptr;
  top.take("firms", true, [&](const json::value& v) { return (firms = v.if_array()) != nullptr; });
  top.whole("buffer_minutes", input.buffer_minutes);
  top.take("groups", true, [&](const json::value& v) { return (groups = v.if_array()) != nullptr; });
  if (auto sound = top.done(); !sound) return sound.error();
  for (std::size_t i = 0; i < firms->size(); ++i) {
    Fields f((*firms)[i], fmt::format("{}: firms[{}]", path, i));
    TripFirm firm;
    f.text("id", firm.id, true);
    f.text("name", firm.name, true);
    f.place("city", places, firm.city, true);
    f.number("value", firm.value, true);
    f.whole("visit_minutes", firm.visit_minutes);
    f.clock("opens", firm.opens);
    f.clock("closes", firm.closes);
    f.text("chain", firm.chain);
    f.flag("must", firm.must);
    f.flag("banned", firm.banned);
    f.day("day", firm.day);
    f.text("group", firm.group);
    if (auto sound = f.done(); !sound) return sound.error();
    input.firms.push_back(std::move(firm));
  }
  for (std::size_t i = 0; i < groups->size(); ++i) {
    Fields f((*groups)[i], fmt::format("{}: groups[{}]", path, i));
    TripGroup group;
    std::optional<Day> first, last;
    f.text("id", group.id, true);
    f.text("name", group.name, true);
    f.place("base", places, group.base, true);
    f.day("first", first, true);
    f.day("last", last, true);
    f.whole("size", group.size);
    f.whole("most_visits", group.most_visits);
    f.flag("works_weekends", group.works_weekends);
    f.clock("work_from", group.work_from);
    f.clock("work_to", group.work_to);
    f.clock("travel_from", group.travel_from);
    f.clock("travel_to", group.travel_to);
    f.take("chains", false, [&](const json::value& v) {
      if (!v.is_array()) return false;
      for (const auto& each : v.get_array()) {
        if (!each.is_string()) return false;
        group.chains.insert(each.get_string().c_str());
      }
      return true;
    });
    f.take("regions", false, [&](const json::value& v) {
      if (!v.is_array()) return false;
      for (const auto& each : v.get_array()) {
        if (!Fields::find(places, each, group.regions.emplace_back())) return false;
      }
      return true;
    });
    if (auto sound = f.done(); !sound) return sound.error();
    group.first = *first;
    group.last = *last;
    input.groups.push_back(std::move(group));
  }
  return input;
}

std::string clock(int minutes) {
  return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

std::string reason_in_words(bool en, Unvisited reason) {
  switch (reason) {
    case Unvisited::kBanned:
      return en ? "banned" : "已排除";
    case Unvisited::kNoGroup:
      return en ? "no group speaks for its chain, region or day" : "没有负责其产业链、区域或日期的小组";
    case Unvisited::kDaysOff:
      return en ? "none of the days left for it is a working day" : "可选的日期都不是工作日";
    case Unvisited::kTooFar:
      return en ? "not within reach in the days and hours given" : "在给定天数和时间内无法往返";
    case Unvisited::kOtherPreferred:
      return en ? "no room beside firms worth more" : "时间有限，优先其他企业";
  }
  return {};
}

json::object to_json(const TripInput& input, const TripPlan& plan) {
  json::array routes, unvisited;
  for (const auto& route : plan.routes) {
    json::array stops;
    for (const auto& s : route.stops) {
      stops.push_back(json::object{{"firm", input.firms[s.firm].id},
                                   {"mode", s.leg.mode},
                                   {"km", s.leg.km},
                                   {"minutes", s.leg.minutes},
                                   {"leg_day", to_string(s.leg_day)},
                                   {"leaves", clock(s.leaves)},
                                   {"arrives", clock(s.arrives)},
                                   {"day", to_string(s.day)},
                                   {"begins", clock(s.begins)},
                                   {"ends", clock(s.ends)},
                                   {"value", input.firms[s.firm].value}});
    }
    routes.push_back(json::object{{"group", input.groups[route.group].id},
                                  {"stops", stops},
                                  {"value", route.value},
                                  {"km", route.km},
                                  {"travel_minutes", route.travel_minutes},
                                  {"person_days", route.person_days},
                                  {"home", json::object{{"mode", route.home.mode},
                                                        {"km", route.home.km},
                                                        {"minutes", route.home.minutes},
                                                        {"day", to_string(route.home_day)},
                                                        {"leaves", clock(route.home_leaves)},
                                                        {"arrives", clock(route.home_arrives)}}}});
  }
  for (const auto& [firm, reason] : plan.unvisited) {
    unvisited.push_back(json::object{{"firm", input.firms[firm].id}, {"reason", name_of(reason)}});
  }
  json::array off;
  for (const auto& day : plan.days_off) {
    off.push_back(json::object{{"on", to_string(day.day)}, {"holiday", day.holiday}, {"announced", day.announced}});
  }
  return {{"value", plan.value},           {"days_off", off},  {"optimal", plan.optimal},
          {"iterations", plan.iterations}, {"routes", routes}, {"unvisited", unvisited}};
}

}  // namespace

int plan_trips(const Globals& globals, const TripRequest& request) {
  Workspace workspace(globals);
  const bool en = globals.english;
  auto places = workspace.places();
  if (!places) return report_error(places.error());
  auto model = TravelModel::load(workspace.share("travel/cn.yaml"));
  if (!model) return report_error(model.error());
  auto calendar = WorkCalendar::load(workspace.share("calendar/cn.tsv"));
  if (!calendar) return report_error(calendar.error());
  auto input = read_input(request.file, **places);
  if (!input) return report_error(input.error());
  SolveOptions options;
  options.seconds = request.seconds;
  options.seed = request.seed;
  options.stop = &stop_requested();
  auto plan = planning::plan_trips(*input, **places, *model, *calendar, options);
  if (!plan) return report_error(plan.error());
  if (globals.json) {
    fmt::print("{}\n", json::serialize(to_json(*input, *plan)));
    return plan->routes.empty() ? kNothing : kDone;
  }
  const auto city = [&](PlaceCode code) {
    const auto* place = (*places)->find(code.city()) ? (*places)->find(code.city()) : (*places)->find(code);
    return en && !place->english.empty() ? place->english : place->short_name;
  };
  using A = Table::Align;
  for (const auto& route : plan->routes) {
    const auto& group = input->groups[route.group];
    say(en, "{}: value {:.1f}, {} visits, {:.0f} km, {:.1f} h on the way, {} person-days\n",
        "{}：期望值 {:.1f}，拜访 {} 家，行程 {:.0f} 公里，在途 {:.1f} 小时，{} 人天\n", group.name, route.value,
        route.stops.size(), route.km, route.travel_minutes / 60, route.person_days);
    Table table({{en ? "day" : "日期"},
                 {en ? "travel" : "行程"},
                 {"km", A::kRight},
                 {en ? "city" : "城市"},
                 {en ? "firm" : "企业", A::kLeft, 40},
                 {en ? "visit" : "拜访"},
                 {en ? "value" : "期望值", A::kRight}});
    for (const auto& s : route.stops) {
      const auto& firm = input->firms[s.firm];
      const auto when = s.leg_day == s.day ? std::string() : to_string(s.leg_day).substr(5) + " ";
      table.add({to_string(s.day),
                 fmt::format("{} {}{}-{}", s.leg.name.in(en), when, clock(s.leaves), clock(s.arrives)),
                 fmt::format("{:.0f}", s.leg.km), city(firm.city), firm.name,
                 fmt::format("{}-{}", clock(s.begins), clock(s.ends)), fmt::format("{:.1f}", firm.value)});
    }
    table.add({to_string(route.home_day),
               fmt::format("{} {}-{}", route.home.name.in(en), clock(route.home_leaves), clock(route.home_arrives)),
               fmt::format("{:.0f}", route.home.km), city(group.base), en ? "(return)" : "（返程）", "", ""});
    fmt::print("{}\n", table.text());
  }
  say(en, "Total value {:.1f}{}\n", "期望值合计 {:.1f}{}\n", plan->value,
      plan->optimal ? (en ? " (proven best)" : "（已证明最优）") : "");
  for (const auto& off : plan->days_off) {
    say(en, "  {}: {}, no visits\n", "  {}：{}，不安排拜访\n", to_string(off.day),
        off.holiday ? (en ? "public holiday" : "法定节假日") : (en ? "weekend" : "周末"));
  }
  for (const auto& [firm, reason] : plan->unvisited) {
    fmt::print("  {}  {}\n", input->firms[firm].name, reason_in_words(en, reason));
  }
  return plan->routes.empty() ? kNothing : kDone;
}

}  // namespace lianzhao::cli
