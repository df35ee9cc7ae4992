#include "cli/ledger_desk.h"

#include <fmt/format.h>

#include <filesystem>

#include "api/backend/sources.h"
#include "cli/say.h"
#include "cli/starter.h"
#include "cli/workspace.h"
#include "store/migration.h"
#include "targeting/zone.h"

namespace lianzhao::cli {

std::string database_url(const Globals& globals) {
  return globals.db.empty() ? "sqlite:" + (std::filesystem::path(globals.home) / "lianzhao.db").string() : globals.db;
}

Result<std::string> zone_id(const Globals& globals) {
  return targeting::load_zone_id(Workspace(globals).folders().case_folder());
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

Status prepare_zone(const Globals& globals, bool with_records) {
  auto desk = LedgerDesk::open(globals);
  if (!desk) return desk.error();
  auto zone = zone_id(globals);
  if (!zone) return zone.error();
  const auto& ledger = (*desk)->ledger();
  Workspace workspace(globals);
  const auto groups = workspace.folders().case_folder() + "/groups.yaml";
  if (std::filesystem::exists(groups)) {
    if (auto seeded = ledger::seed_groups(ledger.tools, *zone, groups); !seeded) return seeded.error();
  }
  if (auto seeded = ledger.capital.seed_rule(*zone); !seeded) return seeded.error();
  auto places = workspace.places();
  if (!places) return places.error();
  auto placed = api::seed_zone(ledger, *zone, workspace.folders(), **places);
  if (!placed) return placed.error();
  if (*placed) {
    say_to(stderr, globals.english, "firms, planned projects and ties of the zone are in the database\n",
           "园区企业、规划项目与关联关系已载入数据库\n");
  }
  if (with_records) {
    auto loaded = load_starter(globals, ledger, *zone);
    if (!loaded) return loaded.error();
    if (*loaded) {
      say_to(stderr, globals.english,
             "records of the case, most of them synthetic: {} trips, {} visits, {} leads, {} projects, {} payments\n",
             "案例台账已载入（多为合成数据）：外出 {} 次、拜访与来访 {} 条、线索 {} 条、项目 {} 个、付款 {} 笔\n",
             (*loaded)->trips, (*loaded)->visits, (*loaded)->leads, (*loaded)->projects, (*loaded)->payments);
    }
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
