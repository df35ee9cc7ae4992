#include "cli/local_seed.h"

#include "cli/workspace.h"
#include "targeting/zone.h"

namespace lianzhao::cli {
namespace {

template <class Record, class Row>
Record with_provenance(const Row& row) {
  Record record;
  record.note = row.note;
  record.date = row.provenance.date;
  record.source = row.provenance.source;
  record.source_status = row.provenance.status;
  return record;
}

ledger::LocalSeed records_of(const targeting::Zone& zone, const atlas::Atlas& chains) {
  ledger::LocalSeed seed;
  for (const auto& firm : zone.firms) {
    auto record = with_provenance<ledger::LocalFirm>(firm);
    record.name = firm.name;
    record.brand = firm.brand;
    record.node = chains.node(firm.node).id;
    record.capacity = firm.capacity;
    record.unit = chains.node(firm.node).unit.zh;
    record.status = targeting::name_of(firm.status);
    record.anchor = firm.anchor;
    record.whole_place = firm.whole_place;
    seed.firms.push_back(std::move(record));
  }
  for (const auto& project : zone.projects) {
    auto record = with_provenance<ledger::PlannedProject>(project);
    record.name = project.name;
    record.node = chains.node(project.node).id;
    record.quantity = project.quantity;
    record.unit = chains.node(project.node).unit.zh;
    record.from_year = project.from_year;
    record.to_year = project.to_year;
    seed.projects.push_back(std::move(record));
  }
  for (const auto& tie : zone.ties) {
    auto record = with_provenance<ledger::FirmTie>(tie);
    record.local = tie.local;
    record.outside = tie.outside;
    record.relation = targeting::name_of(tie.kind);
    seed.ties.push_back(std::move(record));
  }
  return seed;
}

}  // namespace

Result<bool> seed_zone(const Globals& globals, const ledger::Ledger& ledger, const std::string& zone) {
  Workspace workspace(globals);
  auto places = workspace.places();
  if (!places) return places.error();
  auto chains = workspace.atlas();
  if (!chains) return chains.error();
  auto facts = targeting::load_zone(workspace.folders().case_folder(), **chains, **places);
  if (!facts) return facts.error();
  return ledger::seed_locals(ledger.tools, zone, records_of(*facts, **chains));
}

}  // namespace lianzhao::cli
