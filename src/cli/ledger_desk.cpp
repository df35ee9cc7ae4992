#include "cli/ledger_desk.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <filesystem>

#include "cli/local_seed.h"
#include "cli/say.h"
#include "cli/workspace.h"
#include "store/migration.h"

namespace lianzhao::cli {

std::string database_url(const Globals& globals) {
  return globals.db.empty() ? "sqlite:" + (std::filesystem::path(globals.home) / "lianzhao.db").string() : globals.db;
}

Result<std::string> zone_id(const Globals& globals) {
  const auto path = Workspace(globals).folders().case_folder() + "/zone.yaml";
  try {
    return YAML::LoadFile(path)["zone"].as<std::string>();
  } catch (const YAML::Exception& error) {
    return Error{ErrorCode::kBadInput, fmt::format("{}: {}", path, error.msg)};
  }
}

Result<std::unique_ptr<LedgerDesk>> LedgerDesk::open(const Globals& globals) {
  if (auto made = Workspace(globals).make_home(); !made) return made.error();
  auto database = store::Database::open(database_url(globals));
  if (!database) return database.error();
  if (auto migrated = store::migrate(**database); !migrated) return migrated.error().in((*database)->shown());
  auto desk = std::make_unique<LedgerDesk>();
  desk->database_ = *std::move(database);
  desk->ledger_ = std::make_unique<ledger::Ledger>(*desk->database_, desk->clock_, desk->random_);
  return desk;
}

Status prepare_accounts(const Globals& globals) {
  auto desk = LedgerDesk::open(globals);
  if (!desk) return desk.error();
  auto zone = zone_id(globals);
  if (!zone) return zone.error();
  const auto& ledger = (*desk)->ledger();
  const auto groups = Workspace(globals).folders().case_folder() + "/groups.yaml";
  if (std::filesystem::exists(groups)) {
    if (auto seeded = ledger::seed_groups(ledger.tools, *zone, groups); !seeded) return seeded.error();
  }
  if (auto seeded = ledger.capital.seed_rule(*zone); !seeded) return seeded.error();
  auto placed = seed_zone(globals, ledger, *zone);
  if (!placed) return placed.error();
  if (*placed) {
    say_to(stderr, globals.english, "firms, planned projects and ties of the zone are in the database\n",
           "园区企业、规划项目与关联关系已载入数据库\n");
  }
  auto count = ledger.users.count(*zone);
  if (!count) return count.error();
  if (*count > 0) {
    say_to(stderr, globals.english,
           "there is a login already (a new one-time password: lianzhao user password admin)\n",
           "已有登录用户（重设一次性密码：lianzhao user password admin）\n");
    return {};
  }
  auto made = ledger.users.add(
      ledger::Access::system(*zone, "init"),
      {"admin", globals.english ? "Administrator" : "系统管理员", "", "", {"administrator"}, "", true});
  if (!made) return made.error();
  say_to(stderr, globals.english, "first login: admin   one-time password: {}\n",
         "首次登录：admin   一次性密码：{}\n", made->password);
  return {};
}

}  // namespace lianzhao::cli
