// The records that a case brings along (CASE/ledger/*.tsv): trips, visits, projects with their stages and documents,
// payments, leads, targets of groups. They go in by the same calls as what people enter, so that gates, days and
// duplicates hold for them too; what is made up is marked synthetic.
//
// Each row has an id that follows from its table and number: what was interrupted goes on where it stopped, and what
// is there already stays as it is.
#pragma once

#include <functional>

#include "ledger/ledger.h"

namespace lianzhao::ledger {

// What the loader must ask others.
struct StarterNeeds {
  std::function<std::string(const std::string& firm_name)> firm_key;  // "" where the registry does not have it
  std::function<Result<std::string>(const std::string& text)> keep;   // keeps a document's bytes; their SHA-256
};

struct StarterCounts {
  int trips = 0, visits = 0, projects = 0, payments = 0, leads = 0, targets = 0;  // new ones
};

// Whether it was loaded before: what is then left to do is nothing.
Result<bool> starter_was_loaded(const Ledger& ledger, const std::string& zone);

// nullopt without the folder, or where it was loaded before. Errors: kBadInput with file and line.
Result<std::optional<StarterCounts>> load_starter(const Ledger& ledger, const std::string& zone,
                                                  const std::string& folder, const StarterNeeds& needs);

}  // namespace lianzhao::ledger
