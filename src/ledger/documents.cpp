#include "ledger/documents.h"

#include "ledger/rules.h"
#include "ledger/sessions.h"
#include "store/paging.h"

namespace lianzhao::ledger {
namespace {

Error missing(const std::string& kind, const std::string& name) {
  return told(ErrorCode::kNotFound, "没有这个版本。", fmt::format("there is no {} '{}' of this number", kind, name));
}

Result<std::vector<DocumentVersion>> select(store::Transaction& tx, const std::string& rest,
                                            const store::Values& values) {
  auto rows = tx.query(fmt::format("SELECT {} FROM documents d {}", columns_of<DocumentVersion>("d."), rest), values);
  if (!rows) return rows.error();
  std::vector<DocumentVersion> versions;
  for (const auto row : *rows) versions.push_back(from_row<DocumentVersion>(row));
  return versions;
}

Result<DocumentVersion> one(store::Transaction& tx, const std::string& zone, const std::string& kind,
                            const std::string& name, std::int64_t number) {
  auto found =
      select(tx, "WHERE d.zone = $1 AND d.kind = $2 AND d.name = $3 AND d.number = $4", {zone, kind, name, number});
  if (!found) return found.error();
  if (found->empty()) return missing(kind, name);
  return found->front();
}

Result<DocumentVersion> newest(store::Transaction& tx, const std::string& zone, const std::string& kind,
                               const std::string& name) {
  auto found = select(tx, "WHERE d.zone = $1 AND d.kind = $2 AND d.name = $3 ORDER BY d.number DESC LIMIT 1",
                      {zone, kind, name});
  if (!found) return found.error();
  if (found->empty()) return missing(kind, name);
  return found->front();
}

}  // namespace

Result<DocumentVersion> Documents::put(Change& change, const std::string& name, std::int64_t base,
                                       const Json& document, const std::string& note,
                                       std::optional<std::int64_t> restored_from) const {
  auto last = newest(change.tx, change.actor.zone, kind_, name);
  if (!last && last.error().code != ErrorCode::kNotFound) return last.error();
  const auto number = last ? last->number : 0;
  if (number != base) {
    return Error{ErrorCode::kConflict,
                 fmt::format("{} '{}' was saved meanwhile: it is version {} now, not {}", kind_, name, number, base),
                 last ? boost::json::serialize(to_json(*last)) : std::string("null"),
                 fmt::format("内容已被他人修改：现为第 {} 版。", number)};
  }
  DocumentVersion version{kind_, name, number + 1, document, note, restored_from, change.now, change.actor.user};
  auto inserted = change.tx.execute(
      "INSERT INTO documents (zone, kind, name, number, document, note, restored_from, created_at, created_by) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      {change.actor.zone, kind_, name, version.number, document.text, note, restored_from, change.now,
       change.actor.user});
  if (!inserted) return inserted.error();
  // The document itself stays in its table for good; the log has its SHA-256, so that a change of it can be shown.
  auto noted = change.audit({restored_from ? "restore" : "save",
                             kind_,
                             name,
                             {},
                             boost::json::object{{"number", version.number},
                                                 {"restored_from", detail::to_json(restored_from)},
                                                 {"sha256", sha256_hex(document.text)}},
                             note});
  if (!noted) return noted.error();
  return version;
}

Result<DocumentVersion> Documents::save(const Access& access, const std::string& name, std::int64_t base,
                                        const Json& document, const std::string& note) const {
  if (auto allowed = check_group(access, ""); !allowed) return allowed.error();
  if (auto good = all_of({check_text("name", name, 100), check_size("note", note, 2'000)}); !good)
    return good.error();
  auto parsed = parse_json(document.text);
  if (!parsed) return parsed.error();
  return change(tools_, access.actor, [&](Change& open) { return put(open, name, base, *parsed, note, {}); });
}

Result<DocumentVersion> Documents::restore(const Access& access, const std::string& name, std::int64_t base,
                                           std::int64_t number, const std::string& note) const {
  if (auto allowed = check_group(access, ""); !allowed) return allowed.error();
  return change(tools_, access.actor, [&](Change& open) -> Result<DocumentVersion> {
    auto old = one(open.tx, access.actor.zone, kind_, name, number);
    if (!old) return old.error();
    return put(open, name, base, old->document, note, number);
  });
}

Result<DocumentVersion> Documents::latest(const std::string& zone, const std::string& name) const {
  return tools_.database.read([&](store::Transaction& tx) { return newest(tx, zone, kind_, name); });
}

Result<DocumentVersion> Documents::get(const std::string& zone, const std::string& name, std::int64_t number) const {
  return tools_.database.read([&](store::Transaction& tx) { return one(tx, zone, kind_, name, number); });
}

Result<std::vector<DocumentVersion>> Documents::all_latest(const std::string& zone) const {
  return tools_.database.read([&](store::Transaction& tx) {
    return select(tx,
                  "WHERE d.zone = $1 AND d.kind = $2 AND d.number = (SELECT max(n.number) FROM documents n WHERE "
                  "n.zone = d.zone AND n.kind = d.kind AND n.name = d.name) ORDER BY d.name",
                  {zone, kind_});
  });
}

Result<store::Page<DocumentVersion>> Documents::history(const std::string& zone, const std::string& name, int limit,
                                                        const std::string& cursor) const {
  if (limit < 1 || limit > 500) return Error{ErrorCode::kBadArgument, "limit must be 1 to 500"};
  std::int64_t before = INT64_MAX;
  if (!cursor.empty()) {
    auto key = store::decode_cursor("-number", cursor, 1);
    if (!key) return key.error();
    const auto* number = std::get_if<std::int64_t>(&key->front().variant());
    if (!number)
      return told(ErrorCode::kBadArgument, "cursor 不属于这份列表。", "the cursor is not one of this list");
    before = *number;
  }
  return tools_.database.read([&](store::Transaction& tx) -> Result<store::Page<DocumentVersion>> {
    auto rows = tx.query(
        "SELECT kind, name, number, 'null' AS document, note, restored_from, created_at, created_by FROM documents "
        "WHERE zone = $1 AND kind = $2 AND name = $3 AND number < $4 ORDER BY number DESC LIMIT $5",
        {zone, kind_, name, before, limit + 1});
    if (!rows) return rows.error();
    store::Page<DocumentVersion> page;
    for (const auto row : *rows) page.items.push_back(from_row<DocumentVersion>(row));
    if (page.items.size() > static_cast<std::size_t>(limit)) {
      page.items.pop_back();
      page.next = store::encode_cursor("-number", {page.items.back().number});
    }
    return page;
  });
}

}  // namespace lianzhao::ledger
