#include "planning/trips/trip_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "planning/trips/timeline.h"

namespace lianzhao::planning {
namespace {

constexpr double kDay = 1440;

// Whether the group meets firms on the day.
bool meets(const WorkCalendar& calendar, const TripGroup& group, Day day) {
  const auto kind = kind_of(calendar, day);
  return kind == TripDay::kWorking || (kind == TripDay::kWeekend && group.works_weekends);
}

Error wrong(std::string what) {
  return {ErrorCode::kBadArgument, std::move(what)};
}

Status check(const TripInput& input, const Places& places) {
  if (input.buffer_minutes < 0 || input.buffer_minutes > 600) {
    return wrong("the buffer after an arrival must be 0 to 600 minutes");
  }
  std::set<std::string> ids, groups;
  for (const auto& g : input.groups) {
    if (!groups.insert(g.id).second) return wrong(fmt::format("two groups have the id '{}'", g.id));
    if (!places.find(g.base)) return wrong(fmt::format("group {}: there is no place {}", g.id, g.base.value));
    if (g.last < g.first || g.last.since_epoch - g.first.since_epoch > 30) {
      return wrong(fmt::format("group {}: its days must be 1 to 31, the last not before the first", g.id));
    }
    const auto range = [](int from, int to) { return from >= 0 && from < to && to <= 1440; };
    if (!range(g.work_from, g.work_to) || !range(g.travel_from, g.travel_to)) {
      return wrong(fmt::format("group {}: hours must lie within one day, in order", g.id));
    }
    if (g.size < 1 || g.most_visits < 0) return wrong(fmt::format("group {}: size or most visits too small", g.id));
  }
  for (const auto& f : input.firms) {
    if (!ids.insert(f.id).second) return wrong(fmt::format("two firms have the id '{}'", f.id));
    if (!places.find(f.city)) return wrong(fmt::format("firm {}: there is no place {}", f.id, f.city.value));
    if (!(f.value >= 0) || !std::isfinite(f.value))
      return wrong(fmt::format("firm {}: its value must be 0 or more", f.id));
    if (f.visit_minutes < 1 || f.visit_minutes > 600 || f.opens < 0 || f.opens >= f.closes || f.closes > 1440) {
      return wrong(fmt::format("firm {}: visit minutes or hours are out of bounds", f.id));
    }
    if (!f.group.empty() && !groups.count(f.group)) {
      return wrong(fmt::format("firm {}: there is no group '{}'", f.id, f.group));
    }
  }
  return {};
}

// The instance behind an input, and the way back from its numbers.
struct Built {
  Instance instance;
  std::vector<const Place*> cities;
  std::vector<std::optional<Leg>> legs;  // cities x cities
  std::vector<std::size_t> firm_of;      // node -> firm
  Day origin;

