// Leads with their rules: a firm that another group follows and leads is not begun a second time, a lead is sorted
// when it states what it must, and becomes a project with its facts in one transaction.
#pragma once

#include "ledger/leads/followed.h"
#include "ledger/leads/lead_rules.h"
#include "ledger/projects/projects.h"

namespace lianzhao::ledger {

struct LeadStep {
  std::string to;     // a state; the present one with `clock`
  std::string clock;  // answer | introducer | report; "" for a change of the state
  std::string reason;
  std::optional<Day> on;  // absent: today
};

class Leads : public Records<Lead> {
 public:
  // Both outlive it.
  Leads(const Tools& tools, const Projects& projects, const FollowedRecords& followed);
  Leads(const Leads&) = delete;

  // `projects_access`: the reach of projects.edit, for a lead that becomes a project.
  // Errors beside those of Records: kBadInput (a step that is none, facts missing, dates), kExists (followed).
  Result<Lead> step(const Access& access, const Access& projects_access, const std::string& id, std::int64_t version,
                    const LeadStep& step) const;
  // What is like each, of all groups: for the caller to tell as far as the reach goes.
  Result<std::vector<std::vector<FoundDuplicate>>> duplicates(const std::string& zone,
                                                              std::span<const Followable> wanted) const;
  [[nodiscard]] Day today() const { return day_in_china(tools_.clock.now()); }

 private:
  Status check(Change& open, const Access& access, const Lead* before, const Lead& after) const;
  Status take(Change& open, const Access& projects_access, const LeadStep& step, Lead& lead) const;
  const Tools tools_;
  const Projects& projects_;
  const FollowedRecords& followed_;
  const Records<Lead> stepped_;  // without the check that states change by steps alone
};

}  // namespace lianzhao::ledger
