// Sessions: a random token of 256 bits, of which only the SHA-256 is stored. A session ends when it has not been used
// for the idle time, at its absolute end, or when it is revoked.
#pragma once

#include "ledger/throttle.h"
#include "ledger/users.h"

namespace lianzhao::ledger {

struct SessionLimits {
  Span idle = hours(8), absolute = hours(7L * 24);
  Span touch = minutes(1);  // last use is written at most this often
};

struct SignedIn {
  std::string token;  // for the cookie; cannot be had again
  std::string csrf;
  User user;
  Instant expires_at;
};

struct Session {
  std::string id;
  Actor actor;  // request is "": set it
  std::string csrf, display_name;
  bool must_change_password = false;
  Instant created_at, expires_at;
};

struct SessionInfo {
  std::string id, address, user_agent;
  Instant created_at, last_seen_at, expires_at;
};
BOOST_DESCRIBE_STRUCT(SessionInfo, (), (id, address, user_agent, created_at, last_seen_at, expires_at))

class Sessions {
 public:
  Sessions(const Tools& tools, Passwords& passwords, const Throttle& throttle, SessionLimits limits = {})
      : tools_(tools), passwords_(passwords), throttle_(throttle), limits_(limits) {}

  // Errors: kUnauthenticated (one message for all reasons), kThrottled (says how long; data {"retry_after": s}).
  Result<SignedIn> sign_in(const std::string& zone, std::string_view login, std::string_view password,
                           const std::string& address, std::string_view user_agent) const;
  // Errors: kUnauthenticated.
  Result<Session> authenticate(std::string_view token) const;
  Status sign_out(std::string_view token) const;
  Result<std::vector<SessionInfo>> own(const Actor& actor) const;
  Status revoke_own(const Actor& actor, const std::string& session) const;  // kNotFound
  Status revoke_all(const Access& access, const std::string& user) const;   // for those who manage users
  Status purge(const std::string& zone) const;                              // rows long ended

 private:
  const Tools tools_;
  Passwords& passwords_;
  const Throttle& throttle_;
  SessionLimits limits_;
};

std::string sha256_hex(std::string_view bytes);
// The token against cross-site requests that belongs to a session token.
std::string csrf_of(std::string_view token);

}  // namespace lianzhao::ledger
