// Yearly and quarterly targets of the groups.
#pragma once

#include "ledger/trips/visit.h"

namespace lianzhao::ledger {

inline constexpr std::string_view kIndicators[] = {
    "trips",   "visits",        "return-visits",  "receptions", "leads", "signed", "signed-investment",
    "started", "in-production", "arrived-capital"};

class GroupTargets : public Records<GroupTarget> {
 public:
  explicit GroupTargets(const Tools& tools) : Records(tools), tools_(tools) {}
  // Sets the target of group, year, quarter and indicator: a new one, or another figure for that which is there.
  Result<GroupTarget> save(const Access& access, const GroupTarget& target) const;
  Result<GroupTarget> save_in(Change& open, const Access& access, const GroupTarget& target) const;

 private:
  const Tools tools_;
};

}  // namespace lianzhao::ledger
