// Who is asking: the abstract source of sessions, so that the frame needs no store.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lianzhao::api {

// How far a permission reaches.
enum class Scope : std::uint8_t { kNone, kOwn, kAll };  // own: records of the user's groups

struct Principal {
  std::string user;  // id
  std::string zone;
  std::string display_name, login;
  std::string session;                     // id, for the list of one's own sessions
  std::vector<std::string> roles, groups;  // ids
  std::vector<std::pair<std::string, Scope>> permissions;
  std::string csrf_token;
  bool must_change_password = false;

  [[nodiscard]] Scope scope(std::string_view permission) const;
  // Two users with the same class see the same answers: permissions, and groups where a scope is `own`.
  [[nodiscard]] std::string access_class() const;
};

class SessionSource {
 public:
  virtual ~SessionSource() = default;
  // By the token of the cookie; nullopt where it is unknown, expired or revoked. May block; counts as use of the
  // session.
  virtual std::optional<Principal> find(std::string_view token) = 0;
  // Changes whenever a session ends or a user's rights change: what was remembered of sessions is then forgotten.
  // Must not block.
  [[nodiscard]] virtual std::uint64_t generation() const = 0;
};

}  // namespace lianzhao::api
