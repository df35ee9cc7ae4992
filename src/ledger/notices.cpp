#include "ledger/notices.h"

#include "store/paging.h"

namespace lianzhao::ledger {

Status Notices::post(store::Transaction& tx, const std::string& zone, const Notice& notice) const {
  auto inserted = tx.execute(
      "INSERT INTO notices (zone, id, user_id, kind, text_zh, text_en, link, created_at) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
      {zone, tools_.ids.next(), notice.user_id, notice.kind, notice.text_zh, notice.text_en, notice.link,
       tools_.clock.now()});
  if (!inserted) return inserted.error().in("notice");
  return {};
}

Status Notices::post(const std::string& zone, const Notice& notice) const {
  return tools_.database.write([&](store::Transaction& tx) { return post(tx, zone, notice); });
}

Status Notices::post_to_group(store::Transaction& tx, const std::string& zone, const std::string& group,
                              const Notice& notice, const std::string& except_user) const {
  auto members = tx.query(
      "SELECT m.user_id FROM group_members m JOIN users u ON u.zone = m.zone AND u.id = m.user_id "
      "WHERE m.zone = $1 AND m.group_id = $2 AND u.active = 1 AND u.id <> $3",
      {zone, group, except_user});
  if (!members) return members.error();
  for (const auto member : *members) {
    auto own = notice;
    own.user_id = member.text(0);
    if (auto posted = post(tx, zone, own); !posted) return posted;
  }
  return {};
}

Result<store::Page<Notice>> Notices::own(const Actor& actor, bool unread_only, int limit,
                                         const std::string& cursor) const {
  if (limit < 1 || limit > 500) return Error{ErrorCode::kBadArgument, "limit must be 1 to 500"};
  store::Where where;
  where.add("zone = {} AND user_id = {}", {actor.zone, actor.user});
  if (unread_only) where.add("read_at IS NULL");
  if (!cursor.empty()) {
    auto key = store::decode_cursor("-id", cursor, 1);
    if (!key) return key.error();
    where.add("id < {}", *key);
  }
  const auto most = where.bind(limit + 1);
  return tools_.database.read([&](store::Transaction& tx) -> Result<store::Page<Notice>> {
    auto rows = tx.query(
        fmt::format("SELECT {} FROM notices{} ORDER BY id DESC LIMIT {}", columns_of<Notice>(), where.sql(), most),
        where.values());
    if (!rows) return rows.error();
    store::Page<Notice> page;
    for (const auto row : *rows) page.items.push_back(from_row<Notice>(row));
    if (page.items.size() > static_cast<std::size_t>(limit)) {
      page.items.pop_back();
      page.next = store::encode_cursor("-id", {page.items.back().id});
    }
    return page;
  });
}

Result<std::int64_t> Notices::unread(const Actor& actor) const {
  return tools_.database.read([&](store::Transaction& tx) -> Result<std::int64_t> {
    auto rows = tx.query("SELECT count(*) FROM notices WHERE zone = $1 AND user_id = $2 AND read_at IS NULL",
                         {actor.zone, actor.user});
    if (!rows) return rows.error();
    return (*rows)[0].integer(0);
  });
}

Status Notices::mark_read(const Actor& actor, const std::string& id) const {
  return tools_.database.write([&](store::Transaction& tx) -> Status {
    auto marked = tx.execute(
        "UPDATE notices SET read_at = coalesce(read_at, $4) WHERE zone = $1 AND user_id = $2 AND (id = $3 OR $3 = "
        "'')",
        {actor.zone, actor.user, id, tools_.clock.now()});
    if (!marked) return marked.error();
    if (*marked == 0 && !id.empty()) return told(ErrorCode::kNotFound, "没有这条通知。", "there is no such notice");
    return {};
  });
}

Status Notices::remove(const Actor& actor, const std::string& id) const {
  return tools_.database.write([&](store::Transaction& tx) -> Status {
    auto removed =
        tx.execute("DELETE FROM notices WHERE zone = $1 AND user_id = $2 AND id = $3", {actor.zone, actor.user, id});
    if (!removed) return removed.error();
    if (*removed == 0) return told(ErrorCode::kNotFound, "没有这条通知。", "there is no such notice");
    return {};
  });
}

}  // namespace lianzhao::ledger
