#include "ledger/users.h"

#include <algorithm>

#include "base/folding.h"
#include "ledger/masks.h"
#include "ledger/records_impl.h"
#include "ledger/rules.h"
#include "ledger/throttle.h"

namespace lianzhao::ledger {
namespace {

bool is_administrator(const User& user) {
  return user.active && reach_of(user.roles, Permission::kUsersManage) != Reach::kNone;
}

Status end_sessions(Change& open, const std::string& user, const std::string& keep = "") {
  auto ended = open.tx.execute(
      "UPDATE sessions SET revoked_at = $3 WHERE zone = $1 AND user_id = $2 AND revoked_at IS NULL AND id <> $4",
      {open.actor.zone, user, open.now, keep});
  if (!ended) return ended.error();
  return {};
}

// Rules over several users, in the transaction of the change.
Status check_change(Change& open, const Access&, const User* before, const User& after) {
  if (!before) return {};
  if (is_administrator(*before) && !is_administrator(after)) {
    auto rows = open.tx.query(
        fmt::format("SELECT {} FROM users WHERE zone = $1 AND active = 1 AND id <> $2", columns_of<User>()),
        {open.actor.zone, after.id});
    if (!rows) return rows.error();
    bool another = false;
    for (const auto row : *rows) another = another || is_administrator(from_row<User>(row));
    if (!another) {
      return told(ErrorCode::kForbidden, "这是最后一名管理员，请先设置另一名管理员。",
                  "this is the last administrator: make another one first");
    }
  }
  if (before->active != after.active || before->roles != after.roles) return end_sessions(open, after.id);
  return {};
}

Status store_password(Change& open, const std::string& user, const std::string& hash) {
  auto stored = open.tx.execute(
      "INSERT INTO user_passwords (zone, user_id, hash, changed_at) VALUES ($1, $2, $3, $4) "
      "ON CONFLICT (zone, user_id) DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at",
      {open.actor.zone, user, hash, open.now});
  if (!stored) return stored.error();
  return {};
}

}  // namespace

std::string fold_login(std::string_view login) {
  std::string folded;
  for (std::size_t i = 0; i < login.size(); ++i) {
    const auto byte = static_cast<unsigned char>(login[i]);
    // U+FF01..U+FF5E, full-width forms of ASCII, are EF BC 81..BF and EF BD 80..9E.
    if (byte == 0xEF && i + 2 < login.size()) {
      const auto second = static_cast<unsigned char>(login[i + 1]), third = static_cast<unsigned char>(login[i + 2]);
      const bool first_half = second == 0xBC && third >= 0x81, second_half = second == 0xBD && third <= 0x9E;
      if (first_half || second_half) {
        folded += static_cast<char>(first_half ? third - 0x60 : third - 0x20);
        i += 2;
        continue;
      }
    }
    folded += static_cast<char>(byte);
  }
  return detail::lower_ascii(folded);
}

User RecordTraits<User>::shown(User user) {
  user.phone = mask_phone(user.phone);
  user.email = mask_email(user.email);
  return user;
}

void RecordTraits<User>::normalise(User& user) {
  user.login_folded = fold_login(user.login);
}

Status RecordTraits<User>::rules(const User& user) {
  for (const auto& role : user.roles) {
    if (!parse_role(role)) {
      return told(ErrorCode::kBadInput, fmt::format("没有角色“{}”。", role),
                  fmt::format("there is no role '{}'", role), "roles");
    }
  }
  if (user.login.find_first_of(" \t\r\n") != std::string::npos) {
    return told(ErrorCode::kBadInput, "登录名不能含空格。", "a login has no spaces", "login");
  }
  return all_of({check_text("login", user.login, 80), check_text("display_name", user.display_name, 200),
                 check_size("phone", user.phone, 40), check_size("email", user.email, 200)});
}

Users::Users(const Tools& tools, Passwords& passwords)
    : Records(tools, check_change), tools_(tools), passwords_(passwords) {}

Result<Created> Users::add(const Access& access, const NewUser& user) const {
  Created created;
  if (user.password.empty()) created.password = one_time_password(tools_.random);
  const auto& password = user.password.empty() ? created.password : user.password;
  if (auto good = check_password(password, user.login); !good) return good.error();
  auto hash = passwords_.hash(password);  // before the transaction: it takes long
  if (!hash) return hash.error();
  User draft;
  draft.login = user.login;
  draft.display_name = user.display_name.empty() ? user.login : user.display_name;
  draft.phone = user.phone;
  draft.email = user.email;
  draft.roles = user.roles;
  draft.must_change_password = user.must_change;
  auto made = change(tools_, access.actor, [&](Change& open) -> Result<User> {
    auto record = create_in(open, access, draft);
    if (!record) {
      if (record.error().code != ErrorCode::kExists) return record.error();
      return told(ErrorCode::kExists, fmt::format("已有用户“{}”。", user.login),
                  fmt::format("there is a user '{}' already", user.login), "login");
    }
    if (auto stored = store_password(open, record->id, *hash); !stored) return stored.error();
    return record;
  });
  if (!made) return made.error();
  created.user = *std::move(made);
  return created;
}

Status Users::set_password(const Access& access, const std::string& id, std::string_view password,
                           bool must_change) const {
  auto user = get(access, id);
  if (!user) return user.error();
  if (auto good = check_password(password, user->login); !good) return good;
  auto hash = passwords_.hash(password);
  if (!hash) return hash.error();
  return change(tools_, access.actor, [&](Change& open) -> Status {
    auto now = clear(open.tx, access, id, Purpose::kEdit);
    if (!now) return now.error();
    if (auto stored = store_password(open, id, *hash); !stored) return stored;
    auto set = open.tx.execute(
        "UPDATE users SET must_change_password = $3, version = version + 1, updated_at = $4, updated_by = $5 "
        "WHERE zone = $1 AND id = $2",
        {access.actor.zone, id, must_change, open.now, access.actor.user});
    if (!set) return set.error();
    if (auto ended = end_sessions(open, id); !ended) return ended;
    if (auto lifted = Throttle::lift(open.tx, access.actor.zone, now->login_folded); !lifted) return lifted;
    return open.audit({"reset-password", "user", id, {}, {}, ""});
  });
}

Result<std::string> Users::reset_password(const Access& access, const std::string& id) const {
  auto password = one_time_password(tools_.random);
  if (auto set = set_password(access, id, password, true); !set) return set.error();
  return password;
}

Status Users::change_password(const Actor& actor, std::string_view old_password, std::string_view new_password,
                              const std::string& keep_session) const {
  auto row = tools_.database.read([&](store::Transaction& tx) -> Result<std::pair<std::string, std::string>> {
    auto rows = tx.query(
        "SELECT u.login, p.hash FROM users u JOIN user_passwords p ON p.zone = u.zone AND p.user_id = u.id "
        "WHERE u.zone = $1 AND u.id = $2 AND u.active = 1",
        {actor.zone, actor.user});
    if (!rows) return rows.error();
    if (rows->empty()) return told(ErrorCode::kNotFound, "没有这个用户。", "there is no such user");
    return std::pair(std::string((*rows)[0].text(0)), std::string((*rows)[0].text(1)));
  });
  if (!row) return row.error();
  const auto& [login, old_hash] = *row;
  if (!passwords_.verify(old_hash, old_password)) {
    return told(ErrorCode::kForbidden, "原密码不正确。", "the old password is wrong", "old_password");
  }
  if (old_password == new_password) {
    return told(ErrorCode::kBadInput, "新密码与原密码相同。", "the new password is the old one", "new_password");
  }
  if (auto good = check_password(new_password, login); !good) return good;
  auto hash = passwords_.hash(new_password);
  if (!hash) return hash.error();
  return change(tools_, actor, [&](Change& open) -> Status {
    if (auto stored = store_password(open, actor.user, *hash); !stored) return stored;
    auto set = open.tx.execute(
        "UPDATE users SET must_change_password = 0, version = version + 1, updated_at = $3, updated_by = $2 "
        "WHERE zone = $1 AND id = $2",
        {actor.zone, actor.user, open.now});
    if (!set) return set.error();
    if (auto ended = end_sessions(open, actor.user, keep_session); !ended) return ended;
    return open.audit({"change-password", "user", actor.user, {}, {}, ""});
  });
}

Result<User> Users::own(const Actor& actor) const {
  const Access access{actor, Reach::kAll};
  return tools_.database.read([&](store::Transaction& tx) { return clear(tx, access, actor.user); });
}

Result<User> Users::edit_own(const Actor& actor, std::int64_t version,
                             const std::function<Status(User&)>& edit) const {
  const Access access{actor, Reach::kAll};
  auto edited = update(access, actor.user, version, [&](User& user) -> Status {
    const auto before = user;
    if (auto done = edit(user); !done) return done;
    // Of oneself one changes how one is reached, not what one may do.
    user.login = before.login;
    user.roles = before.roles;
    user.active = before.active;
    user.must_change_password = before.must_change_password;
    return {};
  });
  if (!edited) return edited.error();
  return own(actor);
}

Result<User> Users::in_clear(const Access& access, const std::string& id) const {
  return tools_.database.read([&](store::Transaction& tx) { return clear(tx, access, id); });
}

void Users::only_group(ListQuery& query, const std::string& group) {
  query.conditions.emplace_back(
      "EXISTS (SELECT 1 FROM group_members m WHERE m.zone = t.zone AND m.user_id = t.id AND m.group_id = {})",
      store::Values{group});
}

Result<User> Users::update_with_groups(const Access& access, const std::string& id, std::int64_t version,
                                       const std::function<Status(User&)>& edit,
                                       const std::optional<Strings>& groups) const {
  return change(tools_, access.actor, [&](Change& open) -> Result<User> {
    auto user = update_in(open, access, id, version, edit);
    if (!user || !groups) return user;
    auto rows =
        open.tx.query("SELECT group_id FROM group_members WHERE zone = $1 AND user_id = $2", {access.actor.zone, id});
    if (!rows) return rows.error();
    Strings before;
    for (const auto row : *rows) before.emplace_back(row.text(0));
    auto after = *groups;
    std::sort(before.begin(), before.end());
    std::sort(after.begin(), after.end());
    after.erase(std::unique(after.begin(), after.end()), after.end());
    if (before == after) return user;
    for (const auto& group : before) {
      if (std::binary_search(after.begin(), after.end(), group)) continue;
      auto gone = open.tx.execute("DELETE FROM group_members WHERE zone = $1 AND group_id = $2 AND user_id = $3",
                                  {access.actor.zone, group, id});
      if (!gone) return gone.error();
    }
    for (const auto& group : after) {
      if (std::binary_search(before.begin(), before.end(), group)) continue;
      auto known = open.tx.query("SELECT 1 FROM groups WHERE zone = $1 AND id = $2", {access.actor.zone, group});
      if (!known) return known.error();
      if (known->empty()) {
        return told(ErrorCode::kBadInput, fmt::format("没有组 {}。", group),
                    fmt::format("there is no group {}", group), "groups");
      }
      auto put =
          open.tx.execute("INSERT INTO group_members (zone, group_id, user_id, function) VALUES ($1, $2, $3, '')",
                          {access.actor.zone, group, id});
      if (!put) return put.error();
    }
    auto noted = open.audit({"set-groups", "user", id, detail::to_json(before), detail::to_json(after), ""});
    if (!noted) return noted.error();
    // Membership belongs to what is seen of the user: who edits from an older state must be told.
    if (user->version == version) {
      auto raised = open.tx.execute(
          "UPDATE users SET version = version + 1, updated_at = $3, updated_by = $4 WHERE zone = $1 AND id = $2",
          {access.actor.zone, id, open.now, access.actor.user});
      if (!raised) return raised.error();
      ++user->version;
    }
    return user;
  });
}

Result<User> Users::by_login(const Access& access, std::string_view login) const {
  ListQuery query;
  query.filters.emplace_back("login_folded", fold_login(login));
  auto found = page(access, query);
  if (!found) return found.error();
  if (found->items.empty())
    return told(ErrorCode::kNotFound, fmt::format("没有用户 {}。", login),
                fmt::format("there is no user '{}'", login));
  return found->items.front();
}

Result<std::int64_t> Users::count(const std::string& zone) const {
  return tools_.database.read([&](store::Transaction& tx) -> Result<std::int64_t> {
    auto rows = tx.query("SELECT count(*) FROM users WHERE zone = $1", {zone});
    if (!rows) return rows.error();
    return (*rows)[0].integer(0);
  });
}

template class Records<User>;

}  // namespace lianzhao::ledger
