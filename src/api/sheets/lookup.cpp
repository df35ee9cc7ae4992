#include "api/sheets/lookup.h"

#include <algorithm>

#include "api/http/message.h"

namespace lianzhao::api::sheets {

Result<Lookup> Lookup::load(const ledger::Ledger& ledger, const ledger::Access& access,
                            const workspace::Engine& engine) {
  Lookup out;
  out.engine_ = &engine;
  store::Where where;
  where.add("t.zone = {}", {access.actor.zone});
  ledger::restrict_to(access, "t.group_id", "", where);
  auto done = ledger.tools.database.read([&](store::Transaction& tx) -> Status {
    auto projects =
        tx.query("SELECT t.id, t.name FROM projects t" + where.sql() + " ORDER BY t.name", where.values());
    if (!projects) return projects.error();
    for (const auto row : *projects) {
      const std::string id(row.text(0)), name(row.text(1));
      out.projects_.emplace(id, id);
      out.projects_.emplace(name, id);
      out.project_names_.push_back(name);
      out.names_.emplace(id, Names{name, name});
    }
    auto groups = tx.query("SELECT id, slug, name_zh, name_en FROM groups WHERE zone = $1 ORDER BY position, name_zh",
                           {access.actor.zone});
    if (!groups) return groups.error();
    for (const auto row : *groups) {
      const std::string id(row.text(0));
      for (std::size_t i = 0; i < 4; ++i) {
        if (!row.text(i).empty()) out.groups_.emplace(row.text(i), id);
      }
      out.group_names_zh_.emplace_back(row.text(2));
      out.group_names_en_.emplace_back(row.text(3).empty() ? row.text(2) : row.text(3));
      out.names_.emplace(id, Names{std::string(row.text(2)), out.group_names_en_.back()});
    }
    auto users = tx.query("SELECT id, login, display_name, active FROM users WHERE zone = $1 ORDER BY login",
                          {access.actor.zone});
    if (!users) return users.error();
    for (const auto row : *users) {
      const std::string id(row.text(0));
      out.names_.emplace(id, Names{std::string(row.text(1)), std::string(row.text(1))});
      if (!row.truth(3)) continue;
      for (std::size_t i = 0; i < 3; ++i) {
        if (!row.text(i).empty()) out.users_.emplace(row.text(i), id);
      }
      out.user_names_.emplace_back(row.text(1));
    }
    auto trips = tx.query("SELECT t.name, max(t.from_day) AS last FROM trips t" + where.sql() +
                              " GROUP BY t.name ORDER BY last DESC, t.name LIMIT 500",
                          where.values());
    if (!trips) return trips.error();
    for (const auto row : *trips) out.trip_names_.emplace_back(row.text(0));
    return {};
  });
  if (!done) return done.error();
  return out;
}

std::string Lookup::project_of(const std::string& id) const {
  const auto found = names_.find(id);
  return found != names_.end() && project(found->second.zh).size() == 1 ? found->second.zh : id;
}

std::string Lookup::group_of(const std::string& id, bool english) const {
  const auto found = names_.find(id);
  if (found == names_.end()) return id;
  const auto& name = english ? found->second.en : found->second.zh;
  return group(name).size() == 1 ? name : id;
}

std::string Lookup::user_of(const std::string& id) const {
  const auto found = names_.find(id);
  return found == names_.end() ? id : found->second.zh;
}

std::string Lookup::region_of(const std::string& id, bool english) const {
  for (const auto& one : engine_->zone().regions) {
    if (one.id == id) return english && !one.en.empty() ? one.en : one.zh;
  }
  return id;
}

std::vector<std::string> Lookup::node(const std::string& text) const {
  const auto found = engine_->atlas().find_node(text);
  if (!found) return {};
  return {engine_->atlas().node(*found).id};
}

std::vector<std::string> Lookup::region(const std::string& text) const {
  std::vector<std::string> out;
  for (const auto& region : engine_->zone().regions) {
    if (region.id == text || region.zh == text || http::same_name(region.en, text)) out.push_back(region.id);
  }
  return out;
}

std::vector<std::string> Lookup::region_names(bool english) const {
  std::vector<std::string> out;
  for (const auto& region : engine_->zone().regions) {
    out.push_back(english && !region.en.empty() ? region.en : region.zh);
  }
  return out;
}

std::vector<std::int64_t> Lookup::place(const std::string& text) const {
  const auto& places = engine_->places();
  if (const auto named = places.find_named(text); named.known()) return {named.value};
  // A municipality is a province and a city of one name: the province stands before its parts.
  std::vector<std::int64_t> out;
  for (const auto& place : places.all()) {
    if (place.english.empty() || !http::same_name(place.english, text)) continue;
    if (!out.empty() && PlaceCode{static_cast<std::uint32_t>(out.back())}.contains(place.code)) continue;
    out.push_back(place.code.value);
  }
  return out;
}

std::vector<std::string> Lookup::find(const Index& index, const std::string& text) {
  std::vector<std::string> out;
  const auto [first, last] = index.equal_range(text);
  for (auto at = first; at != last; ++at) {
    if (std::find(out.begin(), out.end(), at->second) == out.end()) out.push_back(at->second);
  }
  return out;
}

}  // namespace lianzhao::api::sheets
