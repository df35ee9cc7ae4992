// What a trip plan is asked for: the contract's TripPlanInput.
#pragma once

#include "api/json_reader.h"

namespace lianzhao::api::trip_plans {

struct GroupInput {
  Text<1, 64> group;
  std::optional<Bounded<1, 30>> people;
  std::optional<std::vector<std::string>> regions;  // of the zone; none: those of the group
};
BOOST_DESCRIBE_STRUCT(GroupInput, (), (group, people, regions))

struct Pin {
  Text<1, 40> firm;
  std::optional<Text<0, 64>> group;
  std::optional<Bounded<1, 15>> day;
};
BOOST_DESCRIBE_STRUCT(Pin, (), (firm, group, day))

struct Input {
  Text<1, 120> name;
  Day start;
  Bounded<1, 15> days;
  std::vector<GroupInput> groups;
  std::optional<std::vector<std::string>> lists, nodes;
  std::optional<bool> leads;
  std::optional<Bounded<1, 50>> top;
  std::optional<Bounded<15, 480>> visit_minutes;
  std::optional<Bounded<0, 240>> buffer_minutes;  // between arriving in a city and the first visit
  std::optional<std::vector<Pin>> pins;
  std::optional<std::vector<std::string>> bans;
  std::optional<double> seconds;
};
BOOST_DESCRIBE_STRUCT(Input, (),
                      (name, start, days, groups, lists, nodes, leads, top, visit_minutes, buffer_minutes, pins, bans,
                       seconds))

}  // namespace lianzhao::api::trip_plans
