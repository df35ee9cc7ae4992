#include "ledger/projects/escalation.h"

#include <algorithm>
#include <array>
#include <set>

namespace lianzhao::ledger {
namespace {

constexpr int kAtOnce = 200;  // problems told in one transaction

struct Risen {
  std::string id, title, owner, level, project, project_name, group, lead_official;
  Day due;
};

struct Person {
  std::string id, login, name;
  Strings roles;
  [[nodiscard]] bool has_role(std::string_view role) const {
    return std::find(roles.begin(), roles.end(), role) != roles.end();
  }
};

struct People {
  std::vector<Person> active;
  std::map<std::string, std::map<std::string, std::string>> functions;  // of members, by group and user
};

// The level it has risen to, of those that stand below it: the SQL of level_now (problems.h).
constexpr std::string_view kLevel = "CASE WHEN t.due < $3 THEN 'committee' ELSE 'leader' END";
constexpr std::string_view kRisen =
    "t.zone = $1 AND t.state = 'open' AND t.due < $2 AND p.activity <> 'dropped' AND (t.level = 'group' OR (t.level "
    "= "
    "'leader' AND t.due < $3)) AND NOT EXISTS (SELECT 1 FROM problem_rises r WHERE r.zone = t.zone AND r.problem_id "
    "= "
    "t.id AND r.level = ";
// Told, and not so any more: the deadline was put off.
constexpr std::string_view kPutOff =
    "zone = $1 AND EXISTS (SELECT 1 FROM problems t WHERE t.zone = $1 AND t.id = problem_id AND t.state = 'open' AND "
    "((problem_rises.level = 'leader' AND t.due >= $2) OR (problem_rises.level = 'committee' AND t.due >= $3)))";

Result<std::vector<Risen>> risen(store::Transaction& tx, const store::Values& at) {
  auto rows = tx.query(
      fmt::format(
          "SELECT t.id, t.title, t.owner, {} AS risen_to, t.project_id, p.name, p.group_id, p.lead_official, "
          "t.due FROM problems t JOIN projects p ON p.zone = t.zone AND p.id = t.project_id WHERE {}{}) ORDER "
          "BY t.due, t.id LIMIT {}",
          kLevel, kRisen, kLevel, kAtOnce),
      at);
  if (!rows) return rows.error();
  std::vector<Risen> out;
  for (const auto row : *rows) {
    Risen one{std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)),
              std::string(row.text(3)), std::string(row.text(4)), std::string(row.text(5)),
              std::string(row.text(6)), std::string(row.text(7)), {}};
    one.due.since_epoch = static_cast<std::int32_t>(row.integer(8));
    out.push_back(std::move(one));
  }
  return out;
}

Result<People> people_of(store::Transaction& tx, const std::string& zone) {
  auto users = tx.query("SELECT id, login, display_name, roles FROM users WHERE zone = $1 AND active = 1", {zone});
  if (!users) return users.error();
  People out;
  for (const auto row : *users) {
    Person person{std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)), {}};
    detail::from_cell(row, 3, person.roles);
    out.active.push_back(std::move(person));
  }
  auto members = tx.query("SELECT group_id, user_id, function FROM group_members WHERE zone = $1", {zone});
  if (!members) return members.error();
  for (const auto row : *members) {
    out.functions[std::string(row.text(0))].emplace(row.text(1), row.text(2));
  }
  return out;
}

// Ids of those who are told.
std::set<std::string> told_of(const Risen& problem, const People& people) {
  const auto found = people.functions.find(problem.group);
  const auto function_of = [&](const Person& person) -> const std::string* {
    if (found == people.functions.end()) return nullptr;
    const auto place = found->second.find(person.id);
    return place == found->second.end() ? nullptr : &place->second;
  };
  std::set<std::string> led, all_leaders;
  bool owner = false;
  for (const auto& person : people.active) {
    const auto* function = function_of(person);
    const auto reach = reach_of(person.roles, Permission::kProjectsRead);
    if (reach == Reach::kNone || (reach == Reach::kOwn && function == nullptr)) continue;
    owner = owner || person.id == problem.owner;
    const bool leader = person.has_role("leader");
    if (leader) all_leaders.insert(person.id);
    if ((function != nullptr && (leader || is_lead(*function))) || names_person(problem.lead_official, person.name) ||
        names_person(problem.lead_official, person.login)) {
      led.insert(person.id);
    }
  }
  if (led.empty() || problem.level == "committee") led.merge(all_leaders);
  if (owner) led.insert(problem.owner);
  return led;
}

