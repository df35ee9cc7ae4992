// The place in the words of an address. Internal to base: Places locates firms with it.
#pragma once

#include <string_view>

#include "base/place_names.h"

namespace lianzhao {

struct AddressReading {
  PlaceCode code;          // the finest place named; 0: none
  int level = 0;           // of the finest name read, also where it is above the area that was given
  int names = 0;           // how many different places were named
  bool full = false;       // one of them with its word of level
  bool ambiguous = false;  // the next name is that of several places

  // 3: two levels, one in full; 2: a full name, or two short ones; 1: a short name; 0: nothing.
  [[nodiscard]] int weight() const { return !code.known() ? 0 : (names > 1) + 1 + full; }
};

class AddressReader {
 public:
  enum class Scan { kNo, kYes };
  explicit AddressReader(const PlaceNames& names) : names_(names) {}

  // Reads the names at the beginning of `text`, from the highest level down, past separators, filler levels (市辖区),
  // repeated levels and words that stand before a place (地址：, 中国, 自由贸易试验区). A short name that begins the
  // name of a street, town or building is none (南京西路, 凤凰镇); a word that is also a place is one only within
  // `within` or behind a place that holds it. `within`: only what lies in it, and the places it lies in. kYes: where
  // the beginning says nothing finer, further full names are looked for in what follows.
  [[nodiscard]] AddressReading read(std::string_view text, PlaceCode within, Scan scan) const;

 private:
  [[nodiscard]] PlaceNames::Match match(std::string_view rest, PlaceCode area, int above) const;

  const PlaceNames& names_;
};

// A copy in simplified characters, for names of places only; at most `size` bytes, cut between characters.
std::string_view simplified(std::string_view text, char* buffer, std::size_t size);

}  // namespace lianzhao
