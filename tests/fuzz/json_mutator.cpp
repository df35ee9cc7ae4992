#include "fuzz/json_mutator.h"

#include <array>
#include <boost/json.hpp>
#include <cmath>
#include <vector>

namespace lianzhao::fuzz {
namespace {

namespace json = boost::json;

json::value odd_value(Random& random) {
  static const std::array<json::value, 34> kOdd = {nullptr,
                                                   true,
                                                   false,
                                                   0,
                                                   1,
                                                   -1,
                                                   3,
                                                   12,
                                                   31,
                                                   366,
                                                   2026,
                                                   999'999,
                                                   620'900,
                                                   1e308,
                                                   -1e308,
                                                   1e-320,
                                                   -0.0,
                                                   0.1,
                                                   2.5,
                                                   9e15,
                                                   9'223'372'036'854'775'807,
                                                   json::value(std::int64_t{-9'223'372'036'854'775'807}),
                                                   json::value(std::uint64_t{18'446'744'073'709'551'615u}),
                                                   "",
                                                   " ",
                                                   "2026-02-30",
                                                   "0001-01-01",
                                                   "9999-12-31",
                                                   "1899-12-30",
                                                   "2026-11-18",
                                                   "\u0000",
                                                   "\U0001F600\u2028\u202E",
                                                   json::object(),
                                                   json::array()};
  static const std::array<std::string_view, 24> kWords = {"@group",
                                                          "@chief",
                                                          "@other",
                                                          "@firm",
                                                          "@lead",
                                                          "@project",
                                                          "@trip",
                                                          "@visit",
                                                          "@payment",
                                                          "@plan",
                                                          "@rule",
                                                          "@item",
                                                          "wind.gearbox",
                                                          "wind",
                                                          "new",
                                                          "done",
                                                          "planned",
                                                          "open",
                                                          "passed",
                                                          "refused",
                                                          "dropped",
                                                          "91330100MA2KCX3T0J",
                                                          "01934f2e-7c3a-7b1d-9a52-000000000002",
                                                          "=1+1;\r\nBEGIN:VEVENT"};
  const auto pick = random.below(kOdd.size() + kWords.size() + 3);
  if (pick < kOdd.size()) return kOdd[pick];
  if (pick < kOdd.size() + kWords.size()) return json::string(kWords[pick - kOdd.size()]);
  if (pick == kOdd.size() + kWords.size()) return json::string(1 + random.below(5000), 'x');
  if (pick == kOdd.size() + kWords.size() + 1) {
    std::string han;
    for (std::uint64_t i = random.below(2100); i-- > 0;) han += "风";
    return json::string(han);
  }
  json::value deep = 1;
  for (int i = 0; i < 30; ++i) deep = json::array{deep};
  return deep;
}

std::string odd_text(std::string text, Random& random) {
  static const std::array<std::string_view, 12> kPieces = {"\n", "\t", "\r\n", ",",  ";",      "\\",
                                                           "\"", "'",  "%",    "风", "\u0301", "\x7f"};
  const auto piece = kPieces[random.below(kPieces.size())];
  switch (random.below(4)) {
    case 0:
      return text + std::string(piece);
    case 1:
      return std::string(piece) + text;
    case 2:
      return text + text;
    default:
      return text.substr(0, text.find_first_of("-. ", random.below(text.size() + 1)));
  }
}

json::value odd_number(const json::value& from, Random& random) {
  if (from.is_int64()) {
    const auto value = from.get_int64();
    switch (random.below(5)) {
      case 0:
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(value) + 1);
      case 1:
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(value) - 1);
      case 2:
        return static_cast<std::int64_t>(0 - static_cast<std::uint64_t>(value));
      case 3:
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(value) * 1000);
      default:
        return static_cast<double>(value) + 0.5;
    }
  }
  const auto value = from.to_number<double>();
  return random.chance(0.5) ? value * 1000 : -value;
}

void collect(json::value& at, std::vector<json::value*>& nodes) {
  nodes.push_back(&at);
  if (auto* object = at.if_object()) {
    for (auto& member : *object) collect(member.value(), nodes);
  } else if (auto* array = at.if_array()) {
    for (auto& element : *array) collect(element, nodes);
  }
}

void change_object(json::object& object, Random& random) {
  if (object.empty()) {
    object["name"] = odd_value(random);
    return;
  }
  auto* const member = object.begin() + random.below(object.size());
  const std::string key(member->key());
  switch (random.below(4)) {
    case 0:
      object.erase(key);
      break;
    case 1:
      object[key + "x"] = odd_value(random);
      break;
    case 2:
      object[odd_text(key, random)] = json::value(member->value());
      break;
    default:
      member->value() = odd_value(random);
  }
}

void change_array(json::array& array, Random& random) {
  if (array.empty()) {
    array.push_back(odd_value(random));
    return;
  }
  const auto at = random.below(array.size());
  switch (random.below(4)) {
    case 0:
      array.erase(array.begin() + at);
      break;
    case 1:
      array.push_back(json::value(array[at]));
      break;
    case 2:
      array.push_back(odd_value(random));
      break;
    default:
      if (array.size() < 64) {
        for (int i = 0; i < 50; ++i) array.push_back(json::value(array[at]));
      }
  }
}

void change(json::value& root, Random& random) {
  std::vector<json::value*> nodes;
  collect(root, nodes);
  auto& at = *nodes[random.below(nodes.size())];
  if (&at != &root && random.chance(0.3)) {
    at = odd_value(random);
  } else if (auto* object = at.if_object()) {
    change_object(*object, random);
  } else if (auto* array = at.if_array()) {
    change_array(*array, random);
  } else if (at.is_string()) {
    at = json::string(odd_text(std::string(at.get_string()), random));
  } else if (at.is_number()) {
    at = odd_number(at, random);
  } else {
    at = odd_value(random);
  }
}

}  // namespace

std::string mutated_json(std::string_view text, Random& random) {
  json::error_code bad;
  auto root = json::parse(text, bad);
  if (bad) root = json::object();
  for (auto changes = 1 + random.below(3); changes-- > 0;) change(root, random);
  return json::serialize(root);
}

std::string crossed_json(std::string_view first, std::string_view second, Random& random) {
  json::error_code bad;
  auto one = json::parse(first, bad);
  if (bad || !one.is_object()) return std::string(second);
  const auto two = json::parse(second, bad);
  if (bad || !two.is_object()) return std::string(first);
  for (const auto& member : two.get_object()) {
    if (random.chance(0.5)) one.get_object()[member.key()] = member.value();
  }
  return json::serialize(one);
}

}  // namespace lianzhao::fuzz
