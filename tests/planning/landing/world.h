// Little landing plans written as text: "id days [kind]" a task, "from LINK to [lag]" a dependency.
#pragma once

#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "planning/landing/network.h"
#include "planning/landing/schedule.h"

namespace lianzhao::planning {

inline Day day(const std::string& text) {
  return *parse_iso_day(text);
}

// Lines "task ID LOW[,LIKELY,HIGH][w]" and "link FROM FS|SS|FF|SF TO [LAG[w]]"; w: working days. Day 0 is Monday
// 2026-06-01.
inline Plan world(const std::string& text) {
  Plan plan;
  plan.day_zero = day("2026-06-01");
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string kind;
    words >> kind;
    if (kind == "task") {
      Task task;
      std::string days;
      words >> task.id >> days;
      if (days.back() == 'w') {
        task.kind = DayKind::kWorking;
        days.pop_back();
      }
      auto& d = task.duration;
      if (std::sscanf(days.c_str(), "%d,%d,%d", &d.low, &d.likely, &d.high) == 1) d.likely = d.high = d.low;
      plan.tasks.push_back(task);
    } else if (kind == "link") {
      std::string from, link, to, lag = "0";
      words >> from >> link >> to >> lag;
      Dependency d;
      d.from = *find_task(plan, from);
      d.to = *find_task(plan, to);
      for (const auto each : {Link::kFinishStart, Link::kStartStart, Link::kFinishFinish, Link::kStartFinish}) {
        if (name_of(each) == link) d.link = each;
      }
      d.lag_kind = lag.back() == 'w' ? DayKind::kWorking : DayKind::kCalendar;
      d.lag = lag.empty() ? 0 : std::stoi(lag);
      plan.dependencies.push_back(d);
    }
  }
  return plan;
}

inline Task& task(Plan& plan, const std::string& id) {
  return plan.tasks[*find_task(plan, id)];
}

// Of a law that holds at all times.
inline Statute law_of(int days, DayKind kind = DayKind::kCalendar) {
  return {days, kind, 0, {"x-1", {"某法", "some law"}, {"第一条", "Art. 1"}, {}, {}, {}, Degree::kGeneral}};
}

inline Network network_of(const Plan& plan) {
  auto made = Network::make(plan);
  EXPECT_TRUE(made) << made.error().message;
  return *std::move(made);
}

inline const WorkCalendar kWeekdays;

inline Schedule schedule_of(const Plan& plan, const WorkCalendar& calendar = kWeekdays) {
  return make_schedule(plan, network_of(plan), calendar);
}

// "start..finish" in days from day 0.
inline std::string slot(const Plan& plan, const Schedule& schedule, const std::string& id) {
  const auto& s = schedule.slots[*find_task(plan, id)];
  return std::to_string(s.start.since_epoch - plan.day_zero.since_epoch) + ".." +
         std::to_string(s.finish.since_epoch - plan.day_zero.since_epoch);
}

inline std::string refusal(const Plan& plan) {
  auto made = Network::make(plan);
  return made ? std::string() : made.error().message;
}

}  // namespace lianzhao::planning
