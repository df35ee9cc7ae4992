#include "ledger/calendar/calendars.h"

#include "ledger/record.h"
#include "store/digest.h"

namespace lianzhao::ledger {
namespace {

constexpr std::size_t kTokenBytes = 32, kTokenCharacters = 43;

std::string hash_of(std::string_view token) {
  store::Digest digest;
  digest.add("calendar:");
  digest.add(token);
  return digest.hex();
}

}  // namespace

Result<std::string> Calendars::make_token(const Actor& actor) const {
  std::string bytes(kTokenBytes, '\0');
  tools_.random.fill({reinterpret_cast<unsigned char*>(bytes.data()), bytes.size()});
  auto token = base64url(bytes);
  auto kept = change(tools_, actor, [&](Change& open) -> Status {
    auto put = open.tx.execute(
        "INSERT INTO calendar_tokens (zone, user_id, token_hash, created_at) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (zone, user_id) DO UPDATE SET token_hash = excluded.token_hash, "
        "created_at = excluded.created_at",
        {actor.zone, actor.user, hash_of(token), open.now});
    if (!put) return put.error();
    return open.audit({"create", "calendar-token", actor.user, {}, {}, ""});
  });
  if (!kept) return kept.error();
  return token;
}

Result<Actor> Calendars::actor_of(const std::string& zone, std::string_view token) const {
  const auto none = told(ErrorCode::kNotFound, "没有这个日历。", "there is no such calendar");
  if (token.size() != kTokenCharacters) return none;
  auto user = tools_.database.read([&](store::Transaction& tx) -> Result<std::string> {
    auto rows =
        tx.query("SELECT user_id FROM calendar_tokens WHERE token_hash = $1 AND zone = $2", {hash_of(token), zone});
    if (!rows) return rows.error();
    if (rows->empty()) return none;
    return std::string((*rows)[0].text(0));
  });
  if (!user) return user.error();
  auto actor = actor_of_user(tools_.database, zone, *user);
  if (!actor && actor.error().code == ErrorCode::kNotFound) return none;
  return actor;
}

Result<Actor> actor_of_user(store::Database& database, const std::string& zone, const std::string& user) {
  return database.read([&](store::Transaction& tx) -> Result<Actor> {
    auto rows = tx.query("SELECT login, roles FROM users WHERE zone = $1 AND id = $2 AND active = 1", {zone, user});
    if (!rows) return rows.error();
    if (rows->empty())
      return told(ErrorCode::kNotFound, fmt::format("没有用户 {}。", user), fmt::format("there is no user {}", user));
    Actor actor;
    actor.zone = zone;
    actor.user = user;
    actor.login = (*rows)[0].text(0);
    Strings roles;
    detail::from_cell((*rows)[0], 1, roles);
    actor.roles = std::move(roles);
    auto groups = tx.query(
        "SELECT m.group_id FROM group_members m JOIN groups g ON g.zone = m.zone AND g.id = m.group_id "
        "WHERE m.zone = $1 AND m.user_id = $2 ORDER BY g.position, g.id",
        {zone, user});
    if (!groups) return groups.error();
    for (const auto row : *groups) actor.groups.emplace_back(row.text(0));
    return actor;
  });
}

}  // namespace lianzhao::ledger
