#include "api/backend/sources.h"

#include <fmt/format.h>

#include <algorithm>

#include "ledger/directory.h"

namespace lianzhao::api {
namespace {

template <class T>
targeting::Provenance provenance_of(const T& record) {
  return {record.date, record.source, record.source_status};
}

template <class To, class From>
void set_provenance(To& to, const From& from) {
  to.date = from.provenance.date;
  to.source = from.provenance.source;
  to.source_status = from.provenance.status;
}

// The files of a case as records.
ledger::LocalSeed seed_of(const targeting::Zone& zone, const atlas::Atlas& atlas) {
  ledger::LocalSeed seed;
  for (const auto& firm : zone.firms) {
    ledger::LocalFirm record;
    record.name = firm.name;
    record.brand = firm.brand;
    record.node = atlas.node(firm.node).id;
    record.capacity = firm.capacity;
    record.unit = atlas.node(firm.node).unit.zh;
    record.status = name_of(firm.status);
    record.anchor = firm.anchor;
    record.whole_place = firm.whole_place;
    record.note = firm.note;
    set_provenance(record, firm);
    seed.firms.push_back(std::move(record));
  }
  for (const auto& project : zone.projects) {
    ledger::PlannedProject record;
    record.name = project.name;
    record.node = atlas.node(project.node).id;
    record.quantity = project.quantity;
    record.unit = atlas.node(project.node).unit.zh;
    record.from_year = project.from_year;
    record.to_year = project.to_year;
    record.note = project.note;
    set_provenance(record, project);
    seed.projects.push_back(std::move(record));
  }
  for (const auto& tie : zone.ties) {
    ledger::FirmTie record;
    record.local = tie.local;
    record.outside = tie.outside;
    record.relation = name_of(tie.kind);
    record.note = tie.note;
    set_provenance(record, tie);
    seed.ties.push_back(std::move(record));
  }
  return seed;
}

}  // namespace

Result<targeting::Zone> LedgerZone::load(const atlas::Atlas& atlas, const Places& places) {
  auto zone = targeting::load_zone_outline(folders_.case_folder(), atlas, places);
  if (!zone) return zone.error();
  auto locals = ledger::load_locals(ledger_.tools.database, zone_);
  if (!locals) return locals.error();
  for (const auto& firm : locals->firms) {
    const auto node = atlas.find_node(firm.node);
    const auto status = targeting::parse_firm_status(firm.status);
    if (!node || !status) continue;  // its node was edited away: the record stays, and is shown as such
    zone->firms.push_back({firm.id, firm.version, firm.name, firm.brand, *node, firm.capacity, *status, firm.anchor,
                           firm.whole_place, firm.note, provenance_of(firm)});
  }
  for (const auto& project : locals->projects) {
    const auto node = atlas.find_node(project.node);
    if (!node) continue;
    zone->projects.push_back({project.id, project.version, project.name, *node, project.quantity,
                              static_cast<int>(project.from_year), static_cast<int>(project.to_year), project.note,
                              provenance_of(project)});
  }
  for (const auto& tie : locals->ties) {
    const auto kind = targeting::parse_tie_kind(tie.relation);
    if (kind) {
      zone->ties.push_back({tie.id, tie.version, tie.local, tie.outside, *kind, tie.note, provenance_of(tie)});
    }
  }
  return zone;
}

Result<workspace::SavedWeights> LedgerWeights::load(const targeting::ScoreWeights& shipped) {
  auto saved = ledger_.weights.latest(zone_, kName);
  if (!saved && saved.error().code == ErrorCode::kNotFound) return workspace::SavedWeights{0, shipped};
  if (!saved) return saved.error();
  workspace::SavedWeights out{saved->number, shipped};
  boost::json::error_code bad;
  const auto document = boost::json::parse(saved->document.text, bad);
  if (bad || !document.is_object()) {
    return told(ErrorCode::kCorrupt, fmt::format("评分权重第 {} 版的存储内容已损坏。", saved->number),
                fmt::format("what is stored of version {} of the weights is damaged", saved->number));
  }
  for (std::size_t i = 0; i < targeting::kScoreParts; ++i) {
    const auto name = targeting::kScorePartNames[i];
    const auto* value = document.get_object().if_contains({name.data(), name.size()});
    if (value && value->is_number()) out.weights.weight[i] = value->to_number<double>();
  }
  return out;
}

Result<std::vector<workspace::SavedChain>> LedgerChains::current() {
  auto all = ledger_.chains.all_latest(zone_);
  if (!all) return all.error();
  std::vector<workspace::SavedChain> out;
  for (const auto& one : *all) out.push_back({one.name, one.number, one.document.text});
  return out;
}

Result<std::vector<ChainVersion>> LedgerChains::versions(const Principal&, const std::string& chain, int most,
                                                         std::int64_t before) {
  const auto cursor = before > 0 ? store::encode_cursor("-number", {before}) : std::string();
  auto page = ledger_.chains.history(zone_, chain, std::min(most, 500), cursor);
  if (!page) return page.error();
  auto names = ledger::Directory::load(ledger_.tools.database, zone_);
  if (!names) return names.error();
  std::vector<ChainVersion> out;
  for (const auto& one : page->items) {
    out.push_back(
        {one.number, to_rfc3339(one.created_at), names->name_of(one.created_by), one.note, one.restored_from});
  }
  return out;
}

Result<std::string> LedgerChains::document(const Principal&, const std::string& chain, std::int64_t number) {
  auto found = ledger_.chains.get(zone_, chain, number);
  if (!found) return found.error();
  return found->document.text;
}

Result<std::int64_t> LedgerChains::save(const Principal& who, const std::string& request, const std::string& chain,
                                        std::int64_t base, const std::string& document, const std::string& note,
                                        std::optional<std::int64_t> restored_from) {
  ledger::Actor actor{zone_, who.user, who.login, who.roles, who.groups, request, ""};
  auto access = ledger::Access::of(actor, ledger::Permission::kChainsEdit);
  if (!access) return access.error();
  auto saved = restored_from && *restored_from > 0
                   ? ledger_.chains.restore(*access, chain, base, *restored_from, note)
                   : ledger_.chains.save(*access, chain, base, ledger::Json{document}, note);
  if (!saved) return saved.error();
  return saved->number;
}

Result<bool> seed_zone(const ledger::Ledger& ledger, const std::string& zone, const workspace::Folders& folders,
                       const Places& places) {
  auto seeded = ledger::has_locals(ledger.tools.database, zone);
  if (!seeded) return seeded.error();
  if (*seeded) return false;
  auto chains = atlas::load_atlas({folders.in_share("atlas"), folders.in_home("atlas")});
  if (!chains) return chains.error();
  auto facts = targeting::load_zone(folders.case_folder(), *chains, places);
  if (!facts) return facts.error();
  return ledger::seed_locals(ledger.tools, zone, seed_of(*facts, *chains));
}

}  // namespace lianzhao::api
