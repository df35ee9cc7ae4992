// Words for the terminal that several commands share.
#pragma once

#include <string>

#include "atlas/atlas.h"
#include "base/places.h"
#include "cli/command.h"

namespace lianzhao::cli {

std::string place_in_words(const Places& places, PlaceCode place);  // "江苏南京"
// "12,300 台", with three significant digits below 1,000.
std::string quantity_in_words(double quantity, const std::string& unit);
// "wind" of "wind.gearbox"; "" of a node given by its name.
std::string chain_of_node_id(const std::string& id);
std::string words_of(const Globals& globals, const atlas::Words& words);

}  // namespace lianzhao::cli
