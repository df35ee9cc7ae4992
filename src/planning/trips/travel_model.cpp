#include "planning/trips/travel_model.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <cmath>

#include "base/file.h"

namespace lianzhao::planning {

Result<TravelModel> TravelModel::load(const std::string& path) {
  auto text = read_file(path, 1u << 20);
  if (!text) return text.error();
  const auto wrong = [&](std::string_view what) {
    return Error{ErrorCode::kBadInput, fmt::format("{}: {}", path, what)};
  };
  try {
    const auto root = YAML::Load(*text);
    std::vector<TravelMode> modes;
    for (const auto& field : root["modes"]) {
      const auto& m = field.second;
      TravelMode mode{field.first.as<std::string>(), {m["zh"].as<std::string>(), m["en"].as<std::string>()},
                      m["overhead"].as<double>(),    m["detour"].as<double>(),
                      m["kmh"].as<double>(),         m["from_km"].as<double>(),
                      m["to_km"].as<double>(),       false};
      mode.needs_airports = mode.id == "air";
      if (!(mode.overhead >= 0) || !(mode.detour >= 1) || !(mode.kmh > 0) || !(mode.from_km <= mode.to_km)) {
        return wrong(fmt::format("mode {}: overhead, detour, kmh or distances are out of bounds", mode.id));
      }
      modes.push_back(std::move(mode));
    }
    if (modes.empty()) return wrong("there are no modes");
    std::set<std::uint32_t> airports;
    for (const auto& code : root["airports"]) airports.insert(code.as<std::uint32_t>());
    const auto local = root["local_minutes"].as<double>();
    if (!(local >= 0) || local > 600) return wrong("local_minutes must be 0 to 600");
    return TravelModel(std::move(modes), std::move(airports), local);
  } catch (const YAML::Exception& error) {
    return wrong(fmt::format("line {}: {}", error.mark.line + 1, error.msg));
  }
}

std::optional<Leg> TravelModel::between(const Place& from, const Place& to) const {
  if (from.code.city() == to.code.city()) return Leg{"local", {"市内", "local"}, 0, local_minutes_};
  const double km = distance_km(from.location, to.location);
  std::optional<Leg> best;
  for (const auto& mode : modes_) {
    if (km < mode.from_km || km > mode.to_km) continue;
    if (mode.needs_airports && (!airports_.count(from.code.city().value) || !airports_.count(to.code.city().value))) {
      continue;
    }
    const double way = km * mode.detour, minutes = std::round(mode.overhead + way / mode.kmh * 60);
    if (!best || minutes < best->minutes) best = Leg{mode.id, mode.name, way, minutes};
  }
  return best;
}

}  // namespace lianzhao::planning
