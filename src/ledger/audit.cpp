#include "ledger/audit.h"

#include <fmt/format.h>
#include <openssl/sha.h>

#include "base/identifiers.h"

namespace lianzhao::ledger {
namespace {

// The first entry of a zone has this before it.
const std::string kNoHash(64, '0');

std::string json_string(std::string_view text) {
  return boost::json::serialize(boost::json::string(text));
}

}  // namespace

std::string audit_hash(std::string_view zone, const AuditEntry& entry) {
  // Members in alphabetical order; before and after are the stored texts as they are.
  const auto text = fmt::format(
      R"({}{{"action":{},"actor":{},"address":{},"after":{},"at":{},"before":{},"kind":{},"login":{},"note":{},"request":{},"seq":{},"subject":{},"zone":{}}})",
      entry.previous, json_string(entry.action), json_string(entry.actor), json_string(entry.address),
      entry.after ? entry.after->text : "null", entry.at.micros, entry.before ? entry.before->text : "null",
      json_string(entry.kind), json_string(entry.login), json_string(entry.note), json_string(entry.request),
      entry.seq, json_string(entry.subject), json_string(zone));
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest);
  return to_hex(digest);
}

Status lock_zone(store::Transaction& tx, std::string_view zone) {
  // SQLite has one writer at a time: there the row has only to exist.
  const auto* lock = tx.engine() == store::Engine::kSqlite ? "SELECT 1 FROM audit_head WHERE zone = $1"
                                                           : "SELECT 1 FROM audit_head WHERE zone = $1 FOR UPDATE";
  auto locked = tx.query(lock, {zone});
  if (!locked) return locked.error();
  if (!locked->empty()) return {};
  // The first change of a zone. Of two at once one waits here for the other.
  auto made = tx.execute("INSERT INTO audit_head (zone, seq, hash) VALUES ($1, 0, $2) ON CONFLICT (zone) DO NOTHING",
                         {zone, kNoHash});
  if (!made) return made.error();
  locked = tx.query(lock, {zone});
  return locked ? Status() : Status(locked.error());
}

Status write_audit(store::Transaction& tx, const Actor& actor, Instant now, const AuditNote& note) {
  auto head = tx.query("SELECT seq, hash FROM audit_head WHERE zone = $1", {actor.zone});
  if (!head) return head.error();
  if (head->empty()) return Error{ErrorCode::kInternal, "the zone is not locked"};
  AuditEntry entry;
  entry.seq = (*head)[0].integer("seq") + 1;
  entry.previous = (*head)[0].text("hash");
  entry.at = now;
  entry.actor = actor.user;
  entry.login = actor.login;
  entry.action = note.action;
  entry.kind = note.kind;
  entry.subject = note.subject;
  if (note.before) entry.before = Json{canonical(*note.before)};
  if (note.after) entry.after = Json{canonical(*note.after)};
  entry.note = note.note;
  entry.request = actor.request;
  entry.address = actor.address;
  entry.hash = audit_hash(actor.zone, entry);
  store::Where values;
  std::string places = values.bind(actor.zone);
  for_each_field(entry,
                 [&](std::string_view, const auto& field) { places += ", " + values.bind(detail::to_value(field)); });
  auto inserted = tx.execute(
      fmt::format("INSERT INTO audit (zone, {}) VALUES ({})", columns_of<AuditEntry>(), places), values.values());
  if (!inserted) return inserted.error().in("audit log");
  auto moved =
      tx.execute("UPDATE audit_head SET seq = $2, hash = $3 WHERE zone = $1", {actor.zone, entry.seq, entry.hash});
  if (!moved) return moved.error().in("audit log");
  return {};
}

Result<store::Page<AuditEntry>> AuditLog::page(const Access& access, const AuditQuery& query) const {
  if (query.limit < 1 || query.limit > 500) return Error{ErrorCode::kBadArgument, "limit must be 1 to 500"};
  store::Where where;
  where.add("zone = {}", {access.actor.zone});
  if (access.reach != Reach::kAll) where.add("1 = 0");
  for (const auto& [column, value] : {std::pair{"action", &query.action}, std::pair{"kind", &query.kind},
                                      std::pair{"subject", &query.subject}, std::pair{"actor", &query.actor}}) {
    if (!value->empty()) where.add(fmt::format("{} = {{}}", column), {*value});
  }
  if (query.from) where.add("at >= {}", {*query.from});
  if (query.to) where.add("at < {}", {*query.to});
  if (!query.cursor.empty()) {
    auto key = store::decode_cursor("-seq", query.cursor, 1);
    if (!key) return key.error();
    where.add("seq < {}", *key);
  }
  const auto limit = where.bind(query.limit + 1);
  return database_.read([&](store::Transaction& tx) -> Result<store::Page<AuditEntry>> {
    auto rows = tx.query(fmt::format("SELECT {} FROM audit{} ORDER BY seq DESC LIMIT {}", columns_of<AuditEntry>(),
                                     where.sql(), limit),
                         where.values());
    if (!rows) return rows.error();
    store::Page<AuditEntry> page;
    for (const auto row : *rows) page.items.push_back(from_row<AuditEntry>(row));
    if (page.items.size() > static_cast<std::size_t>(query.limit)) {
      page.items.pop_back();
      page.next = store::encode_cursor("-seq", {page.items.back().seq});
    }
    return page;
  });
}

Result<AuditVerdict> AuditLog::verify(const std::string& zone, const AuditProgress& progress) const {
  // One read transaction, so that entries written meanwhile do not disturb the comparison with the head.
  return database_.read([&](store::Transaction& tx) { return verify_audit(tx, zone, progress); });
}

Result<std::vector<std::string>> AuditLog::zones() const {
  return database_.read([](store::Transaction& tx) { return audit_zones(tx); });
}

}  // namespace lianzhao::ledger
