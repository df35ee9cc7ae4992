// Trips of a zone's groups: who meets which firms in which cities on which days, for the greatest expected value.
//
// Times of day are minutes. Firms of one city lie `local_minutes` apart; values add up, so that a city is worth what
// its firms are. Groups leave from and return to their base; a group that cannot go on the same day stays overnight
// in the city it has reached. Nobody is met on a day that is no working day; between arriving in another city and the
// first visit there lies a buffer.
#pragma once

#include <atomic>
#include <set>
#include <string>
#include <vector>

#include "base/day.h"
#include "planning/trips/days_off.h"
#include "planning/trips/solve.h"
#include "planning/trips/travel_model.h"

namespace lianzhao::planning {

struct TripFirm {
  std::string id, name;
  PlaceCode city;
  double value = 0;        // expected, in the planner's own unit; >= 0
  int visit_minutes = 90;  // 1 to 600
  int opens = 9 * 60, closes = 17 * 60 + 30;
  std::string chain;  // empty: any group may meet it
  bool must = false;  // pinned
  bool banned = false;
  std::optional<Day> day;  // pinned to a day
  std::string group;       // pinned to a group; empty: any
};

struct TripGroup {
  std::string id, name;
  PlaceCode base;
  Day first, last;                 // both travel days; at most 31
  std::set<std::string> chains;    // that it can speak for; empty: all
  std::vector<PlaceCode> regions;  // provinces or cities it may go to; empty: all
  int size = 1;                    // people: counts for person-days
  int most_visits = 1000;
  bool works_weekends = false;  // meets on Saturdays and Sundays too, but not on holidays
  int work_from = 9 * 60, work_to = 17 * 60 + 30;
  int travel_from = 7 * 60, travel_to = 22 * 60;
};

inline constexpr int kBufferMinutes = 30;

struct TripInput {
  std::vector<TripFirm> firms;
  std::vector<TripGroup> groups;
  int buffer_minutes = kBufferMinutes;  // 0 to 600
};

struct TripStop {
  std::size_t firm = 0;
  Leg leg;  // that leads here
  Day day;
  int leaves = 0, arrives = 0, begins = 0, ends = 0;  // minutes of the day; departure and arrival on `leg_day`
  Day leg_day;
};

struct TripRoute {
  std::size_t group = 0;
  std::vector<TripStop> stops;
  Leg home;
  Day home_day;
  int home_leaves = 0, home_arrives = 0;
  double value = 0;  // sum over its stops
  double km = 0, travel_minutes = 0;
  int person_days = 0;  // days from leaving to return x size
};

enum class Unvisited : std::uint8_t {
  kBanned,
  kNoGroup,        // no group speaks for its chain, may go to its region, or it is pinned to one that cannot
  kDaysOff,        // none of the days that are left for it is a working day
  kTooFar,         // no group gets there and back, within hours and days, even for this firm alone
  kOtherPreferred  // there was no room beside what was worth more
};
std::string_view name_of(Unvisited reason);

struct TripPlan {
  std::vector<TripRoute> routes;  // of groups that travel
  std::vector<std::pair<std::size_t, Unvisited>> unvisited;
  double value = 0;              // sum over routes
  std::vector<DayOff> days_off;  // of the days of the groups, those on which one of them meets nobody
  bool optimal = false;
  std::uint64_t iterations = 0;
};

// Errors: kBadArgument for unknown places and groups, doubled ids, times and days out of bounds.
Result<TripPlan> plan_trips(const TripInput& input, const Places& places, const TravelModel& model,
                            const WorkCalendar& calendar, const SolveOptions& options);

}  // namespace lianzhao::planning
