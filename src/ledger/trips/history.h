// What the zone has done with a firm: visits, leads, projects, each as far as its own permission reaches.
#pragma once

#include "ledger/change.h"

namespace lianzhao::ledger {

struct HistoryItem {
  std::string kind;  // visit | return-visit | reception | lead | project
  std::string id;
  Day on;             // of the visit; received; the stage reached
  std::string title;  // topics of a visit, or the firm; title of a lead, name of a project
  std::string group_id, state;
  bool synthetic = false;
};

struct HistoryReach {
  Access visits, leads, projects;
};
// Newest first, at most 500. By key, and records without a key by the name.
Result<std::vector<HistoryItem>> firm_history(store::Database& database, const HistoryReach& reach,
                                              const std::string& key, const std::string& name);

}  // namespace lianzhao::ledger
