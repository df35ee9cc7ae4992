// What has happened and breaks the order or the law: shown as risks, never planned.
#pragma once

#include <vector>

#include "planning/landing/network.h"
#include "planning/landing/schedule.h"

namespace lianzhao::planning {

enum class WarningKind : std::uint8_t {
  kWorksBeforePermit,  // building began before a permit was given
  kBelowMinimum,       // an actual duration shorter than the law allows
  kOutOfOrder,         // a task began before what it waits for allowed it
  kDeadlineMissed,     // by the forecast
  kOverLimit,          // an authority took longer than the law allows it
};
std::string_view name_of(WarningKind kind);  // "works-before-permit"

struct Warning {
  WarningKind kind;
  std::size_t task = 0;
  std::optional<std::size_t> other;  // the permit, or the task that should have come first
  int days = 0;                      // by how many days
};

std::vector<Warning> find_warnings(const Plan& plan, const Network& network, const WorkCalendar& calendar,
                                   const Schedule& schedule);

}  // namespace lianzhao::planning
