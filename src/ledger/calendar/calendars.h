// Secret addresses of the users' calendars: a token stands for its user, with the rights that the user has when the
// calendar is fetched. Only its hash is kept; a new one ends the one before.
#pragma once

#include "ledger/change.h"

namespace lianzhao::ledger {

class Calendars {
 public:
  explicit Calendars(const Tools& tools) : tools_(tools) {}
  Result<std::string> make_token(const Actor& actor) const;  // 43 characters, told once
  // kNotFound: no such token, or its user is not active any more.
  Result<Actor> actor_of(const std::string& zone, std::string_view token) const;

 private:
  const Tools tools_;
};

// An active user with roles and groups as they are now, for work that is done without a session. kNotFound.
Result<Actor> actor_of_user(store::Database& database, const std::string& zone, const std::string& user);

}  // namespace lianzhao::ledger