  [[nodiscard]] const Leg& leg(std::uint32_t from, std::uint32_t to) const {
    return *legs[from * cities.size() + to];
  }
};

bool may_meet(const TripGroup& group, const TripFirm& firm) {
  if (!firm.group.empty() && firm.group != group.id) return false;
  if (!firm.chain.empty() && !group.chains.empty() && !group.chains.count(firm.chain)) return false;
  if (firm.day && (*firm.day < group.first || *firm.day > group.last)) return false;
  return group.regions.empty() || std::any_of(group.regions.begin(), group.regions.end(),
                                              [&](PlaceCode region) { return region.contains(firm.city); });
}

std::uint64_t groups_for(const TripInput& input, const TripFirm& firm) {
  std::uint64_t mask = 0;
  for (std::size_t g = 0; g < input.groups.size(); ++g) {
    if (may_meet(input.groups[g], firm)) mask |= std::uint64_t{1} << g;
  }
  return mask;
}

Built build(const TripInput& input, const Places& places, const TravelModel& model, const WorkCalendar& calendar) {
  Built built;
  std::map<std::uint32_t, std::uint32_t> index;
  const auto city = [&](PlaceCode code) {
    const auto* place = places.find(code.city()) ? places.find(code.city()) : places.find(code);
    const auto [at, fresh] = index.emplace(place->code.value, static_cast<std::uint32_t>(built.cities.size()));
    if (fresh) built.cities.push_back(place);
    return at->second;
  };
  built.instance.settle = input.buffer_minutes;
  built.origin = input.groups.front().first;
  auto last = input.groups.front().last;
  for (const auto& g : input.groups) {
    built.origin = std::min(built.origin, g.first);
    last = std::max(last, g.last);
  }
  for (const auto& g : input.groups) {
    Team team{city(g.base), city(g.base), {}, {}, static_cast<std::uint32_t>(g.most_visits)};
    for (auto day = g.first; day <= g.last; ++day.since_epoch) {
      const double at = (day.since_epoch - built.origin.since_epoch) * kDay;
      team.travel.push_back({at + g.travel_from, at + g.travel_to});
      if (meets(calendar, g, day)) team.work.push_back({at + g.work_from, at + g.work_to});
    }
    if (team.work.empty()) team.work.push_back({team.travel[0].from, team.travel[0].from});
    built.instance.teams.push_back(std::move(team));
  }
  for (std::size_t i = 0; i < input.firms.size(); ++i) {
    const auto& f = input.firms[i];
    if (f.banned) continue;
    Node node{city(f.city), f.value, static_cast<double>(f.visit_minutes), {}, groups_for(input, f), f.must};
    for (auto day = built.origin; day <= last; ++day.since_epoch) {
      if (f.day && *f.day != day) continue;
      const double at = (day.since_epoch - built.origin.since_epoch) * kDay;
      node.open.push_back({at + f.opens, at + f.closes});
    }
    if (node.open.empty()) node.teams = 0;
    built.instance.nodes.push_back(std::move(node));
    built.firm_of.push_back(i);
  }
  built.instance.places = static_cast<std::uint32_t>(built.cities.size());
  for (const auto* from : built.cities) {
    for (const auto* to : built.cities) {
      built.legs.push_back(model.between(*from, *to));
      built.instance.travel.push_back(built.legs.back() ? built.legs.back()->minutes : -1);
    }
  }
  return built;
}

TripRoute describe(const Built& built, const TripInput& input, const Timeline& timeline, std::size_t group,
                   const Sequence& sequence) {
  TripRoute route;
  route.group = group;
  const auto day_of = [&](double time) {
    return Day{built.origin.since_epoch + static_cast<int>(std::floor((time + 1e-4) / kDay))};
  };
  const auto minute_of = [&](double time) {
    return static_cast<int>(std::lround(time - std::floor((time + 1e-4) / kDay) * kDay));
  };
  double at = timeline.begin(group);
  auto place = built.instance.teams[group].start;
  for (const auto node : sequence) {
    const auto next = timeline.place(node);
    TripStop stop;
    stop.firm = built.firm_of[node];
    stop.leg = built.leg(place, next);
    const double arrival = timeline.arrive(group, at, stop.leg.minutes);
    const double done = timeline.serve(group, node, arrival + timeline.settle(place, next));
    const double begin = done - built.instance.nodes[node].service;
    stop.leg_day = day_of(arrival - stop.leg.minutes);
    stop.leaves = minute_of(arrival - stop.leg.minutes);
    stop.arrives = minute_of(arrival);
    stop.day = day_of(begin);
    stop.begins = minute_of(begin);
    stop.ends = stop.begins + input.firms[stop.firm].visit_minutes;
    route.value += input.firms[stop.firm].value;
    route.km += stop.leg.km;
    route.travel_minutes += stop.leg.minutes;
    route.stops.push_back(std::move(stop));
    at = done;
    place = next;
  }
  route.home = built.leg(place, built.instance.teams[group].end);
  const double home = timeline.arrive(group, at, route.home.minutes);
  route.home_day = day_of(home - route.home.minutes);
  route.home_leaves = minute_of(home - route.home.minutes);
  route.home_arrives = minute_of(home);
  route.km += route.home.km;
  route.travel_minutes += route.home.minutes;
  route.person_days =
      (route.home_day.since_epoch - route.stops.front().leg_day.since_epoch + 1) * input.groups[group].size;
  return route;
}

// Days on which a group that is on its way meets nobody.
std::vector<DayOff> idle_days(const WorkCalendar& calendar, const TripInput& input) {
  std::map<Day, DayOff> idle;
  for (const auto& group : input.groups) {
    for (const auto& off : days_off(calendar, group.first, group.last)) {
      if (!meets(calendar, group, off.day)) idle.emplace(off.day, off);
    }
  }
  std::vector<DayOff> out;
  out.reserve(idle.size());
  for (const auto& [day, off] : idle) out.push_back(off);
  return out;
}

// Whether no group that may meet the firm works on a day that is left for it.
bool never_working(const WorkCalendar& calendar, const TripInput& input, const TripFirm& firm) {
  return std::none_of(input.groups.begin(), input.groups.end(), [&](const TripGroup& group) {
    if (!may_meet(group, firm)) return false;
    for (auto day = group.first; day <= group.last; ++day.since_epoch) {
      if ((!firm.day || *firm.day == day) && meets(calendar, group, day)) return true;
    }
    return false;
  });
}

}  // namespace

std::string_view name_of(Unvisited reason) {
  static constexpr std::array<std::string_view, 5> kNames = {"banned", "no-group", "days-off", "too-far",
                                                             "other-preferred"};
  return kNames[static_cast<std::size_t>(reason)];
}

Result<TripPlan> plan_trips(const TripInput& input, const Places& places, const TravelModel& model,
                            const WorkCalendar& calendar, const SolveOptions& options) {
  if (input.groups.empty() || input.groups.size() > kMaxTeams) return wrong("a trip plan needs 1 to 64 groups");
  if (auto sound = check(input, places); !sound) return sound.error();
  const auto built = build(input, places, model, calendar);
  auto solved = solve(built.instance, options);
  if (!solved) return solved.error();
  const Timeline timeline(built.instance);
  TripPlan plan;
  plan.optimal = solved->optimal;
  plan.iterations = solved->iterations;
  std::vector<bool> visited(input.firms.size());
  for (std::size_t g = 0; g < solved->routes.size(); ++g) {
    if (solved->routes[g].empty()) continue;
    plan.routes.push_back(describe(built, input, timeline, g, solved->routes[g]));
    plan.value += plan.routes.back().value;
    for (const auto& stop : plan.routes.back().stops) visited[stop.firm] = true;
  }
  for (std::size_t i = 0; i < input.firms.size(); ++i) {
    if (input.firms[i].banned) plan.unvisited.emplace_back(i, Unvisited::kBanned);
  }
  plan.days_off = idle_days(calendar, input);
  for (std::uint32_t node = 0; node < built.instance.nodes.size(); ++node) {
    const auto firm = built.firm_of[node];
    if (visited[firm]) continue;
    bool reachable = false;
    for (std::size_t g = 0; g < input.groups.size(); ++g) reachable |= timeline.may(g, node);
    plan.unvisited.emplace_back(firm, built.instance.nodes[node].teams == 0               ? Unvisited::kNoGroup
                                      : reachable                                         ? Unvisited::kOtherPreferred
                                      : never_working(calendar, input, input.firms[firm]) ? Unvisited::kDaysOff
                                                                                          : Unvisited::kTooFar);
  }
  return plan;
}

}  // namespace lianzhao::planning
