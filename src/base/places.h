// Administrative divisions of China by GB/T 2260 codes: provinces (xx0000), prefecture-level cities (xxxx00) and
// counties (xxxxxx), with names, short names and coordinates; distance; finding a place in a column, in an address or
// in a firm's name, by all the evidence that a row gives.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace lianzhao {

// A GB/T 2260 code such as 620902; 0 is "not known".
struct PlaceCode {
  std::uint32_t value = 0;
  friend constexpr auto operator<=>(PlaceCode, PlaceCode) = default;
  [[nodiscard]] constexpr PlaceCode province() const { return {value / 10000 * 10000}; }
  [[nodiscard]] constexpr PlaceCode city() const { return {value / 100 * 100}; }  // of a municipality: its xx0100 too
  [[nodiscard]] constexpr bool known() const { return value != 0; }
  // Whether `other` is this place or lies in it.
  [[nodiscard]] constexpr bool contains(PlaceCode other) const {
    if (value % 10000 == 0) return other.province() == *this;
    if (value % 100 == 0) return other.city() == *this;
    return other == *this;
  }
};

struct Location {
  double longitude = 0, latitude = 0;  // degrees, WGS 84 (within a kilometre: good for distances between cities)
};
double distance_km(Location a, Location b);  // great circle, mean Earth radius 6371.0088 km

struct Place {
  PlaceCode code;
  std::string name;        // 酒泉市
  std::string short_name;  // 酒泉
  std::string english;     // pinyin name, Jiuquan; may be empty for counties
  Location location;
};

// What a row says of where its firm is. Any of it may be empty.
struct PlaceEvidence {
  std::string_view province, city;  // columns; either may hold the other, or more than one level
  std::string_view address;
  PlaceCode of_name;             // the place in the firm's name
  std::string_view credit_code;  // GB 32100: its characters 3-8 are the region of the registering authority; also a
                                 // registration number of 15 digits, which begins with the region
};

struct FoundPlace {
  PlaceCode code;             // 0: not known
  bool guessed = false;       // from the firm's name, the credit code, or one short name of a county alone
  bool contradicted = false;  // columns and address name different cities: the better evidence was taken
};

// Immutable after load; all finders are thread-safe and do not allocate.
class Places {
 public:
  // TSV with header: code, name, short_name, english, longitude, latitude. Municipalities (Beijing, Tianjin,
  // Shanghai, Chongqing) appear as a province (110000) and as one city (110100) of the same name; counties directly
  // governed by a province (济源, 仙桃, 石河子 ...) appear as cities by their own code. Beside it, where they exist:
  // places-former.tsv (names of former times), places-zones.tsv (development zones and other areas that are no
  // divisions) and places-words.tsv (short names that are above all words: 东方).
  static Result<Places> load(const std::string& path);
  Places(Places&&) noexcept;
  Places& operator=(Places&&) noexcept;
  ~Places();

  [[nodiscard]] const Place* find(PlaceCode code) const;
  [[nodiscard]] const std::vector<Place>& all() const;  // by code

  // Province by full or short name ('甘肃省', '甘肃', '内蒙古自治区', '内蒙'); city and county within a province (or
  // anywhere when `within` is 0 and the name is unique). Old names (襄樊, 思茅, 徐水县 ...) resolve to today's code.
  [[nodiscard]] PlaceCode find_province(std::string_view name) const;
  [[nodiscard]] PlaceCode find_city(std::string_view name, PlaceCode within) const;
  [[nodiscard]] PlaceCode find_county(std::string_view name, PlaceCode within) const;

  // The place that a person names, all of the text: a code (320583), a name of any level (昆山, 昆山市), or several
  // levels (江苏苏州, '江苏省 苏州市'). 0 when there is none; a name of several places is none without the place
  // above it, unless one of them is of a higher level than the others (朝阳: the city).
  [[nodiscard]] PlaceCode find_named(std::string_view text) const;

  // The finest place that begins a firm's name ('甘肃省酒泉市肃州区…', '酒泉…', '上海市浦东新区…'), at most `hint`'s
  // descendants when `hint` is known and agrees; `length` is the number of bytes of the text that the place's words
  // cover. Where the last of them is a word rather than a place (东方日升), `word` is set, and `before` and
  // `before_length` are what stands before it.
  struct Prefix {
    PlaceCode code;
    std::size_t length = 0;
    bool word = false;
    PlaceCode before = {};
    std::size_t before_length = 0;
  };
  [[nodiscard]] Prefix find_prefix(std::string_view text, PlaceCode hint = {}) const;

  // Where a firm is: columns first, made finer by the address; without them the address, its ambiguous names decided
  // by the firm's name and its credit code; and these alone where nothing else is said. Where columns and address
  // contradict each other, each counts by the levels it names, and name and code decide; the columns win a draw.
  [[nodiscard]] FoundPlace locate(const PlaceEvidence& evidence) const;

 private:
  struct Impl;
  explicit Places(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace lianzhao
