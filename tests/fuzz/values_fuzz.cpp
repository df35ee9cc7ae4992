// Capital, date, credit code and place of a row: six texts parted by '|'.
#include <array>

#include "base/credit_code.h"
#include "fuzz/fuzz.h"
#include "registry/values/values.h"

namespace {

using namespace lianzhao;
using fuzz::require;

void check_place(PlaceCode code) {
  require(!code.known() || fuzz::tools().places.find(code), "a place found is listed");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::array<std::string_view, 6> texts;
  auto rest = fuzz::view_of(data, size);
  for (auto& text : texts) {
    text = rest.substr(0, rest.find('|'));
    rest.remove_prefix(std::min(text.size() + 1, rest.size()));
  }
  const auto capital = registry::parse_capital(texts[0]);
  require(capital.amount >= 0 && capital.amount <= 1e15, "an amount is within bounds");
  const auto today = fuzz::tools().clock.today();
  if (const auto date = registry::parse_date(texts[1], today); date.state == registry::ValueState::kUnderstood) {
    require(date.day <= today && parse_iso_day(to_string(date.day)) == date.day, "a date is one and not to come");
  }
  const auto packed = pack_credit_code(texts[2]);
  if (check_credit_code(texts[2]) == CodeFault::kNone) {
    require(packed && pack_credit_code(unpack_credit_code(*packed)) == packed, "a good code packs and unpacks");
  }
  const auto& places = fuzz::tools().places;
  const auto province = places.find_province(texts[3]);
  check_place(province);
  check_place(places.find_city(texts[4], province));
  check_place(places.find_county(texts[4], {}));
  check_place(places.locate({texts[3], texts[4], texts[5], {}, texts[2]}).code);
  check_place(places.find_named(texts[4]));
  const auto prefix = places.find_prefix(texts[5], province);
  check_place(prefix.code);
  require(prefix.length <= texts[5].size(), "a place's words are within the text");
  return 0;
}
