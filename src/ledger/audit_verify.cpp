#include <fmt/format.h>

#include <map>
#include <tuple>

#include "ledger/audit.h"
#include "ledger/sessions.h"

namespace lianzhao::ledger {
namespace {

constexpr int kBatch = 1000, kDocumentBatch = 50;
const Error kStopped{ErrorCode::kInterrupted, "stopped"};

// Hashes of documents that the log has seen: (kind, name, number) -> (hash, seq of the entry).
using Key = std::tuple<std::string, std::string, std::int64_t>;
using Seen = std::map<Key, std::pair<std::string, std::int64_t>>;

void note_document(const AuditEntry& entry, Seen& seen) {
  if (!entry.after || (entry.action != "save" && entry.action != "restore")) return;
  boost::json::error_code code;
  const auto value = boost::json::parse(entry.after->text, code);
  const auto* object = value.if_object();
  if (code || !object) return;
  const auto *number = object->if_contains("number"), *sha256 = object->if_contains("sha256");
  if (!number || !number->is_int64() || !sha256 || !sha256->is_string()) return;
  seen[{entry.kind, entry.subject, number->get_int64()}] = {std::string(sha256->get_string()), entry.seq};
}

void set_broken(AuditVerdict& verdict, std::int64_t seq, std::string reason) {
  verdict.broken_at = seq;
  verdict.reason = std::move(reason);
}

Status walk_chain(store::Transaction& tx, const std::string& zone, const AuditProgress& progress,
                  AuditVerdict& verdict, Seen& seen) {
  auto head = tx.query("SELECT seq, hash FROM audit_head WHERE zone = $1", {zone});
  if (!head) return head.error();
  const auto total = head->empty() ? 0 : (*head)[0].integer("seq");
  const auto broken = [&](std::int64_t seq, std::string reason) -> Status {
    set_broken(verdict, seq, std::move(reason));
    return {};
  };
  std::string previous(64, '0');
  std::int64_t seq = 0;
  for (;;) {
    auto rows = tx.query(fmt::format("SELECT {} FROM audit WHERE zone = $1 AND seq > $2 ORDER BY seq LIMIT $3",
                                     columns_of<AuditEntry>()),
                         {zone, seq, kBatch});
    if (!rows) return rows.error();
    for (const auto row : *rows) {
      const auto entry = from_row<AuditEntry>(row);
      if (entry.seq != seq + 1) return broken(seq + 1, "the entry is missing");
      if (entry.previous != previous) return broken(entry.seq, "the entry does not follow the one before it");
      if (audit_hash(zone, entry) != entry.hash) return broken(entry.seq, "the entry was changed");
      note_document(entry, seen);
      previous = entry.hash;
      seq = entry.seq;
      ++verdict.entries;
    }
    if (progress && !progress(verdict.entries, static_cast<std::uint64_t>(total))) return kStopped;
    if (rows->size() < kBatch) break;
  }
  if (seq < total) return broken(seq + 1, "entries are missing at the end");
  if (seq > total || (total > 0 && (*head)[0].text("hash") != previous)) {
    return broken(seq, "the last entry is not the one that was written last");
  }
  return {};
}

Status compare_documents(store::Transaction& tx, const std::string& zone, const AuditProgress& progress,
                         AuditVerdict& verdict, Seen& seen) {
  std::string kind, name;
  std::int64_t number = 0;
  for (;;) {
    auto rows = tx.query(
        "SELECT kind, name, number, document FROM documents WHERE zone = $1 AND (kind, name, number) > ($2, $3, $4) "
        "ORDER BY kind, name, number LIMIT $5",
        {zone, kind, name, number, kDocumentBatch});
    if (!rows) return rows.error();
    for (const auto row : *rows) {
      kind = row.text(0), name = row.text(1), number = row.integer(2);
      const auto found = seen.find({kind, name, number});
      if (found == seen.end()) {
        set_broken(verdict, 0, fmt::format("{} '{}', version {}, was never saved", kind, name, number));
        return {};
      }
      const auto& [hash, seq] = found->second;
      if (sha256_hex(row.text(3)) != hash) {
        set_broken(verdict, seq, fmt::format("{} '{}', version {}, was changed since", kind, name, number));
        return {};
      }
      seen.erase(found);
      ++verdict.documents;
    }
    if (progress && !rows->empty() && !progress(verdict.entries, verdict.entries)) return kStopped;
    if (rows->size() < kDocumentBatch) break;
  }
  if (!seen.empty()) {
    const auto& [key, what] = *seen.begin();
    set_broken(verdict, what.second,
               fmt::format("{} '{}', version {}, is missing", std::get<0>(key), std::get<1>(key), std::get<2>(key)));
  }
  return {};
}

}  // namespace

Result<AuditVerdict> verify_audit(store::Transaction& tx, const std::string& zone, const AuditProgress& progress) {
  AuditVerdict verdict;
  Seen seen;
  if (auto walked = walk_chain(tx, zone, progress, verdict, seen); !walked) return walked.error();
  if (verdict.broken_at) return verdict;
  if (auto compared = compare_documents(tx, zone, progress, verdict, seen); !compared) return compared.error();
  return verdict;
}

Result<std::vector<std::string>> audit_zones(store::Transaction& tx) {
  auto rows = tx.query("SELECT zone FROM audit_head UNION SELECT DISTINCT zone FROM audit ORDER BY zone");
  if (!rows) return rows.error();
  std::vector<std::string> zones;
  for (const auto row : *rows) zones.emplace_back(row.text(0));
  return zones;
}

}  // namespace lianzhao::ledger
