// A change of the zone's records: one transaction with its audit entries.
#pragma once

#include <utility>

#include "base/identifiers.h"
#include "ledger/audit.h"

namespace lianzhao::ledger {

// What the ledger works with; everything outlives it.
struct Tools {
  store::Database& database;
  const InstantClock& clock;
  RandomBytes& random;
  IdSource& ids;
};

class Change {
 public:
  Change(store::Transaction& transaction, const Actor& who, Instant at) : tx(transaction), actor(who), now(at) {}
  store::Transaction& tx;
  const Actor& actor;
  Instant now;
  Status audit(const AuditNote& note) { return write_audit(tx, actor, now, note); }
};

// Runs function(Change&) -> Result<T>. It may run more than once.
template <class F>
auto change(const Tools& tools, const Actor& actor, F&& function) -> std::invoke_result_t<F, Change&> {
  using R = std::invoke_result_t<F, Change&>;
  return tools.database.write([&](store::Transaction& tx) -> R {
    if (auto locked = lock_zone(tx, actor.zone); !locked) return locked.error();
    Change open(tx, actor, tools.clock.now());
    return function(open);
  });
}

}  // namespace lianzhao::ledger
