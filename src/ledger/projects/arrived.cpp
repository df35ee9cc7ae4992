#include "ledger/projects/arrived.h"

#include <fmt/format.h>

#include "ledger/capital/payment.h"
#include "ledger/id_query.h"

namespace lianzhao::ledger {
namespace {

template <class T, class Parse>
std::vector<T> parsed(const Strings& names, Parse parse) {
  std::vector<T> out;
  for (const auto& name : names) {
    if (const auto value = parse(name)) out.push_back(*value);
  }
  return out;
}

}  // namespace

Result<capital::Rule> counting_rule(store::Transaction& tx, const std::string& zone, Day today) {
  using namespace capital;
  auto rows = tx.query(fmt::format("SELECT {} FROM capital_rules WHERE zone = $1 AND valid_from <= $2 "
                                   "ORDER BY number DESC LIMIT 1",
                                   columns_of<CapitalRule>()),
                       {zone, today.since_epoch});
  if (!rows) return rows.error();
  Rule rule;
  if (rows->empty()) {
    rule.origins = {Origin::kAbroad, Origin::kOtherProvince, Origin::kOtherCity};
    rule.uses = {Use::kFixedInvestment};
    rule.evidences = {Evidence::kBankVoucher, Evidence::kInvoice, Evidence::kSiteCheck};
    return rule;
  }
  const auto record = from_row<CapitalRule>((*rows)[0]);
  rule.id = record.id;
  rule.origins = parsed<Origin>(record.origins, parse_origin);
  rule.uses = parsed<Use>(record.uses, parse_use);
  rule.evidences = parsed<Evidence>(record.evidences, parse_evidence);
  rule.clock = parse_clock(record.clock).value_or(ClockDate::kAudited);
  rule.minimum_fen = record.minimum_fen;
  rule.exclude_second_phase = record.exclude_second_phase;
  return rule;
}

Result<std::map<std::string, std::int64_t>> arrived_capital(store::Transaction& tx, const std::string& zone,
                                                            std::span<const std::string> projects, Day today) {
  using namespace capital;
  std::map<std::string, std::int64_t> out;
  auto rows = query_of_ids(tx,
                           "SELECT t.project_id, t.yuan_fen, t.origin, t.used_for, t.evidence, t.state, "
                           "(SELECT CASE WHEN p.phase_of IS NULL THEN 0 ELSE 1 END FROM projects p "
                           "WHERE p.zone = t.zone AND p.id = t.project_id) FROM payments t",
                           "project_id", zone, projects);
  if (!rows) return rows.error();
  if (rows->empty()) return out;
  auto rule = counting_rule(tx, zone, today);
  if (!rule) return rule.error();
  for (const auto row : *rows) {
    Entry entry;
    entry.yuan_fen = row.integer(1);
    const auto origin = parse_origin(row.text(2));
    const auto use = parse_use(row.text(3));
    const auto evidence = parse_evidence(row.text(4));
    const auto state = parse_audit_state(row.text(5));
    if (!origin || !use || !evidence || !state) continue;
    entry.origin = *origin;
    entry.use = *use;
    entry.evidence = *evidence;
    entry.state = *state;
    entry.second_phase = row.truth(6);
    if (judge(*rule, entry).counts) out[std::string(row.text(0))] += entry.yuan_fen;
  }
  return out;
}

}  // namespace lianzhao::ledger
