#include "cli/words.h"

#include <fmt/format.h>

#include <cmath>

#include "cli/console.h"

namespace lianzhao::cli {

std::string place_in_words(const Places& places, PlaceCode code) {
  const auto* province = places.find(code.province());
  const auto* city = places.find(code.city());
  if (!city) city = places.find(code);
  std::string out = province ? province->short_name : "-";
  if (city && city != province && city->short_name != out) out += city->short_name;
  return out;
}

std::string quantity_in_words(double quantity, const std::string& unit) {
  if (quantity >= 100) return fmt::format("{} {}", grouped(static_cast<std::uint64_t>(std::llround(quantity))), unit);
  if (quantity == 0) return "0 " + unit;
  return fmt::format("{:.3g} {}", quantity, unit);
}

std::string chain_of_node_id(const std::string& id) {
  const auto dot = id.find('.');
  return dot == std::string::npos ? std::string() : id.substr(0, dot);
}

std::string words_of(const Globals& globals, const atlas::Words& words) {
  return globals.english ? words.en : words.zh;
}

}  // namespace lianzhao::cli
