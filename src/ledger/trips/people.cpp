#include <algorithm>

#include "ledger/masks.h"
#include "ledger/trips/visits.h"
#include "ledger/unreadable.h"

namespace lianzhao::ledger {
namespace {

constexpr std::string_view kMask = "*";

// How a person looks when shown.
bool looks(const PersonMet& sent, const PersonMet& known, const PersonMet& shown) {
  return (sent.name == known.name || sent.name == shown.name) &&
         (sent.phone == known.phone || sent.phone == shown.phone);
}

bool is_masked(const PersonMet& person) {
  return person.name.find(kMask) != std::string::npos || person.phone.find(kMask) != std::string::npos;
}

}  // namespace

std::vector<PersonMet> people_of(const Json& people) {
  std::vector<PersonMet> out;
  const auto value = detail::to_json(people);
  if (value.is_null()) return out;
  // What is no list of people is one of them, whose name says so: nobody is left out of what is shown and saved
  // again.
  if (!value.is_array()) return {{unreadable(people.text), {}, {}}};
  const auto text = [](const boost::json::object& person, const char* name) {
    const auto* found = person.if_contains(name);
    if (!found || found->is_null()) return std::string();
    return found->is_string() ? std::string(found->get_string()) : boost::json::serialize(*found);
  };
  for (const auto& person : value.get_array()) {
    if (!person.is_object()) {
      out.push_back({unreadable(boost::json::serialize(person)), {}, {}});
      continue;
    }
    const auto& object = person.get_object();
    out.push_back({text(object, "name"), text(object, "title"), text(object, "phone")});
  }
  return out;
}

Json people_json(const std::vector<PersonMet>& people) {
  boost::json::array out;
  for (const auto& person : people) {
    out.push_back(boost::json::object{{"name", person.name}, {"title", person.title}, {"phone", person.phone}});
  }
  return {canonical(out)};
}

std::vector<PersonMet> masked(std::vector<PersonMet> people) {
  for (auto& person : people) {
    person.name = is_unreadable(person.name) ? std::string(kUnreadable) + "***" : mask_name(person.name);
    person.phone = mask_phone(person.phone);
  }
  return people;
}

Result<std::vector<PersonMet>> unmasked(std::vector<PersonMet> sent, const std::vector<PersonMet>& known) {
  const auto shown = masked(known);
  const auto asked = sent;
  std::vector<bool> taken(known.size());
  const auto restore = [&](PersonMet& person, std::size_t from) {
    taken[from] = true;
    if (person.name == shown[from].name) person.name = known[from].name;
    if (person.phone == shown[from].phone) person.phone = known[from].phone;
  };
  for (std::size_t i = 0; i < sent.size(); ++i) {
    auto& person = sent[i];
    if (!is_masked(person)) continue;
    const auto refused = [&](const char* zh, const char* en) {
      return told(ErrorCode::kBadInput, zh, en, fmt::format("people/{}", i));
    };
    std::vector<std::size_t> alike;
    for (std::size_t k = 0; k < known.size(); ++k) {
      if (looks(asked[i], known[k], shown[k])) alike.push_back(k);
    }
    const auto sent_alike = std::count_if(asked.begin(), asked.end(), [&](const auto& other) {
      return other.name == asked[i].name && other.phone == asked[i].phone;
    });
    if (!alike.empty()) {
      // Two that look alike can be told apart by their order only while both are there.
      if (static_cast<std::size_t>(sent_alike) != alike.size()) {
        return refused("遮盖后有几人无法区分，请先查看完整信息。",
                       "several people look alike when masked: read them unmasked first");
      }
      const auto free = std::find_if(alike.begin(), alike.end(), [&](std::size_t k) { return !taken[k]; });
      if (free != alike.end()) restore(person, *free);
    } else if (i < known.size() && !taken[i] && (person.name == shown[i].name || person.phone == shown[i].phone)) {
      restore(person, i);  // the other of the two was typed anew
    }
    if (person.name == asked[i].name && person.phone == asked[i].phone) {
      const bool true_mask = std::any_of(known.begin(), known.end(), [&](const auto& one) {
        return one.name == person.name && one.phone == person.phone;  // it was written so
      });
      if (!true_mask)
        return refused("遮盖的姓名或电话与原来的不符。", "a masked name or phone is none of those that were shown");
    } else if (is_masked(person)) {
      return refused("遮盖的姓名或电话与原来的不符。", "a masked name or phone is none of those that were shown");
    }
  }
  return sent;
}

}  // namespace lianzhao::ledger
