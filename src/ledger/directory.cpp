#include "ledger/directory.h"

namespace lianzhao::ledger {

Result<Directory> Directory::load(store::Database& database, const std::string& zone) {
  return database.read([&](store::Transaction& tx) -> Result<Directory> {
    Directory out;
    auto people = tx.query("SELECT id, login, display_name, active FROM users WHERE zone = $1", {zone});
    if (!people) return people.error();
    for (const auto row : *people) {
      out.people_.emplace(row.text(0), Person{std::string(row.text(1)), std::string(row.text(2)), row.truth(3)});
    }
    auto groups = tx.query("SELECT id, name_zh, name_en FROM groups WHERE zone = $1", {zone});
    if (!groups) return groups.error();
    for (const auto row : *groups) {
      out.groups_.emplace(row.text(0), GroupName{std::string(row.text(1)), std::string(row.text(2))});
    }
    auto places = tx.query(
        "SELECT m.group_id, m.user_id, m.function FROM group_members m JOIN users u ON u.zone = m.zone AND "
        "u.id = m.user_id JOIN groups g ON g.zone = m.zone AND g.id = m.group_id WHERE m.zone = $1 "
        "ORDER BY g.position, g.id, u.login_folded",
        {zone});
    if (!places) return places.error();
    for (const auto row : *places) {
      out.places_.push_back({std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2))});
    }
    return out;
  });
}

const Directory::Person* Directory::person(const std::string& id) const {
  const auto found = people_.find(id);
  return found == people_.end() ? nullptr : &found->second;
}

std::string Directory::name_of(const std::string& user) const {
  if (user == "system") return "系统";
  const auto* known = person(user);
  return known ? known->name : user;
}

const Directory::GroupName* Directory::group(const std::string& id) const {
  const auto found = groups_.find(id);
  return found == groups_.end() ? nullptr : &found->second;
}

std::vector<Directory::Place> Directory::members_of(const std::string& group) const {
  std::vector<Place> out;
  for (const auto& place : places_) {
    if (place.group == group) out.push_back(place);
  }
  return out;
}

Strings Directory::groups_of(const std::string& user) const {
  Strings out;
  for (const auto& place : places_) {
    if (place.user == user) out.push_back(place.group);
  }
  return out;
}

}  // namespace lianzhao::ledger
