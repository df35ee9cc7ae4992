// What handlers of trips and visits share: places and regions as they are sent, the day of today.
#pragma once

#include "api/handlers/named.h"
#include "api/json/trips.h"

namespace lianzhao::api::handlers {

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
