// What the bodies of leads and projects share: amounts, firm, node, and how they become fields of a record.
#pragma once

#include <cmath>

#include "api/handlers/named.h"

namespace lianzhao::api::handlers {

// A number from 0 to kHigh.
template <std::int64_t kHigh>
struct Quantity {
  double value = 0;
};
template <std::int64_t kHigh>
void read_json(const boost::json::value& from, Quantity<kHigh>& to, JsonFaults& faults) {
  read_json(from, to.value, faults);
  if (to.value >= 0 && to.value <= static_cast<double>(kHigh)) return;
  faults.add("out-of-range", fmt::format("应在 0 到 {} 之间。", kHigh), fmt::format("Between 0 and {}.", kHigh));
}
using Yuan = Quantity<10'000'000'000'000>;

template <std::int64_t kHigh>
std::optional<double> number_of(const std::optional<Quantity<kHigh>>& quantity) {
  return quantity ? std::optional(quantity->value) : std::nullopt;
}
template <std::int64_t kHigh>
std::optional<std::int64_t> fen_of(const std::optional<Quantity<kHigh>>& yuan) {
  return yuan ? std::optional(static_cast<std::int64_t>(std::llround(yuan->value * 100))) : std::nullopt;
}
template <std::int64_t kLow, std::int64_t kHigh>
std::optional<std::int64_t> whole_of(const std::optional<Bounded<kLow, kHigh>>& number) {
  return number ? std::optional(number->value) : std::nullopt;
}
template <std::size_t kMin, std::size_t kMax>
std::string text_of(const std::optional<Text<kMin, kMax>>& text) {
  return text ? std::string(*text) : std::string();
}
template <std::size_t kMin, std::size_t kMax>
std::optional<std::string> id_of(const std::optional<Text<kMin, kMax>>& text) {
  return text && !text->empty() ? std::optional<std::string>(*text) : std::nullopt;
}

// `key` and `name`: of the record, as it has them.
std::optional<Problem> set_firm(const Desk& desk, const FirmSent& sent, std::string& key, std::string& name);
// "" and null: no node. One that the record has stays, though no chain has it any more.
std::optional<Problem> set_node(const Desk& desk, const std::optional<std::string>& given, std::string& node);
std::optional<Problem> check_people(const Desk& desk, const std::string& pointer,
                                    const std::vector<std::string>& users, const std::vector<std::string>& known);

}  // namespace lianzhao::api::handlers
