// lianzhao plan trips
#pragma once

#include "cli/command.h"

namespace lianzhao::cli {

struct TripRequest {
  std::string file;
  double seconds = 10;
  std::uint64_t seed = 1;
};
int plan_trips(const Globals& globals, const TripRequest& request);

}  // namespace lianzhao::cli
