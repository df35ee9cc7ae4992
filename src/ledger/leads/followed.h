// All leads and projects of a zone as an index for duplicates, kept up with the database: what changed since is read
// before each question. Whoever asks sees everything here: what may be told of other groups' records is for the
// caller. Thread-safe.
#pragma once

#include <map>
#include <mutex>
#include <span>

#include "ledger/change.h"
#include "ledger/changes_read.h"
#include "ledger/leads/duplicates.h"
#include "ledger/leads/lead.h"
#include "ledger/projects/project.h"

namespace lianzhao::ledger {

Followable followable_of(const Lead& lead);
Followable followable_of(const Project& project, Instant registered);

class FollowedRecords {
 public:
  explicit FollowedRecords(NameReading names) : names_(names) {}

  // Within a read what is new is kept; within a change it is not, as the change may be taken back.
  enum class Within : std::uint8_t { kRead, kChange };
  // What is like each of them, in their order.
  Result<std::vector<std::vector<FoundDuplicate>>> find(store::Transaction& tx, Within within,
                                                        const std::string& zone, std::span<const Followable> wanted,
                                                        Day today) const;
  // Those of other groups that lead by the rule, and so bar: kExists with data; none: ok.
  Status check_free(Change& open, const Followable& wanted) const;

 private:
  struct Zone {
    explicit Zone(NameReading names) : index(names) {}
    DuplicateIndex index;
    ChangesRead changes;
  };
  const NameReading names_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, Zone> zones_;
};

}  // namespace lianzhao::ledger
