#include "api/sheets/people_met.h"

#include <algorithm>

#include "base/characters.h"
#include "ledger/rules.h"

namespace lianzhao::api::sheets {
namespace {

constexpr std::size_t kMostPeople = 40;
constexpr std::size_t kMostName = 60, kMostTitle = 60, kMostPhone = 30;  // characters, as in the contract

bool is_digit(std::string_view character) {
  if (character.size() == 1) return character[0] >= '0' && character[0] <= '9';
  return character >= "０" && character <= "９" && character.size() == 3;
}

// A number, whatever is written behind it: "0937-1234567转801", "１３８００００５６７８", "13800005678（微信同号）".
bool is_phone(std::string_view word) {
  const auto first = first_character(word);
  if (!is_digit(first) && first != "+" && first != "(" && first != "（" && first != "＋") return false;
  std::size_t digits = 0;
  for (; !word.empty(); word.remove_prefix(first_character(word).size())) digits += is_digit(first_character(word));
  return digits >= 5;
}

// Parts of a text between any of the signs, without empty ones.
std::vector<std::string_view> split(std::string_view text, std::initializer_list<std::string_view> signs) {
  std::vector<std::string_view> out;
  std::size_t begin = 0, at = 0;
  const auto keep = [&] {
    if (at > begin) out.push_back(text.substr(begin, at - begin));
  };
  while (at < text.size()) {
    const auto* sign =
        std::find_if(signs.begin(), signs.end(), [&](auto one) { return text.substr(at).starts_with(one); });
    if (sign == signs.end()) {
      ++at;
      continue;
    }
    keep();
    begin = at += sign->size();
  }
  keep();
  return out;
}

}  // namespace

Result<std::vector<ledger::PersonMet>> people_met(std::string_view text) {
  std::vector<ledger::PersonMet> out;
  for (const auto part : split(text, {"、", "；", ";", "\n"})) {
    ledger::PersonMet person;
    for (const auto word : split(part, {" ", "　", "\t", "，", ",", "/", "／"})) {
      if (is_phone(word) && person.phone.empty()) {
        person.phone = word;
      } else if (person.name.empty()) {
        person.name = word;
      } else {
        person.title += (person.title.empty() ? "" : " ") + std::string(word);
      }
    }
    if (person.name.empty() && person.phone.empty()) continue;
    if (character_count(person.name) > kMostName || character_count(person.title) > kMostTitle ||
        character_count(person.phone) > kMostPhone) {
      return ledger::refusal("people", "姓名、职务或电话过长。", "A name, title or telephone is too long.");
    }
    out.push_back(std::move(person));
  }
  if (out.size() > kMostPeople) return ledger::refusal("people", "最多 40 人。", "At most 40 people.");
  return out;
}

}  // namespace lianzhao::api::sheets
