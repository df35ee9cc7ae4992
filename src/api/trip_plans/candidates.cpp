#include "api/trip_plans/candidates.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace lianzhao::api::trip_plans {
namespace {

constexpr double kPerPoint = 10, kLeastTarget = 1, kLead = 30, kFollowing = 20, kMostInvestment = 30, kPinned = 1;
constexpr std::int64_t kTop = 10;  // firms of a node where the plan does not say

class Collector {
 public:
  Collector(const ledger::Ledger& ledger, const workspace::Engine& engine, const ledger::Actor& actor)
      : ledger_(ledger), engine_(engine), actor_(actor) {}

  Status add_lists(const Input& input) {
    if (!input.lists) return {};
    const auto access = access_of(ledger::Permission::kListsRead);
    for (const auto& list : *input.lists) {
      auto known = ledger_.lists.get(access, list);
      if (!known && known.error().code == ErrorCode::kNotFound) continue;  // it has gone since
      if (!known) return known.error();
      ledger::ListQuery query;
      query.filters.emplace_back("list_id", list);
      auto done = ledger_.lists.items.each(access, query, [&](const ledger::TargetItem& item) {
        if (item.status != "dropped") {
          add_target(item.firm_key, item.firm_name, item.node, item.score.value_or(0));
        }
        return true;
      });
      if (!done) return done;
    }
    return {};
  }

  Status add_nodes(const Input& input) {
    if (!input.nodes || !engine_.snapshot()) return {};
    targeting::TargetRequest request;
    request.top = static_cast<std::size_t>(input.top ? input.top->value : kTop);
    for (const auto& id : *input.nodes) {
      const auto node = engine_.node(id);
      if (!node) continue;
      const auto found = engine_.targets(*node, request);
      if (!found) return found.error();
      for (const auto& target : found->targets) add_target(engine_.key(target.firm), target.name, id, target.score);
    }
    return {};
  }

