// The audit log: one row for every change, chained by hash, so that a row changed, removed or put in is found.
// Written in the transaction of the change. docs/server.md describes the hash.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "base/result.h"
#include "ledger/access.h"
#include "ledger/record.h"
#include "store/database.h"

namespace lianzhao::ledger {

struct AuditEntry {
  std::int64_t seq = 0;  // 1, 2, 3 ... in a zone
  Instant at;
  std::string actor, login;           // user id; login then
  std::string action;                 // create, update, delete, reveal, sign-in ...
  std::string kind, subject;          // "target-list", id
  std::optional<Json> before, after;  // contacts masked, no passwords
  std::string note;                   // reason
  std::string request, address;
  std::string previous, hash;  // 64 hex digits
};
BOOST_DESCRIBE_STRUCT(AuditEntry, (),
                      (seq, at, actor, login, action, kind, subject, before, after, note, request, address, previous,
                       hash))

// What a change says about itself.
struct AuditNote {
  std::string action, kind, subject;
  std::optional<boost::json::value> before, after;
  std::string note;
};

// Call once at the beginning of a change: changes of one zone come one after the other, so that rules over several
// records hold on both engines.
Status lock_zone(store::Transaction& tx, std::string_view zone);
Status write_audit(store::Transaction& tx, const Actor& actor, Instant now, const AuditNote& note);

std::string audit_hash(std::string_view zone, const AuditEntry& entry);

struct AuditQuery {
  std::string action, kind, subject, actor;  // "": any
  std::optional<Instant> from, to;           // to: exclusive
  std::string cursor;
  int limit = 50;
};

struct AuditVerdict {
  std::uint64_t entries = 0;
  std::optional<std::int64_t> broken_at;  // seq of the first entry that is not right
  std::string reason;
};

class AuditLog {
 public:
  explicit AuditLog(store::Database& database) : database_(database) {}
  // Newest first.
  Result<store::Page<AuditEntry>> page(const Access& access, const AuditQuery& query) const;
  // Walks the whole chain of a zone; progress(done, total) returns false to stop (kInterrupted).
  Result<AuditVerdict> verify(const std::string& zone,
                              const std::function<bool(std::uint64_t, std::uint64_t)>& progress = {}) const;
  Result<std::vector<std::string>> zones() const;

 private:
  store::Database& database_;
};

}  // namespace lianzhao::ledger
