// What handlers of trips and visits share: a firm of the registry or by name only, groups, places and regions as they
// are sent, the day of today.
#pragma once

#include "api/handlers/named.h"
#include "api/json/trips.h"

namespace lianzhao::api::handlers {

struct FirmSent {
  std::optional<Text<0, 40>> firm;
  Text<2, 120> name;
};
BOOST_DESCRIBE_STRUCT(FirmSent, (), (firm, name))

// A firm as records keep it. The registry's name counts where it knows the key.
struct FirmKept {
  std::string key, name;
  PlaceCode place;  // not known where the registry does not know the firm
};
// nullopt where the registry has no firm of that key.
std::optional<FirmKept> firm_kept(const Desk& desk, const FirmSent& sent);
Problem no_such_firm(std::string pointer);

// Of GB/T 2260, whose place the program knows.
bool is_place(const Desk& desk, std::int64_t code);
const targeting::Region* region_named(const Desk& desk, std::string_view id);
std::string region_at(const Desk& desk, PlaceCode place);  // "" for none
Words region_words(const Desk& desk, std::string_view id);

Day today(const Desk& desk);
std::string instant_cell(Instant at);

template <class T>
std::string text_or_empty(const std::optional<T>& text) {
  return text ? std::string(*text) : std::string();
}

// first <= column <= last, either may be missing.
void between_days(ledger::ListQuery& query, const std::string& column, std::optional<Day> first,
                  std::optional<Day> last);

}  // namespace lianzhao::api::handlers
