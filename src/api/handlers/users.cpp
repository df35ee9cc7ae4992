#include "api/handlers/accounts.h"
#include "api/handlers/filters.h"
#include "api/handlers/named.h"
#include "ledger/masks.h"

namespace lianzhao::api::handlers {
namespace {

struct UserInput {
  Text<2, 63> login;
  Text<1, 60> name;
  std::vector<std::string> roles;
  std::optional<std::vector<std::string>> groups;
  std::optional<Text<0, 30>> phone;
  std::optional<Text<0, 120>> email;
};
BOOST_DESCRIBE_STRUCT(UserInput, (), (login, name, roles, groups, phone, email))

struct UserPatch {
  std::optional<Text<1, 60>> name;
  std::optional<std::vector<std::string>> roles, groups;
  std::optional<Text<0, 30>> phone;
  std::optional<Text<0, 120>> email;
  std::optional<bool> active;
};
BOOST_DESCRIBE_STRUCT(UserPatch, (), (name, roles, groups, phone, email, active))

struct CreatedUser {
  view::User user;
  std::string one_time_password;
};
BOOST_DESCRIBE_STRUCT(CreatedUser, (), (user, one_time_password))

bool is_login(std::string_view login) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  if (login.empty() || !letter(login.front())) return false;
  return std::all_of(login.begin(), login.end(),
                     [&](char c) { return letter(c) || c == '.' || c == '_' || c == '-'; });
}

std::optional<Problem> check_roles(const std::vector<std::string>& roles) {
  if (!roles.empty()) return std::nullopt;
  return bad_field("/roles", "too-short", "至少要有一个角色。", "At least one role is needed.");
}

std::optional<Problem> check_groups(const Desk& desk, const std::optional<std::vector<std::string>>& groups) {
  for (const auto& group : groups.value_or(std::vector<std::string>())) {
    if (!desk.names.group(group)) return no_such_group("/groups");
  }
  return std::nullopt;
}

// Phone and email in clear for those who manage users.
Result<ledger::User> read_user(const Context& context, const Desk& desk, const std::string& id) {
  const auto managing = access_for(context, Permission::kUsersManage);
  if (managing.reach != ledger::Reach::kNone) return desk->users.in_clear(managing, id);
  return desk->users.get(desk.access, id);
}

const Sheet& sheet() {
  static const Sheet kSheet{{"用户", "Users"},
                            {{{"登录名", "Login"}, 16},
                             {{"姓名", "Name"}, 16},
                             {{"角色", "Roles"}, 24},
                             {{"所在组", "Groups"}, 40},
                             {{"电话", "Phone"}, 16},
                             {{"邮箱", "Email"}, 24},
                             {{"启用", "Active"}, 8},
                             {{"最近登录", "Last sign-in"}, 24}}};
  return kSheet;
}

}  // namespace

Reply list_users(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader reader(request);
  const auto page = reader.page({"login", "name", "created_at", "last_seen_at"}, "login");
  const auto active = reader.flag("active");
  const auto group = group_asked(reader, desk);
  if (auto problem = reader.done()) return *problem;
  auto query = query_of(page, {{"login", "login_folded"},
                               {"name", "display_name"},
                               {"created_at", "created_at"},
                               {"last_seen_at", "last_sign_in_at"}});
  if (active) query.filters.emplace_back("active", *active);
  if (group) ledger::Users::only_group(query, *group);
  return list_records<ledger::User>(
      context, desk->users, desk.access, query, page.workbook,
      [&](const auto& user) { return to_json(view::user_of(desk.names, user)); }, sheet(),
      [&](const auto& user) -> std::vector<Workbook::Cell> {
        const auto shown = view::user_of(desk.names, user);
        std::string roles, groups;
        for (const auto& role : shown.roles) {
          const auto known = ledger::parse_role(role);
          roles += (roles.empty() ? "" : "、") + (known ? std::string(name_zh(*known)) : role);
        }
        for (const auto& one : shown.groups) groups += (groups.empty() ? "" : "、") + one.name.in(context.language());
        return {shown.login, shown.name,  roles,        groups,
                shown.phone, shown.email, shown.active, shown.last_seen_at.value_or("")};
      });
}

