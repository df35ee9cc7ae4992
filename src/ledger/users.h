// Users of a zone. A login is unique whatever its case; phone and email are masked wherever users are listed.
#pragma once

#include "ledger/groups.h"
#include "ledger/passwords.h"

namespace lianzhao::ledger {

struct User : Stamp {
  std::string login;         // as written
  std::string login_folded;  // as compared
  std::string display_name;
  std::string phone, email;
  Strings roles;
  bool active = true;
  bool must_change_password = true;
  std::optional<Instant> last_sign_in_at;
};
BOOST_DESCRIBE_STRUCT(User, (Stamp),
                      (login, login_folded, display_name, phone, email, roles, active, must_change_password,
                       last_sign_in_at))

template <>
struct RecordTraits<User> : RecordTraitsBase {
  static constexpr std::string_view table = "users", kind = "user", zh = "这个用户", sort = "login_folded";
  static constexpr std::string_view searched[] = {"login", "display_name"};
  static User shown(User user);
  static void normalise(User& user);
  static Status rules(const User& user);
};

std::string fold_login(std::string_view login);  // Latin letters to lower case, full-width to half-width

struct NewUser {
  std::string login, display_name, phone, email;
  Strings roles;
  std::string password;  // "": a one-time password is made
  bool must_change = true;
};
struct Created {
  User user;
  std::string password;  // the one-time password, "" where one was given
};

// update() and page() of Records: login, display_name, phone, email, roles, active. The last active administrator
// stays one (kForbidden). A user made inactive, or whose roles change, loses all sessions.
class Users : public Records<User> {
 public:
  Users(const Tools& tools, Passwords& passwords);
  Result<Created> add(const Access& access, const NewUser& user) const;
  // Sets a new one-time password, ends all sessions of the user, lifts the throttle; returns the password.
  Result<std::string> reset_password(const Access& access, const std::string& id) const;
  // The user's own: the old one must be right (kForbidden), the rules hold (kBadInput). Ends the other sessions.
  Status change_password(const Actor& actor, std::string_view old_password, std::string_view new_password,
                         const std::string& keep_session) const;
  // For the command line: sets a given password.
  Status set_password(const Access& access, const std::string& id, std::string_view password, bool must_change) const;
  Result<User> own(const Actor& actor) const;  // nothing masked
  Result<User> edit_own(const Actor& actor, std::int64_t version, const std::function<Status(User&)>& edit) const;
  // With phone and email in clear, for those who manage users.
  Result<User> in_clear(const Access& access, const std::string& id) const;
  // Only the members of the group.
  static void only_group(ListQuery& query, const std::string& group);
  // update(), and the groups of the user made those given, in one change.
  Result<User> update_with_groups(const Access& access, const std::string& id, std::int64_t version,
                                  const std::function<Status(User&)>& edit,
                                  const std::optional<Strings>& groups) const;
  Result<User> by_login(const Access& access, std::string_view login) const;
  Result<std::int64_t> count(const std::string& zone) const;

 private:
  const Tools tools_;
  Passwords& passwords_;
};

}  // namespace lianzhao::ledger
