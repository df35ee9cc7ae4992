#include "ledger/sessions.h"

#include <openssl/sha.h>

#include "base/folding.h"

namespace lianzhao::ledger {
namespace {

// User agents are shown to their owner only, and may be anything.
std::string tidy(std::string_view text, std::size_t most) {
  std::string tidied;
  for (const char c : text.substr(0, most)) tidied += c >= 0x20 && c < 0x7f ? c : '?';
  return tidied;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest);
  return to_hex(digest);
}

std::string csrf_of(std::string_view token) {
  return sha256_hex("csrf:" + std::string(token));
}

Result<SignedIn> Sessions::sign_in(const std::string& zone, std::string_view login, std::string_view password,
                                   const std::string& address, std::string_view user_agent) const {
  const auto refused = told(ErrorCode::kUnauthenticated, "登录名或密码不正确。", "login or password is wrong");
  const auto folded = fold_login(login);
  if (folded.empty() || folded.size() > 80 || password.size() > 1024 || !is_valid_utf8(folded)) return refused;
  if (auto allowed = throttle_.begin(zone, folded, address); !allowed) return allowed.error();

  struct Known {
    User user;
    std::string hash;
  };
  auto known = tools_.database.read([&](store::Transaction& tx) -> Result<Known> {
    auto rows = tx.query(fmt::format("SELECT {}, p.hash FROM users u JOIN user_passwords p ON p.zone = u.zone AND "
                                     "p.user_id = u.id WHERE u.zone = $1 AND u.login_folded = $2",
                                     columns_of<User>("u.")),
                         {zone, folded});
    if (!rows) return rows.error();
    if (rows->empty()) return Known{};
    return Known{from_row<User>((*rows)[0]), std::string((*rows)[0].text("hash"))};
  });
  if (!known) return known.error();
  // Unknown and inactive users take the time of a right one.
  const bool right = passwords_.verify(known->hash, password);
  Actor actor{zone, known->user.id, std::string(folded), {}, {}, "", address};
  if (!right || !known->user.active) {
    auto noted = change(tools_, actor, [&](Change& open) {
      return open.audit({"sign-in-failed", "user", known->user.id, {}, {}, ""});
    });
    if (!noted) return noted.error();
    return refused;
  }
  std::string fresh_hash;
  if (passwords_.outdated(known->hash)) {
    auto hash = passwords_.hash(password);
    if (!hash) return hash.error();
    fresh_hash = *hash;
  }
  unsigned char secret[32];
  tools_.random.fill(secret);
  SignedIn signed_in;
  signed_in.token = base64url({reinterpret_cast<const char*>(secret), sizeof secret});
  signed_in.csrf = csrf_of(signed_in.token);
  const auto id = tools_.ids.next();
  auto stored = change(tools_, actor, [&](Change& open) -> Status {
    // The user may have been locked, or the password changed, while the hash was computed.
    auto still = open.tx.query(
        "SELECT 1 FROM users u JOIN user_passwords p ON p.zone = u.zone AND p.user_id = u.id "
        "WHERE u.zone = $1 AND u.id = $2 AND u.active = 1 AND p.hash = $3",
        {zone, known->user.id, known->hash});
    if (!still) return still.error();
    if (still->empty()) return refused;
    if (auto cleared = throttle_.succeeded(open.tx, zone, folded, address); !cleared) return cleared;
    signed_in.expires_at = open.now + limits_.absolute;
    auto inserted = open.tx.execute(
        "INSERT INTO sessions (zone, id, token_hash, user_id, created_at, last_seen_at, expires_at, address, "
        "user_agent) VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8)",
        {zone, id, sha256_hex(signed_in.token), known->user.id, open.now, signed_in.expires_at, address,
         tidy(user_agent, 300)});
    if (!inserted) return inserted.error();
    auto seen = open.tx.execute("UPDATE users SET last_sign_in_at = $3 WHERE zone = $1 AND id = $2",
                                {zone, known->user.id, open.now});
    if (!seen) return seen.error();
    if (!fresh_hash.empty()) {
      auto rehashed = open.tx.execute("UPDATE user_passwords SET hash = $3 WHERE zone = $1 AND user_id = $2",
                                      {zone, known->user.id, fresh_hash});
      if (!rehashed) return rehashed.error();
    }
    known->user.last_sign_in_at = open.now;
    return open.audit({"sign-in", "user", known->user.id, {}, boost::json::object{{"session", id}}, ""});
  });
  if (!stored) return stored.error();
  signed_in.user = known->user;
  return signed_in;
}

Result<Session> Sessions::authenticate(std::string_view token) const {
  const auto ended = told(ErrorCode::kUnauthenticated, "尚未登录，或登录已失效。",
                          "you are not signed in, or your session has ended");
  if (token.size() != 43) return ended;
  const auto now = tools_.clock.now();
  Instant last_seen;
  auto session = tools_.database.read([&](store::Transaction& tx) -> Result<Session> {
    auto rows = tx.query(
        "SELECT s.zone, s.id, s.user_id, s.created_at, s.last_seen_at, s.expires_at, u.login, u.display_name, "
        "u.roles, "
        "u.must_change_password FROM sessions s JOIN users u ON u.zone = s.zone AND u.id = s.user_id "
        "WHERE s.token_hash = $1 AND s.revoked_at IS NULL AND s.expires_at > $2 AND s.last_seen_at > $3 "
        "AND u.active = 1",
        {sha256_hex(token), now, now - limits_.idle});
    if (!rows) return rows.error();
    if (rows->empty()) return ended;
    const auto row = (*rows)[0];
    Session found;
    found.id = row.text("id");
    found.actor.zone = row.text("zone");
    found.actor.user = row.text("user_id");
    found.actor.login = row.text("login");
    detail::from_cell(row, rows->column("roles"), found.actor.roles);
    found.display_name = row.text("display_name");
    found.must_change_password = row.truth("must_change_password");
    found.created_at = row.instant("created_at");
    found.expires_at = row.instant("expires_at");
    found.csrf = csrf_of(token);
    last_seen = row.instant("last_seen_at");
    auto groups = tx.query(
        "SELECT m.group_id FROM group_members m JOIN groups g ON g.zone = m.zone AND g.id = m.group_id "
        "WHERE m.zone = $1 AND m.user_id = $2 AND g.active = 1",
        {found.actor.zone, found.actor.user});
    if (!groups) return groups.error();
    for (const auto group : *groups) found.actor.groups.emplace_back(group.text(0));
    return found;
  });
  if (!session) return session.error();
  if (now - last_seen >= limits_.touch) {
    auto touched = tools_.database.write([&](store::Transaction& tx) -> Status {
      auto done =
          tx.execute("UPDATE sessions SET last_seen_at = $3 WHERE zone = $1 AND id = $2 AND last_seen_at < $3",
                     {session->actor.zone, session->id, now});
      if (!done) return done.error();
      return {};
    });
    if (!touched) return touched.error();
  }
  return session;
}

Status Sessions::sign_out(std::string_view token) const {
  auto session = authenticate(token);
  if (!session) return {};  // it has ended already
  return revoke_own(session->actor, session->id);
}

Result<std::vector<SessionInfo>> Sessions::own(const Actor& actor) const {
  const auto now = tools_.clock.now();
  return tools_.database.read([&](store::Transaction& tx) -> Result<std::vector<SessionInfo>> {
    auto rows =
        tx.query(fmt::format("SELECT {} FROM sessions WHERE zone = $1 AND user_id = $2 AND revoked_at IS NULL "
                             "AND expires_at > $3 AND last_seen_at > $4 ORDER BY last_seen_at DESC, id",
                             columns_of<SessionInfo>()),
                 {actor.zone, actor.user, now, now - limits_.idle});
    if (!rows) return rows.error();
    std::vector<SessionInfo> sessions;
    for (const auto row : *rows) sessions.push_back(from_row<SessionInfo>(row));
    return sessions;
  });
}

Status Sessions::revoke_own(const Actor& actor, const std::string& session) const {
  return change(tools_, actor, [&](Change& open) -> Status {
    auto revoked = open.tx.execute(
        "UPDATE sessions SET revoked_at = $4 WHERE zone = $1 AND user_id = $2 AND id = $3 AND revoked_at IS NULL",
        {actor.zone, actor.user, session, open.now});
    if (!revoked) return revoked.error();
    if (*revoked == 0) return told(ErrorCode::kNotFound, "没有这个登录会话。", "there is no such session");
    return open.audit({"sign-out", "user", actor.user, boost::json::object{{"session", session}}, {}, ""});
  });
}

Status Sessions::revoke_all(const Access& access, const std::string& user) const {
  if (access.reach != Reach::kAll)
    return told(ErrorCode::kForbidden, "您的角色不能管理用户。", "your role does not manage users");
  return change(tools_, access.actor, [&](Change& open) -> Status {
    auto revoked =
        open.tx.execute("UPDATE sessions SET revoked_at = $3 WHERE zone = $1 AND user_id = $2 AND revoked_at IS NULL",
                        {access.actor.zone, user, open.now});
    if (!revoked) return revoked.error();
    return open.audit({"revoke-sessions", "user", user, {}, {}, ""});
  });
}

Status Sessions::purge(const std::string& zone) const {
  return tools_.database.write([&](store::Transaction& tx) -> Status {
    const auto before = tools_.clock.now() - hours(24 * 30);
    auto done =
        tx.execute("DELETE FROM sessions WHERE zone = $1 AND (expires_at < $2 OR revoked_at < $2)", {zone, before});
    if (!done) return done.error();
    done =
        tx.execute("DELETE FROM login_throttle WHERE zone = $1 AND last_at < $2 AND until_at < $2", {zone, before});
    if (!done) return done.error();
    return {};
  });
}

}  // namespace lianzhao::ledger