Reply create_user(Context& context, const http::Request& request) {
  auto desk = desk_of(context);
  if (!desk) return desk.problem;
  auto body = read_body<UserInput>(request);
  if (!body.value) return body.problem;
  auto& input = *body.value;
  if (!is_login(input.login)) {
    return bad_field("/login", "bad-text", "登录名由小写字母、数字、点、下划线、连字符组成，以字母或数字开头。",
                     "A login is made of a-z, 0-9, dot, underscore and hyphen, and begins with a letter or digit.");
  }
  if (auto problem = check_roles(input.roles)) return *problem;
  if (auto problem = check_groups(desk, input.groups)) return *problem;
  ledger::NewUser draft;
  draft.login = input.login;
  draft.display_name = input.name;
  draft.roles = input.roles;
  draft.phone = input.phone ? std::string(*input.phone) : "";
  draft.email = input.email ? std::string(*input.email) : "";
  auto made = desk->users.add(desk.access, draft);
  if (!made) return made.error();
  if (input.groups && !input.groups->empty()) {
    auto put = desk->users.update_with_groups(
        desk.access, made->user.id, made->user.version, [](ledger::User&) { return Status(); }, input.groups);
    if (!put) return put.error();
  }
  if (auto loaded = reload_names(desk); !loaded) return loaded.error();
  const auto user = read_user(context, desk, made->user.id);
  if (!user) return user.error();
  return http::Response::json(201, to_json(CreatedUser{view::user_of(desk.names, *user), made->password}))
      .with("ETag", etag_of(user->version))
      .with("Location", "/api/v1/users/" + user->id)
      .with("Cache-Control", "no-store");
}

Reply get_user(Context& context, const http::Request&) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto user = read_user(context, desk, std::string(context.part("id")));
  if (!user) return user.error();
  return http::Response::json(200, to_json(view::user_of(desk.names, *user))).with("ETag", etag_of(user->version));
}

Reply update_user(Context& context, const http::Request& request) {
  auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto expected = context.version_expected();
  if (expected.problem) return *expected.problem;
  const auto body = read_body<UserPatch>(request);
  if (!body.value) return body.problem;
  const auto& input = *body.value;
  if (input.roles) {
    if (auto problem = check_roles(*input.roles)) return *problem;
  }
  if (auto problem = check_groups(desk, input.groups)) return *problem;
  const std::string id(context.part("id"));
  auto changed = desk->users.update_with_groups(
      desk.access, id, expected.value,
      [&](ledger::User& user) -> Status {
        if (input.name) user.display_name = *input.name;
        if (input.roles) user.roles = *input.roles;
        if (input.phone && *input.phone != ledger::mask_phone(user.phone)) user.phone = *input.phone;
        if (input.email && *input.email != ledger::mask_email(user.email)) user.email = *input.email;
        if (input.active) user.active = *input.active;
        return {};
      },
      input.groups);
  context.services().rights_changed();
  if (auto loaded = reload_names(desk); !loaded) return loaded.error();
  if (changed) changed = read_user(context, desk, id);
  return one_record(
      200, changed, [&](const auto& user) { return to_json(view::user_of(desk.names, user)); },
      [&] { return read_user(context, desk, id); });
}

Reply reset_password(Context& context, const http::Request&) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto password = desk->users.reset_password(desk.access, std::string(context.part("id")));
  context.services().rights_changed();
  if (!password) return password.error();
  return http::Response::json(200, "{\"one_time_password\":" + to_json(*password) + "}")
      .with("Cache-Control", "no-store");
}

}  // namespace lianzhao::api::handlers
