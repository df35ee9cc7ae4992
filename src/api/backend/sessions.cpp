#include "api/backend/sessions.h"

namespace lianzhao::api {

std::optional<Principal> LedgerSessions::find(std::string_view token) {
  auto session = ledger_.sessions.authenticate(token);
  if (!session) return std::nullopt;
  Principal who;
  who.user = session->actor.user;
  who.zone = session->actor.zone;
  who.login = session->actor.login;
  who.display_name = session->display_name;
  who.session = session->id;
  who.roles = session->actor.roles;
  who.groups = session->actor.groups;
  who.csrf_token = session->csrf;
  who.must_change_password = session->must_change_password;
  for (std::size_t i = 0; i < ledger::kPermissions; ++i) {
    const auto permission = static_cast<ledger::Permission>(i);
    const auto reach = ledger::reach_of(who.roles, permission);
    if (reach == ledger::Reach::kNone) continue;
    who.permissions.emplace_back(name_of(permission), reach == ledger::Reach::kAll ? Scope::kAll : Scope::kOwn);
  }
  return who;
}

}  // namespace lianzhao::api
