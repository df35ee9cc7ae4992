// Travel times between cities from a stated model (data/travel/*.yaml): the quickest of the modes that serve a
// distance.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/places.h"
#include "base/result.h"
#include "planning/words.h"

namespace lianzhao::planning {

struct TravelMode {
  std::string id;
  Words name;
  double overhead = 0;  // minutes: ways to and from, waiting
  double detour = 1;    // length of the way over the great circle
  double kmh = 1;
  double from_km = 0, to_km = 0;  // great-circle distances that it serves
  bool needs_airports = false;
};

struct Leg {
  std::string mode;  // id; "local" within a city
  Words name;
  double km = 0;       // of the way
  double minutes = 0;  // door to door
};

class TravelModel {
 public:
  // Errors: of the file; kBadInput with what is wrong.
  static Result<TravelModel> load(const std::string& path);
  TravelModel(std::vector<TravelMode> modes, std::set<std::uint32_t> airports, double local_minutes)
      : modes_(std::move(modes)), airports_(std::move(airports)), local_minutes_(local_minutes) {}

  // nullopt where no mode serves the distance.
  [[nodiscard]] std::optional<Leg> between(const Place& from, const Place& to) const;

 private:
  std::vector<TravelMode> modes_;
  std::set<std::uint32_t> airports_;
  double local_minutes_;
};

}  // namespace lianzhao::planning
