#include "api/handlers/session.h"

#include "api/handlers/records.h"
#include "base/version.h"
#include "workspace/engine_holder.h"

namespace lianzhao::api::handlers {
namespace {

struct Credentials {
  std::string login, password;
};
BOOST_DESCRIBE_STRUCT(Credentials, (), (login, password))

struct PasswordChange {
  std::string old_password, new_password;
};
BOOST_DESCRIBE_STRUCT(PasswordChange, (), (old_password, new_password))

struct Region {
  std::string id;
  Words name;
  bool focus = false;
  std::vector<std::uint32_t> places;
};
BOOST_DESCRIBE_STRUCT(Region, (), (id, name, focus, places))

struct ZoneInfo {
  std::string id;
  Words name;
  view::Place place;
  std::vector<view::ChainName> chains;
  std::vector<Region> regions;
};
BOOST_DESCRIBE_STRUCT(ZoneInfo, (), (id, name, place, chains, regions))

struct ServerInfo {
  std::string version;
};
BOOST_DESCRIBE_STRUCT(ServerInfo, (), (version))

struct Session {
  view::Me user;
  std::map<std::string, std::string> permissions;
  std::string csrf_token;
  bool must_change_password = false;
  ZoneInfo zone;
  ServerInfo server;
};
BOOST_DESCRIBE_STRUCT(Session, (), (user, permissions, csrf_token, must_change_password, zone, server))

struct SessionRow {
  std::string id;
  bool current = false;
  std::string created_at, seen_at, expires_at, agent, address;
};
BOOST_DESCRIBE_STRUCT(SessionRow, (), (id, current, created_at, seen_at, expires_at, agent, address))

ZoneInfo zone_info(const workspace::Engine& engine) {
  const auto& zone = engine.zone();
  ZoneInfo out{zone.id, {zone.zh, zone.en}, view::place_of(engine.places(), zone.place), {}, {}};
  if (const auto chains = engine.chains()) {
    for (const auto index : *chains) {
      const auto& chain = engine.atlas().chains()[index];
      out.chains.push_back({chain.id, view::words_of(chain.name)});
    }
  }
  for (const auto& region : zone.regions) {
    Region one{region.id, {region.zh, region.en}, region.focus, {}};
    for (const auto place : region.places) one.places.push_back(place.value);
    out.regions.push_back(std::move(one));
  }
  return out;
}

http::Response session_reply(const Principal& who, const ledger::Directory& names, const workspace::Engine& engine) {
  Session out;
  out.user = {who.user, who.login, who.display_name, who.roles, view::group_refs(names, who.groups)};
  for (const auto& [permission, scope] : who.permissions) {
    out.permissions[permission] = scope == Scope::kAll ? "all" : "own";
  }
  out.csrf_token = who.csrf_token;
  out.must_change_password = who.must_change_password;
  out.zone = zone_info(engine);
  out.server.version = version();
  return http::Response::json(200, to_json(out)).with("Cache-Control", "no-store");
}

// Strict keeps it out of requests from other sites; the CSRF token is a second lock.
std::string cookie(std::string_view token, bool secure, bool end) {
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict{}{}", kSessionCookie, token, secure ? "; Secure" : "",
                     end ? "; Max-Age=0" : "");
}

}  // namespace

Reply get_session(Context& context, const http::Request&) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  return session_reply(*context.principal(), desk.names, *desk.engine);
}

Reply sign_in(Context& context, const http::Request& request) {
  const auto& services = context.services();
  if (!services.ledger || !services.engines || !services.sessions) {
    return Problem::of("unavailable", "这台服务器没有数据库，不能登录。",
                       "This server has no store: nobody can sign in.");
  }
  const auto body = read_body<Credentials>(request);
  if (!body.value) return body.problem;
  const auto signed_in = services.ledger->sessions.sign_in(services.zone, body.value->login, body.value->password,
                                                           request.client, request.headers.get("User-Agent"));
  if (!signed_in) return signed_in.error();
  const auto who = services.sessions->find(signed_in->token);
  if (!who) return Problem::of("unauthorized");
  const auto names = ledger::Directory::load(services.ledger->tools.database, services.zone);
  if (!names) return names.error();
  return session_reply(*who, *names, *services.engines->get())
      .with("Set-Cookie", cookie(signed_in->token, request.secure, false));
}

Reply sign_out(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  auto done = desk->sessions.sign_out(context.session_token());
  context.services().rights_changed();
  if (!done) return done.error();
  return http::Response::empty().with("Set-Cookie", cookie("", request.secure, true));
}

Reply change_password(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto body = read_body<PasswordChange>(request);
  if (!body.value) return body.problem;
  const auto& who = *context.principal();
  const auto changed =
      desk->users.change_password(desk.access.actor, body.value->old_password, body.value->new_password, who.session);
  context.services().rights_changed();
  if (!changed) {
    auto problem = Problem::of(changed.error());
    if (!problem.errors.empty()) problem.code = "bad-fields";
    for (auto& error : problem.errors) {
      if (error.pointer == "/password") error.pointer = "/new_password";
    }
    return problem;
  }
  const auto now = context.services().sessions->find(context.session_token());
  if (!now) return Problem::of("unauthorized");
  return session_reply(*now, desk.names, *desk.engine);
}

Reply list_sessions(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader query(request);
  if (auto problem = query.done()) return *problem;
  const auto own = desk->sessions.own(desk.access.actor);
  if (!own) return own.error();
  std::vector<SessionRow> items;
  for (const auto& one : *own) {
    items.push_back({one.id, one.id == context.principal()->session, to_rfc3339(one.created_at),
                     to_rfc3339(one.last_seen_at), to_rfc3339(one.expires_at), one.user_agent, one.address});
  }
  return http::Response::json(200, "{\"items\":" + to_json(items) + "}");
}

Reply end_session(Context& context, const http::Request&) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto done = desk->sessions.revoke_own(desk.access.actor, std::string(context.part("id")));
  context.services().rights_changed();
  if (!done) return done.error();
  return http::Response::empty();
}

}  // namespace lianzhao::api::handlers
