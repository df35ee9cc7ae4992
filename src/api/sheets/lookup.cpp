#include "api/sheets/lookup.h"

#include <algorithm>

namespace lianzhao::api::sheets {

Result<Lookup> Lookup::load(const ledger::Ledger& ledger, const ledger::Access& access, const atlas::Atlas& atlas) {
  Lookup out;
  out.atlas_ = &atlas;
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
    }
    auto users =
        tx.query("SELECT id, login, display_name FROM users WHERE zone = $1 ORDER BY login", {access.actor.zone});
    if (!users) return users.error();
    for (const auto row : *users) {
      const std::string id(row.text(0));
      for (std::size_t i = 0; i < 3; ++i) {
        if (!row.text(i).empty()) out.users_.emplace(row.text(i), id);
      }
      out.user_names_.emplace_back(row.text(1));
    }
    return {};
  });
  if (!done) return done.error();
  return out;
}

std::vector<std::string> Lookup::node(const std::string& text) const {
  const auto found = atlas_->find_node(text);
  if (!found) return {};
  return {atlas_->node(*found).id};
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
