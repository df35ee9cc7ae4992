#include "api/trip_plans/output.h"

#include <cmath>

#include "api/json/trips.h"

namespace lianzhao::api::trip_plans {
namespace {

constexpr std::size_t kMostUnvisited = 500;

struct LegView {
  std::string mode;
  double km = 0;
  std::int64_t minutes = 0;
  view::Place from;
};
BOOST_DESCRIBE_STRUCT(LegView, (), (mode, km, minutes, from))

struct StopView {
  std::string kind, begin, end;
  view::Place place;
  std::optional<view::FirmRef> firm;
  double value = 0;
  std::vector<ValuePart> parts;
  std::optional<LegView> leg;
};
BOOST_DESCRIBE_STRUCT(StopView, (), (kind, begin, end, place, firm, value, parts, leg))

struct DayView {
  std::int64_t day = 0;
  Day on;
  std::vector<StopView> stops;
  view::Place overnight;
};
BOOST_DESCRIBE_STRUCT(DayView, (), (day, on, stops, overnight))

struct RouteView {
  view::GroupRef group;
  double value = 0;
  std::vector<DayView> days;
};
BOOST_DESCRIBE_STRUCT(RouteView, (), (group, value, days))

struct UnvisitedView {
  view::FirmRef firm;
  double value = 0;
  Words reason;
};
BOOST_DESCRIBE_STRUCT(UnvisitedView, (), (firm, value, reason))

struct DayOffView {
  Day on;
  Words why;
};
BOOST_DESCRIBE_STRUCT(DayOffView, (), (on, why))

struct OutputView {
  double value = 0;
  std::vector<RouteView> routes;
  std::vector<UnvisitedView> unvisited;
  std::vector<DayOffView> days_off;
};
BOOST_DESCRIBE_STRUCT(OutputView, (), (value, routes, unvisited, days_off))

Words why_of(const planning::DayOff& off) {
  if (!off.holiday) return {"周末，不安排拜访", "A weekend: no visits"};
  if (off.announced) return {"法定节假日，不安排拜访", "A public holiday: no visits"};
  return {"预计为法定节假日（当年放假安排尚未公布），不安排拜访",
          "Expected to be a public holiday (the notice of its year is not out): no visits"};
}

std::string clock(int minutes) {
  return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

Words reason_of(planning::Unvisited reason) {
  switch (reason) {
    case planning::Unvisited::kBanned:
      return {"已排除", "Banned"};
    case planning::Unvisited::kNoGroup:
      return {"没有负责其产业链、区域或日期的专班", "No group speaks for its chain, region or day"};
    case planning::Unvisited::kDaysOff:
      return {"可选的日期都不是工作日", "None of the days left for it is a working day"};
    case planning::Unvisited::kTooFar:
      return {"在给定天数和时间内无法往返", "Not within reach in the days and hours given"};
    case planning::Unvisited::kOtherPreferred:
      return {"时间有限，优先其他企业", "No room beside firms worth more"};
  }
  return {};
}

// The days of one group, from leaving to return.
class Itinerary {
 public:
  Itinerary(const workspace::Engine& engine, Day first, PlaceCode base)
      : engine_(engine), first_(first), base_(base), at_(base) {}

  void travel(Day on, const planning::Leg& leg, int leaves, int arrives, PlaceCode to) {
    if (leg.mode != "local") {  // ways within a city lie between its visits
      StopView stop;
      stop.kind = "travel";
      stop.begin = clock(leaves);
      stop.end = clock(arrives);
      stop.place = place(to);
      stop.leg = LegView{leg.mode, std::round(leg.km), std::llround(leg.minutes), place(at_)};
      day(on).stops.push_back(std::move(stop));
    }
    at_ = to;
    day(on).overnight = place(at_);
  }
  void visit(Day on, int begins, int ends, const Candidate& firm) {
    StopView stop;
    stop.kind = "visit";
    stop.begin = clock(begins);
    stop.end = clock(ends);
    stop.place = place(at_);
    stop.firm = view::firm_ref(firm.key, firm.name);
    stop.value = firm.value();
    stop.parts = firm.parts;
    day(on).stops.push_back(std::move(stop));
  }
  std::vector<DayView> take() { return std::move(days_); }

 private:
  [[nodiscard]] view::Place place(PlaceCode code) const { return view::place_of(engine_.places(), code); }
  DayView& day(Day on) {
    if (days_.empty()) days_.push_back({number(on), on, {}, place(base_)});
    while (days_.back().on < on) {
      const Day next{days_.back().on.since_epoch + 1};
      days_.push_back({number(next), next, {}, place(at_)});
    }
    return days_.back();
  }
  [[nodiscard]] std::int64_t number(Day on) const { return on.since_epoch - first_.since_epoch + 1; }

  const workspace::Engine& engine_;
  Day first_;
  PlaceCode base_, at_;
  std::vector<DayView> days_;
};

}  // namespace

std::string output_json(const workspace::Engine& engine, const ledger::Directory& names,
                        const planning::TripInput& input, const planning::TripPlan& plan,
                        const std::vector<Candidate>& firms, const std::vector<Candidate>& homeless) {
  OutputView out;
  out.value = plan.value;
  for (const auto& route : plan.routes) {
    const auto& group = input.groups[route.group];
    Itinerary itinerary(engine, group.first, group.base);
    for (const auto& stop : route.stops) {
      itinerary.travel(stop.leg_day, stop.leg, stop.leaves, stop.arrives, input.firms[stop.firm].city);
      itinerary.visit(stop.day, stop.begins, stop.ends, firms[stop.firm]);
    }
    itinerary.travel(route.home_day, route.home, route.home_leaves, route.home_arrives, group.base);
    out.routes.push_back({view::group_or_id(names, group.id), route.value, itinerary.take()});
  }
  for (const auto& [firm, reason] : plan.unvisited) {
    if (out.unvisited.size() == kMostUnvisited) break;
    out.unvisited.push_back(
        {view::firm_ref(firms[firm].key, firms[firm].name), firms[firm].value(), reason_of(reason)});
  }
  for (const auto& off : plan.days_off) out.days_off.push_back({off.day, why_of(off)});
  for (const auto& firm : homeless) {
    if (out.unvisited.size() == kMostUnvisited) break;
    out.unvisited.push_back({view::firm_ref(firm.key, firm.name),
                             firm.value(),
                             {"名录中没有它的地点", "The registry does not know where it is"}});
  }
  return to_json(out);
}

}  // namespace lianzhao::api::trip_plans