Notice notice_of(const Risen& problem) {
  const bool committee = problem.level == "committee";
  Notice notice;
  notice.kind = "problem-risen";
  notice.text_zh = fmt::format("项目“{}”的难题“{}”逾期未解决（期限 {}），已自动上报{}协调", problem.project_name,
                               problem.title, to_string(problem.due), committee ? "委员会" : "包抓领导");
  notice.text_en =
      fmt::format("The problem \"{}\" of the project \"{}\" was not solved by {}: it now stands before the {}",
                  problem.title, problem.project_name, to_string(problem.due), committee ? "committee" : "leader");
  notice.link = fmt::format("/projects/{}?problem={}", problem.project, problem.id);
  return notice;
}

}  // namespace

bool is_lead(std::string_view function) {
  static constexpr std::array<std::string_view, 10> kWords = {"lead",   "leader", "head",   "组长",     "班长",
                                                              "专班长", "负责人", "牵头人", "牵头领导", "包抓领导"};
  return std::find(kWords.begin(), kWords.end(), function) != kWords.end() ||
         (function.ends_with("组长") && !function.ends_with("副组长"));
}

bool names_person(std::string_view text, std::string_view name) {
  static constexpr std::array<std::string_view, 14> kBetween = {" ",  ",",  ";",  "/",  "(",  ")", "、",
                                                                "，", "；", "（", "）", "：", ":", "　"};
  if (name.empty()) return false;
  const auto parted = [&](std::string_view part, bool after) {
    return part.empty() || std::any_of(kBetween.begin(), kBetween.end(), [&](std::string_view between) {
             return after ? part.starts_with(between) : part.ends_with(between);
           });
  };
  for (auto at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
    if (parted(text.substr(0, at), false) && parted(text.substr(at + name.size()), true)) return true;
  }
  return false;
}

Result<int> Escalation::tell(const std::string& zone) const {
  int told = 0;
  for (;;) {
    const auto today = day_in_china(tools_.clock.now());
    const store::Values at{zone, today.since_epoch, today.since_epoch - kCommitteeAfterDays};
    auto something = tools_.database.read([&](store::Transaction& tx) -> Result<bool> {
      auto waiting = risen(tx, at);
      if (!waiting) return waiting.error();
      if (!waiting->empty()) return true;
      auto rows = tx.query(fmt::format("SELECT 1 FROM problem_rises WHERE {} LIMIT 1", kPutOff), at);
      if (!rows) return rows.error();
      return !rows->empty();
    });
    if (!something) return something.error();
    if (!*something) return told;
    auto more = change(tools_, system_actor(zone, "escalation"), [&](Change& open) -> Result<int> {
      if (auto gone = open.tx.execute(fmt::format("DELETE FROM problem_rises WHERE {}", kPutOff), at); !gone) {
        return gone.error();
      }
      auto problems = risen(open.tx, at);
      if (!problems || problems->empty()) return problems ? Result<int>(0) : Result<int>(problems.error());
      auto people = people_of(open.tx, zone);
      if (!people) return people.error();
      for (const auto& problem : *problems) {
        // One that has come before the committee is past the leader too.
        for (const std::string_view level : {"leader", "committee"}) {
          if (level == "committee" && problem.level != level) continue;
          auto kept = open.tx.execute(
              "INSERT INTO problem_rises (zone, problem_id, level, at) VALUES ($1, $2, $3, $4) "
              "ON CONFLICT (zone, problem_id, level) DO NOTHING",
              {zone, problem.id, level, open.now});
          if (!kept) return kept.error();
        }
        auto notice = notice_of(problem);
        for (const auto& user : told_of(problem, *people)) {
          notice.user_id = user;
          if (auto posted = notices_.post(open.tx, zone, notice); !posted) return posted.error();
        }
      }
      return static_cast<int>(problems->size());
    });
    if (!more) return more.error();
    told += *more;
  }
}

}  // namespace lianzhao::ledger
