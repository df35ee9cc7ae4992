// lianzhao user list|add|password|lock|unlock; lianzhao audit verify.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/console.h"
#include "cli/ledger_desk.h"
#include "cli/say.h"

namespace lianzhao::cli {
namespace {

using ledger::Access;

// What every command here begins with.
struct Opened {
  std::unique_ptr<LedgerDesk> desk;
  Access access;
};
Result<Opened> open(const Globals& globals) {
  auto zone = zone_id(globals);
  if (!zone) return zone.error();
  auto desk = LedgerDesk::open(globals);
  if (!desk) return desk.error();
  return Opened{*std::move(desk), Access::system(*zone, "command line")};
}

int list(const Globals& globals) {
  auto opened = open(globals);
  if (!opened) return report_error(opened.error());
  Table table({{"login"}, {"name"}, {"roles"}, {"active"}, {"last sign-in"}});
  boost::json::array users;
  auto done = opened->desk->ledger().users.each(opened->access, {}, [&](const ledger::User& user) {
    users.push_back(to_json(user));
    table.add({user.login, user.display_name, fmt::format("{}", fmt::join(user.roles, ", ")),
               user.active ? "yes" : "no", user.last_sign_in_at ? to_rfc3339(*user.last_sign_in_at) : "-"});
    return true;
  });
  if (!done) return report_error(done.error());
  fmt::print("{}", globals.json ? boost::json::serialize(users) + "\n" : table.text());
  return users.empty() ? kNothing : kDone;
}

int print_password(const Globals& globals, const std::string& login, const std::string& password) {
  if (globals.json) {
    fmt::print("{}\n", boost::json::serialize(boost::json::object{{"login", login}, {"password", password}}));
    return kDone;
  }
  say(globals.english, "{}: one-time password {}\n", "{}：一次性密码 {}\n", login, password);
  return kDone;
}

int add(const Globals& globals, const ledger::NewUser& user) {
  auto opened = open(globals);
  if (!opened) return report_error(opened.error());
  auto made = opened->desk->ledger().users.add(opened->access, user);
  if (!made) return report_error(made.error());
  return print_password(globals, made->user.login, made->password);
}

int reset(const Globals& globals, const std::string& login) {
  auto opened = open(globals);
  if (!opened) return report_error(opened.error());
  const auto& users = opened->desk->ledger().users;
  auto user = users.by_login(opened->access, login);
  if (!user) return report_error(user.error());
  auto password = users.reset_password(opened->access, user->id);
  if (!password) return report_error(password.error());
  return print_password(globals, user->login, *password);
}

int set_active(const Globals& globals, const std::string& login, bool active) {
  auto opened = open(globals);
  if (!opened) return report_error(opened.error());
  const auto& users = opened->desk->ledger().users;
  auto user = users.by_login(opened->access, login);
  if (!user) return report_error(user.error());
  auto changed = users.update(opened->access, user->id, user->version, [&](ledger::User& record) -> Status {
    record.active = active;
    return {};
  });
  if (!changed) return report_error(changed.error());
  if (globals.json)
    fmt::print("{}\n", boost::json::serialize(boost::json::object{{"login", login}, {"active", active}}));
  return kDone;
}

int verify(const Globals& globals) {
  auto opened = open(globals);
  if (!opened) return report_error(opened.error());
  const auto& audit = opened->desk->ledger().audit;
  auto zones = audit.zones();
  if (!zones) return report_error(zones.error());
  int code = kDone;
  boost::json::array verdicts;
  for (const auto& zone : *zones) {
    ProgressLine line(globals.english);
    auto verdict = audit.verify(zone, [&](std::uint64_t done, std::uint64_t total) {
      line.show(grouped(done), static_cast<double>(done), static_cast<double>(total), 0);
      return !stop_requested().load();
    });
    if (!verdict) return report_error(verdict.error());
    if (verdict->broken_at) code = kNothing;
    if (globals.json) {
      boost::json::object one{{"zone", zone},
                              {"entries", verdict->entries},
                              {"documents", verdict->documents},
                              {"whole", !verdict->broken_at}};
      if (verdict->broken_at) {
        one["broken_at"] = *verdict->broken_at;
        one["reason"] = verdict->reason;
      }
      verdicts.push_back(one);
    } else if (verdict->broken_at) {
      say(globals.english, "{}: broken at entry {}: {}\n", "{}：第 {} 条不符：{}\n", zone, *verdict->broken_at,
          verdict->reason);
    } else {
      say(globals.english, "{}: {} entries, the chain is whole; {} documents are as they were saved\n",
          "{}：共 {} 条，链条完整；{} 份文档与保存时一致\n", zone, verdict->entries, verdict->documents);
    }
  }
  if (globals.json) fmt::print("{}\n", boost::json::serialize(verdicts));
  return code;
}

}  // namespace

void add_user(CLI::App& app, const Globals& globals, int& exit_code) {
  auto* command = app.add_subcommand("user", "the users of the zone");
  command->require_subcommand(1);
  command->add_subcommand("list", "all users")->callback([&globals, &exit_code] { exit_code = list(globals); });
  auto draft = std::make_shared<ledger::NewUser>();
  auto* adding = command->add_subcommand("add", "add a user; prints a one-time password");
  adding->add_option("login", draft->login)->required();
  adding->add_option("--name", draft->display_name, "name that is shown");
  adding
      ->add_option("--role", draft->roles, "administrator, leader, manager, member, department, auditor, enterprise")
      ->required();
  adding->callback([&globals, &exit_code, draft] { exit_code = add(globals, *draft); });
  auto login = std::make_shared<std::string>();
  const auto with_login = [&](const char* name, const char* help, auto run) {
    auto* sub = command->add_subcommand(name, help);
    sub->add_option("login", *login)->required();
    sub->callback([&exit_code, login, run] { exit_code = run(*login); });
  };
  with_login("password", "set a new one-time password; ends the user's sessions",
             [&globals](const std::string& who) { return reset(globals, who); });
  with_login("lock", "the user cannot sign in",
             [&globals](const std::string& who) { return set_active(globals, who, false); });
  with_login("unlock", "the user can sign in again",
             [&globals](const std::string& who) { return set_active(globals, who, true); });
}

void add_audit(CLI::App& app, const Globals& globals, int& exit_code) {
  auto* command = app.add_subcommand("audit", "the log of changes");
  command->require_subcommand(1);
  command->add_subcommand("verify", "walk the chain of hashes; exit 1 where an entry was changed or is missing")
      ->callback([&globals, &exit_code] { exit_code = verify(globals); });
}

}  // namespace lianzhao::cli
