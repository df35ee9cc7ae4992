#include "api/sheets/people_met.h"

#include <algorithm>

#include "ledger/rules.h"

namespace lianzhao::api::sheets {
namespace {

constexpr std::size_t kMostPeople = 40;
constexpr std::size_t kMostName = 180, kMostTitle = 180, kMostPhone = 30;  // bytes: 60 Chinese characters

bool is_phone(std::string_view word) {
  const auto digits = std::count_if(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits >= 5 && word.find_first_not_of("0123456789+-()") == std::string_view::npos;
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
    if (person.name.size() > kMostName || person.title.size() > kMostTitle || person.phone.size() > kMostPhone) {
      return ledger::refusal("people", "姓名、职务或电话过长。", "A name, title or telephone is too long.");
    }
    out.push_back(std::move(person));
  }
  if (out.size() > kMostPeople) return ledger::refusal("people", "最多 40 人。", "At most 40 people.");
  return out;
}

}  // namespace lianzhao::api::sheets
