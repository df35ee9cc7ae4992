#include "ledger/projects/arrived.h"

#include <fmt/format.h>

#include "ledger/capital/capital.h"
#include "ledger/id_query.h"

namespace lianzhao::ledger {

Result<capital::Rule> counting_rule(store::Transaction& tx, const std::string& zone, Day today) {
  using namespace capital;
  auto rows = tx.query(fmt::format("SELECT {} FROM capital_rules WHERE zone = $1 AND valid_from <= $2 "
                                   "ORDER BY valid_from DESC, number DESC LIMIT 1",
                                   columns_of<CapitalRule>()),
                       {zone, today.since_epoch});
  if (!rows) return rows.error();
  if (!rows->empty()) return rule_of(from_row<CapitalRule>((*rows)[0]));
  Rule rule;
  rule.origins = {Origin::kAbroad, Origin::kOtherProvince, Origin::kOtherCity};
  rule.uses = {Use::kFixedInvestment};
  rule.evidences = {Evidence::kBankVoucher, Evidence::kInvoice, Evidence::kSiteCheck};
  return rule;
}

Result<std::map<std::string, std::int64_t>> arrived_capital(store::Transaction& tx, const std::string& zone,
                                                            std::span<const std::string> projects, Day today) {
  std::map<std::string, std::int64_t> out;
  auto rows = query_of_ids(tx, fmt::format("SELECT {} FROM payments t", columns_of<Payment>("t.")), "project_id",
                           zone, projects);
  if (!rows) return rows.error();
  if (rows->empty()) return out;
  auto rule = counting_rule(tx, zone, today);
  if (!rule) return rule.error();
  for (const auto row : *rows) {
    const auto payment = from_row<Payment>(row);
    if (capital::judge(*rule, entry_of(payment)).counts) out[payment.project_id] += payment.yuan_fen;
  }
  return out;
}

}  // namespace lianzhao::ledger
