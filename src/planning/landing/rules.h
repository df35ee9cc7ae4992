// What makes a plan impossible whatever its dates: used by Network::make.
#pragma once

#include "base/result.h"
#include "planning/landing/plan.h"

namespace lianzhao::planning {

class Network;

inline constexpr std::size_t kMaxTasks = 2000, kMaxDependencies = 20000;
inline constexpr int kMaxDays = 3660;

// Each task and dependency by itself.
Status check_tasks(const Plan& plan);
// What follows from the order: preparable tasks wait only for preparable ones, works wait for the finish of every
// permit.
Status check_order(const Plan& plan, const Network& network);

}  // namespace lianzhao::planning
