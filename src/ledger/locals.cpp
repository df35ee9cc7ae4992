#include "ledger/locals.h"

#include <cmath>

#include "ledger/records_impl.h"
#include "ledger/rules.h"

namespace lianzhao::ledger {
namespace {

Status check_amount(std::string_view field, double amount) {
  if (std::isfinite(amount) && amount >= 0) return {};
  return refusal(field, fmt::format("{} 不能为负数。", field), fmt::format("{} must not be negative", field));
}

Status check_source(const std::string& source, const std::string& status) {
  return all_of({check_text("source", source, 1'000), check_source_status(status)});
}

template <class T>
Result<std::vector<T>> load_all(store::Transaction& tx, const std::string& zone) {
  auto rows = tx.query(
      fmt::format("SELECT {} FROM {} WHERE zone = $1 ORDER BY id", columns_of<T>(), RecordTraits<T>::table), {zone});
  if (!rows) return rows.error();
  std::vector<T> all;
  for (const auto row : *rows) all.push_back(from_row<T>(row));
  return all;
}

template <class T>
Status insert_all(Change& open, const Access& access, const Tools& tools, std::vector<T> all) {
  const Records<T> records(tools);
  for (auto& one : all) {
    if (auto created = records.create_in(open, access, std::move(one)); !created) return created.error();
  }
  return {};
}

Result<bool> has_locals(store::Transaction& tx, const std::string& zone) {
  auto rows = tx.query(
      "SELECT (SELECT count(*) FROM local_firms WHERE zone = $1) + (SELECT count(*) FROM planned_projects WHERE "
      "zone = $1) + (SELECT count(*) FROM firm_ties WHERE zone = $1)",
      {zone});
  if (!rows) return rows.error();
  return (*rows)[0].integer(0) > 0;
}

}  // namespace

Status RecordTraits<LocalFirm>::rules(const LocalFirm& firm) {
  return all_of({check_text("name", firm.name, 400), check_size("brand", firm.brand, 200),
                 check_text("node", firm.node, 120), check_amount("capacity", firm.capacity.value_or(0)),
                 check_size("note", firm.note, 2'000),
                 check_word("stage", firm.status, {"running", "building", "signed", "talking"}),
                 check_source(firm.source, firm.source_status)});
}

Status RecordTraits<PlannedProject>::rules(const PlannedProject& project) {
  if (project.from_year > project.to_year || project.from_year < 1980 || project.to_year > 2100) {
    return told(ErrorCode::kBadInput, "年份应在 1980 到 2100 之间，且起始不晚于结束。",
                "the years must be 1980 to 2100, the first not after the last", "from_year");
  }
  return all_of({check_text("name", project.name, 400), check_text("node", project.node, 120),
                 check_amount("quantity", project.quantity), check_size("note", project.note, 2'000),
                 check_source(project.source, project.source_status)});
}

Status RecordTraits<FirmTie>::rules(const FirmTie& tie) {
  return all_of({check_text("local", tie.local, 400), check_text("outside", tie.outside, 400),
                 check_word("kind", tie.relation, {"supplier", "customer", "shareholder", "group", "visited"}),
                 check_size("note", tie.note, 2'000), check_source(tie.source, tie.source_status)});
}

Result<bool> has_locals(store::Database& database, const std::string& zone) {
  return database.read([&](store::Transaction& tx) { return has_locals(tx, zone); });
}

Result<bool> seed_locals(const Tools& tools, const std::string& zone, const LocalSeed& seed) {
  const auto access = Access::system(zone, "seed");
  return change(tools, access.actor, [&](Change& open) -> Result<bool> {
    auto seeded = has_locals(open.tx, zone);
    if (!seeded) return seeded.error();
    if (*seeded) return false;
    if (auto done = insert_all(open, access, tools, seed.firms); !done) return done.error();
    if (auto done = insert_all(open, access, tools, seed.projects); !done) return done.error();
    if (auto done = insert_all(open, access, tools, seed.ties); !done) return done.error();
    return true;
  });
}

Result<LocalSeed> load_locals(store::Database& database, const std::string& zone) {
  return database.read([&](store::Transaction& tx) -> Result<LocalSeed> {
    auto firms = load_all<LocalFirm>(tx, zone);
    if (!firms) return firms.error();
    auto projects = load_all<PlannedProject>(tx, zone);
    if (!projects) return projects.error();
    auto ties = load_all<FirmTie>(tx, zone);
    if (!ties) return ties.error();
    return LocalSeed{*std::move(firms), *std::move(projects), *std::move(ties)};
  });
}

template class Records<LocalFirm>;
template class Records<PlannedProject>;
template class Records<FirmTie>;

}  // namespace lianzhao::ledger
