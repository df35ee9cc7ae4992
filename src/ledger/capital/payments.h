// The ledger of payments (到位资金台账): entered, audited once, answered by a counter-entry, never changed otherwise.
//
// A payment belongs to a project within the reach of who enters it. The group that has the project reads it, whoever
// had it before (group_id); figures count it for the group that had the project on its day, for ever (credited_to).
// What the audit has passed only the audit takes back: its counter-entry is passed with it, so that the two cancel
// under every rule.
#pragma once

#include <map>

#include "ledger/capital/entry.h"
#include "ledger/capital/payment.h"
#include "ledger/projects/project.h"

namespace lianzhao::ledger {

capital::Entry entry_of(const Payment& payment);

// Yuan, whole fen, for an amount of another currency: exact to 8 decimals of the rate, half up. nullopt beyond
// kMostFen.
inline constexpr std::int64_t kMostFen = 900'000'000'000'000;
std::optional<std::int64_t> to_yuan(std::int64_t amount_fen, double rate);

class Payments : public Records<Payment> {
 public:
  explicit Payments(const Tools& tools);

  struct Entered {
    Payment payment;
    bool was_there = false;  // the same payment, sent twice
  };
  // Needs id, project_id, on_day, amount_fen, currency, rate, origin, used_for, evidence; the rest follows.
  // Errors, beside those of Records: kBadInput with the field (a project that is not within reach or has no
  // agreement, a day before the agreement or in the future, more than the investment without a reason), kExists
  // (data: the other payment) where the project has one of the same day and amount and no reason is given, kConflict
  // where the id is that of another payment.
  Result<Entered> enter(const Access& access, const Payment& draft) const;
  Result<Entered> enter_in(Change& change, const Access& access, Payment draft) const;
  // The counter-entry. `auditing`: the reach of the permission to audit. `on`: not before the payment, its audit, or
  // in the future. Errors: kExists where it has one, kForbidden where the payment was passed and the actor does not
  // audit, kBadInput.
  Result<Payment> reverse(const Access& access, const Access& auditing, const std::string& id, Day on,
                          const std::string& reason) const;
  // Passes or refuses what was entered. Errors: kExists where it was audited or answered already, kBadInput.
  Result<Payment> audit(const Access& access, const std::string& id, bool passed, Day on,
                        const std::string& reason) const;

  // A condition of ListQuery: the words in the note or in the name of project or firm.
  static std::pair<std::string, store::Values> about(const std::string& words);
  // A condition of ListQuery: payments that figures within this reach count.
  static std::pair<std::string, store::Values> credited(const Access& access);
  // Yuan of all payments that a list has; filters and conditions count.
  Result<std::int64_t> sum_fen(const Access& access, const ListQuery& query) const;
  // The documents of payments, by the payment's id.
  Result<std::multimap<std::string, Attachment>> documents(const Access& access,
                                                           const std::vector<std::string>& ids) const;
  // Names of projects within the reach by id, for those named, or of all.
  Result<std::map<std::string, std::string>> project_names(const Access& access,
                                                           const std::optional<std::vector<std::string>>& ids) const;

 private:
  const Tools tools_;
};

}  // namespace lianzhao::ledger
