#include "planning/trips/trip_plan.h"

#include <gmock/gmock.h>

#include <chrono>
#include <cmath>
#include <numeric>

#include "base/random.h"

namespace lianzhao::planning {
namespace {

const Places& places() {
  static const Places loaded = *Places::load(LIANZHAO_SHARE_DIR "/places.tsv");
  return loaded;
}
const TravelModel& model() {
  static const TravelModel loaded = *TravelModel::load(LIANZHAO_SHARE_DIR "/travel/cn.yaml");
  return loaded;
}

TripGroup group(const std::string& id, int days = 5) {
  TripGroup g;
  g.id = g.name = id;
  g.base = {620900};                       // Jiuquan
  g.first = *parse_iso_day("2026-03-02");  // a Monday
  g.last = Day{g.first.since_epoch + days - 1};
  return g;
}

TripFirm firm(const std::string& id, std::uint32_t city, double value) {
  TripFirm f;
  f.id = f.name = id;
  f.city = {city};
  f.value = value;
  return f;
}

const WorkCalendar& calendar() {
  static const WorkCalendar loaded = *WorkCalendar::load(LIANZHAO_SHARE_DIR "/calendar/cn.tsv");
  return loaded;
}

TripPlan plan_of(const TripInput& input) {
  SolveOptions options;
  options.iterations = 300;
  auto plan = plan_trips(input, places(), model(), calendar(), options);
  EXPECT_TRUE(plan) << plan.error().message;
  return *std::move(plan);
}

std::string reason_of(const TripInput& input, const TripPlan& plan, const std::string& id) {
  for (const auto& [f, reason] : plan.unvisited) {
    if (input.firms[f].id == id) return std::string(name_of(reason));
  }
  return "visited";
}

TEST(TravelModel, TakesTheQuickestMode) {
  const auto& jiuquan = *places().find({620900});
  const auto& nanjing = *places().find({320100});
  const auto& suzhou = *places().find({320500});
  EXPECT_EQ(model().between(jiuquan, nanjing)->mode, "air");
  EXPECT_EQ(model().between(nanjing, nanjing)->mode, "local");
  EXPECT_NE(model().between(nanjing, suzhou)->mode, "air");
  const TravelModel nothing({}, {}, 30);
  EXPECT_FALSE(nothing.between(jiuquan, nanjing));
}

TEST(TripPlan, ItineraryIsConsistentAndValuesAddUp) {
  TripInput input;
  input.groups = {group("one"), group("two", 3)};
  Random random(3);
  for (int i = 0; i < 20; ++i) {
    static constexpr std::array<std::uint32_t, 6> kCities = {320100, 320500, 310100, 330100, 440300, 110100};
    input.firms.push_back(
        firm("f" + std::to_string(i), kCities[random.below(6)], 1 + static_cast<double>(random.below(9))));
  }
  const auto plan = plan_of(input);
  ASSERT_FALSE(plan.routes.empty());
  double total = 0;
  std::size_t visits = 0;
  for (const auto& route : plan.routes) {
    const auto& g = input.groups[route.group];
    double value = 0;
    std::int64_t at = INT64_MIN;
    for (const auto& s : route.stops) {
      const auto minute = [](Day day, int minutes) { return std::int64_t{day.since_epoch} * 1440 + minutes; };
      EXPECT_GE(minute(s.leg_day, s.leaves), at);
      EXPECT_EQ(s.arrives - s.leaves, std::lround(s.leg.minutes));
      EXPECT_GE(s.leaves, g.travel_from);
      EXPECT_LE(s.arrives, g.travel_to);
      EXPECT_GE(minute(s.day, s.begins), minute(s.leg_day, s.arrives));
      EXPECT_GE(s.begins, std::max(g.work_from, input.firms[s.firm].opens));
      EXPECT_LE(s.ends, std::min(g.work_to, input.firms[s.firm].closes));
      EXPECT_GE(s.leg_day, g.first);
      at = minute(s.day, s.ends);
      value += input.firms[s.firm].value;
      ++visits;
    }
    EXPECT_LE(route.home_day, g.last);
    EXPECT_DOUBLE_EQ(value, route.value);
    total += value;
  }
  EXPECT_DOUBLE_EQ(total, plan.value);
  EXPECT_EQ(visits + plan.unvisited.size(), input.firms.size());
}

TEST(TripPlan, PinsBansAndReasons) {
  TripInput input;
  input.groups = {group("wind"), group("pv")};
  input.groups[0].chains = {"wind"};
  input.groups[1].chains = {"pv"};
  input.groups[1].regions = {{320000}};
  input.firms = {firm("day", 320100, 1), firm("banned", 320100, 100), firm("chain", 320100, 9),
                 firm("region", 440300, 9), firm("pinned", 320500, 1)};
  input.firms[0].day = parse_iso_day("2026-03-04");
  input.firms[1].banned = true;
  input.firms[2].chain = "h2";
  input.firms[3].chain = "pv";
  input.firms[4].group = "pv";
  const auto plan = plan_of(input);
  EXPECT_EQ(reason_of(input, plan, "banned"), "banned");
  EXPECT_EQ(reason_of(input, plan, "chain"), "no-group");
  EXPECT_EQ(reason_of(input, plan, "region"), "no-group");
  for (const auto& route : plan.routes) {
    for (const auto& s : route.stops) {
      if (input.firms[s.firm].id == "day") EXPECT_EQ(to_string(s.day), "2026-03-04");
      if (input.firms[s.firm].id == "pinned") EXPECT_EQ(input.groups[route.group].id, "pv");
    }
  }
  EXPECT_EQ(reason_of(input, plan, "day"), "visited");
  EXPECT_EQ(reason_of(input, plan, "pinned"), "visited");
}

TEST(TripPlan, OneDayIsTooShortForTheCoast) {
  TripInput input;
  input.groups = {group("one", 1)};
  input.firms = {firm("far", 440300, 9)};
  input.firms[0].visit_minutes = 180;
  const auto plan = plan_of(input);
  EXPECT_TRUE(plan.routes.empty());
  EXPECT_EQ(reason_of(input, plan, "far"), "too-far");
}

TEST(TripPlan, NobodyIsMetOnHolidays) {
  // The National Day of 2025: Wednesday, 1 October, to Wednesday the 8th; Sunday, 28 September, is worked in its
  // stead.
  TripInput input;
  auto team = group("one");
  team.first = *parse_iso_day("2025-09-28");
  team.last = *parse_iso_day("2025-10-10");
  team.works_weekends = true;
  input.groups = {team};
  Random random(5);
  for (int i = 0; i < 30; ++i) {
    input.firms.push_back(firm("f" + std::to_string(i), i % 2 ? 320100 : 320500, 1 + static_cast<double>(i)));
    input.firms.back().visit_minutes = 240;
  }
  input.firms[0].day = parse_iso_day("2025-10-04");  // a Saturday within the holiday
  input.firms[1].day = parse_iso_day("2025-10-01");
  input.firms[1].must = true;
  auto plan = plan_of(input);
  std::set<std::string> days;
  for (const auto& route : plan.routes) {
    for (const auto& stop : route.stops) days.insert(to_string(stop.day));
  }
  EXPECT_TRUE(days.count("2025-09-29")) << "nothing was planned";
  EXPECT_TRUE(days.count("2025-10-10"));
  for (int day = 1; day <= 8; ++day) EXPECT_FALSE(days.count("2025-10-0" + std::to_string(day))) << day;
  EXPECT_EQ(reason_of(input, plan, "f0"), "days-off");
  EXPECT_EQ(reason_of(input, plan, "f1"), "days-off");
  // The plan says so.
  ASSERT_EQ(plan.days_off.size(), 8u);
  EXPECT_EQ(to_string(plan.days_off.front().day), "2025-10-01");
  EXPECT_TRUE(plan.days_off.front().holiday && plan.days_off.front().announced);
  EXPECT_EQ(to_string(plan.days_off.back().day), "2025-10-08");

  // A plan that lies within the holiday has nothing but its reasons.
  input.groups[0].first = *parse_iso_day("2025-10-02");
  input.groups[0].last = *parse_iso_day("2025-10-06");
  input.firms[1].day.reset();
  plan = plan_of(input);
  EXPECT_TRUE(plan.routes.empty());
  EXPECT_EQ(reason_of(input, plan, "f1"), "days-off");
}

TEST(TripPlan, WeekendsAndTheDaysWorkedInTheirStead) {
  EXPECT_EQ(kind_of(calendar(), *parse_iso_day("2025-09-28")), TripDay::kWorking);  // a Sunday, worked
  EXPECT_EQ(kind_of(calendar(), *parse_iso_day("2025-10-05")), TripDay::kHoliday);  // a Sunday
  EXPECT_EQ(kind_of(calendar(), *parse_iso_day("2025-10-08")), TripDay::kHoliday);
  EXPECT_EQ(kind_of(calendar(), *parse_iso_day("2025-10-19")), TripDay::kWeekend);
  EXPECT_EQ(kind_of(calendar(), *parse_iso_day("2025-10-20")), TripDay::kWorking);
  EXPECT_EQ(kind_of(calendar(), *parse_iso_day("2999-03-08")),
            TripDay::kWorking);  // a Friday past the calendar's end
  TripInput input;
  input.groups = {group("one", 7)};  // Monday to Sunday
  input.firms = {firm("saturday", 320100, 5)};
  input.firms[0].day = parse_iso_day("2026-03-07");
  EXPECT_EQ(reason_of(input, plan_of(input), "saturday"), "days-off");
  input.groups[0].works_weekends = true;
  EXPECT_EQ(reason_of(input, plan_of(input), "saturday"), "visited");
}

TEST(TripPlan, ABufferLiesBetweenAnArrivalAndTheFirstVisit) {
  TripInput input;
  input.groups = {group("one", 3)};
  for (int i = 0; i < 8; ++i) input.firms.push_back(firm("f" + std::to_string(i), i % 2 ? 320100 : 320500, 3));
  EXPECT_EQ(input.buffer_minutes, 30);
  const auto least = [&] {  // minutes between arriving from another city and the visit, the least of the plan
    std::int64_t out = INT64_MAX;
    for (const auto& route : plan_of(input).routes) {
      for (const auto& s : route.stops) {
        if (s.leg.mode == "local") continue;
        out = std::min(out, (s.day.since_epoch - s.leg_day.since_epoch) * std::int64_t{1440} + s.begins - s.arrives);
      }
    }
    return out;
  };
  EXPECT_GE(least(), 30);
  input.buffer_minutes = 0;
  const auto tight = least();
  EXPECT_LT(tight, 30);
  input.buffer_minutes = 120;
  EXPECT_GE(least(), 120);
  EXPECT_LT(least(), INT64_MAX);
  input.buffer_minutes = 601;
  EXPECT_FALSE(plan_trips(input, places(), model(), calendar(), {}));
}

TEST(TripPlan, RefusesBadInput) {
  const auto message = [](auto change) {
    TripInput input;
    input.groups = {group("one")};
    input.firms = {firm("a", 320100, 1)};
    change(input);
    const auto plan = plan_trips(input, places(), model(), calendar(), {});
    return plan ? std::string() : plan.error().message;
  };
  using testing::HasSubstr;
  EXPECT_THAT(message([](TripInput& i) { i.groups.clear(); }), HasSubstr("1 to 64 groups"));
  EXPECT_THAT(message([](TripInput& i) { i.firms.push_back(i.firms[0]); }), HasSubstr("two firms"));
  EXPECT_THAT(message([](TripInput& i) { i.firms[0].city = {999999}; }), HasSubstr("no place 999999"));
  EXPECT_THAT(message([](TripInput& i) { i.firms[0].value = -1; }), HasSubstr("0 or more"));
  EXPECT_THAT(message([](TripInput& i) { i.firms[0].value = NAN; }), HasSubstr("0 or more"));
  EXPECT_THAT(message([](TripInput& i) { i.firms[0].group = "x"; }), HasSubstr("no group 'x'"));
  EXPECT_THAT(message([](TripInput& i) { i.groups[0].last.since_epoch += 60; }), HasSubstr("1 to 31"));
  EXPECT_THAT(message([](TripInput& i) { i.groups[0].work_to = 0; }), HasSubstr("hours"));
}

}  // namespace
}  // namespace lianzhao::planning