  Status add_leads(const Input& input) {
    if (!input.leads.value_or(false)) return {};
    const auto access = access_of(ledger::Permission::kLeadsRead);
    if (access.reach == ledger::Reach::kNone) return {};
    store::Where where;
    where.add("t.zone = {} AND t.state IN ('new', 'sorted', 'following')", {actor_.zone});
    ledger::restrict_to(access, "t.group_id", "", where);
    return ledger_.tools.database.read([&](store::Transaction& tx) -> Status {
      auto rows = tx.query("SELECT t.firm_key, t.firm_name, t.node, t.state, t.investment_fen FROM leads t" +
                               where.sql() + " ORDER BY t.id",
                           where.values());
      if (!rows) return rows.error();
      for (const auto row : *rows) {
        auto& firm = at(std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)));
        best(firm, {{"线索", "Lead"}, kLead + (row.text(3) == "following" ? kFollowing : 0)});
        const double yuan = static_cast<double>(row.integer(4)) / 100;
        if (yuan > 1e7) {
          best(firm, {{"投资额", "Investment"}, std::min(kMostInvestment, 10 * std::log10(yuan / 1e7))});
        }
      }
      return {};
    });
  }

  void add_pins(const Input& input) {
    if (!input.pins) return;
    for (const auto& pin : *input.pins) {
      auto& firm = at(pin.firm, "", "");
      if (firm.parts.empty()) best(firm, {{"指定", "Pinned"}, kPinned});
    }
  }

  // The last visit's interest, of firms that are candidates already.
  Status add_interest() {
    const auto access = access_of(ledger::Permission::kTripsRead);
    store::Where where;
    where.add("t.zone = {} AND t.firm_key <> ''", {actor_.zone});
    ledger::restrict_to(access, "t.group_id", "", where);
    return ledger_.tools.database.read([&](store::Transaction& tx) -> Status {
      for (auto& [id, firm] : firms_) {
        if (firm.key.empty()) continue;
        auto asked = where;
        asked.add("t.firm_key = {}", {firm.key});
        auto rows =
            tx.query("SELECT t.interest FROM visits t" + asked.sql() + " ORDER BY t.on_day DESC, t.id DESC LIMIT 1",
                     asked.values());
        if (!rows) return rows.error();
        if (rows->empty()) continue;
        const auto interest = (*rows)[0].text(0);
        const double value = interest == "ready" ? 20 : interest == "high" ? 15 : interest == "medium" ? 8 : 0;
        if (value > 0) best(firm, {{"意向", "Interest"}, value});
      }
      return {};
    });
  }

  std::vector<Candidate> take() {
    std::vector<Candidate> out;
    for (auto& [id, firm] : firms_) {
      // Firms of the zone are met at home.
      if (!engine_.zone().place.contains(firm.city) || !firm.city.known()) out.push_back(std::move(firm));
    }
    std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.value() > b.value(); });
    return out;
  }

 private:
  [[nodiscard]] ledger::Access access_of(ledger::Permission permission) const {
    return {actor_, ledger::reach_of(actor_.roles, permission)};
  }

  // Each name counts once, with the greatest value.
  static void best(Candidate& firm, ValuePart part) {
    for (auto& known : firm.parts) {
      if (known.name.en != part.name.en) continue;
      known.value = std::max(known.value, part.value);
      return;
    }
    firm.parts.push_back(std::move(part));
  }

  Candidate& at(const std::string& key, const std::string& name, const std::string& node) {
    auto [entry, fresh] = firms_.try_emplace(key.empty() ? "name:" + name : key);
    auto& firm = entry->second;
    if (fresh) {
      firm.key = key;
      firm.name = name;
      const auto row = key.empty() || !engine_.snapshot() ? Result<registry::FirmId>(Error{ErrorCode::kNotFound, ""})
                                                          : engine_.firm(key);
      if (row) {
        if (auto now = engine_.snapshot()->name(*row)) firm.name = *std::move(now);
        if (const auto* hot = engine_.snapshot()->hot(*row); hot && hot->place != 0) {
          const PlaceCode place{hot->place};
          firm.city = engine_.places().find(place.city()) ? place.city() : place;
          if (!engine_.places().find(firm.city)) firm.city = {};
        }
      }
      if (firm.name.empty()) firm.name = key;
      if (const auto found = engine_.atlas().find_node(node)) firm.chain = engine_.atlas().chains()[found->chain].id;
    }
    return firm;
  }

  void add_target(const std::string& key, const std::string& name, const std::string& node, double score) {
    auto& firm = at(key, name, node);
    const double value = std::max(kLeastTarget, kPerPoint * score);
    double before = 0;
    for (const auto& part : firm.parts) before = part.name.en == "Target" ? part.value : before;
    if (value > before) {
      if (const auto found = engine_.atlas().find_node(node)) firm.chain = engine_.atlas().chains()[found->chain].id;
    }
    best(firm, {{"目标得分", "Target"}, value});
  }

  const ledger::Ledger& ledger_;
  const workspace::Engine& engine_;
  const ledger::Actor& actor_;
  std::map<std::string, Candidate> firms_;
};

}  // namespace

double Candidate::value() const {
  double sum = 0;
  for (const auto& part : parts) sum += part.value;
  return sum;
}

Result<std::vector<Candidate>> candidates(const ledger::Ledger& ledger, const workspace::Engine& engine,
                                          const ledger::Actor& actor, const Input& input) {
  Collector collector(ledger, engine, actor);
  if (auto done = collector.add_lists(input); !done) return done.error();
  if (auto done = collector.add_nodes(input); !done) return done.error();
  if (auto done = collector.add_leads(input); !done) return done.error();
  collector.add_pins(input);
  if (auto done = collector.add_interest(); !done) return done.error();
  return collector.take();
}

}  // namespace lianzhao::api::trip_plans
