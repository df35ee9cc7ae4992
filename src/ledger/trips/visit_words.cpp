#include "ledger/trips/visit_words.h"

#include <cstring>

namespace lianzhao::ledger {
Status VisitWords::refresh(const std::string& zone, Zone& known) const {
  return tools_.database.read([&](store::Transaction& tx) -> Status {
    auto rows =
        tx.query("SELECT id, firm_name, topics, needs, updated_at FROM visits WHERE zone = $1 AND updated_at >= $2",
                 {zone, known.changes.since()});
    if (!rows) return rows.error();
    for (const auto row : *rows) {
      auto text = detail::lower_ascii(fmt::format("{}\n{}\n{}", row.text(1), row.text(2), row.text(3)));
      known.changes.read(row.instant(4));
      const auto [place, fresh] = known.places.try_emplace(std::string(row.text(0)), known.ids.size());
      if (fresh) {
        known.ids.emplace_back(row.text(0));
        known.texts.push_back(std::move(text));
      } else {
        known.texts[place->second] = std::move(text);
      }
    }
    return {};
  });
}

Status VisitWords::narrow(const std::string& zone, ListQuery& query) const {
  if (query.search.empty()) return {};
  const auto words = detail::lower_ascii(query.search);
  std::string places;
  store::Values ids;
  {
    const std::lock_guard lock(mutex_);
    auto& known = zones_[zone];
    if (auto done = refresh(zone, known); !done) return done;
    for (std::size_t i = 0; i < known.texts.size(); ++i) {
      const auto& text = known.texts[i];
      if (!::memmem(text.data(), text.size(), words.data(), words.size())) continue;
      if (ids.size() == kMost) {
        query.total = false;
        return {};
      }
      ids.emplace_back(known.ids[i]);
      places += places.empty() ? "{}" : ", {}";
    }
  }
  query.search.clear();
  query.conditions.emplace_back(ids.empty() ? "1 = 0" : "t.id IN (" + places + ")", std::move(ids));
  return {};
}

}  // namespace lianzhao::ledger
