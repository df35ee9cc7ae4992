#include "ledger/groups.h"

#include <yaml-cpp/yaml.h>

#include <map>

#include "base/file.h"
#include "ledger/records_impl.h"
#include "ledger/rules.h"

namespace lianzhao::ledger {

Status RecordTraits<Group>::rules(const Group& group) {
  return all_of({check_text("slug", group.slug, 60), check_text("name_zh", group.name_zh, 200),
                 check_size("name_en", group.name_en, 200), check_size("lead_title", group.lead_title, 400),
                 check_size("note", group.note, 8'000),
                 check_word("kind", group.kind, {"industry", "dedicated", "department", "management"})});
}

Groups::Groups(const Tools& tools) : Records(tools), tools_(tools) {}

Result<std::vector<Member>> Groups::members(const Access& access, const std::string& group) const {
  return tools_.database.read([&](store::Transaction& tx) -> Result<std::vector<Member>> {
    if (auto found = clear(tx, access, group); !found) return found.error();
    auto rows = tx.query(
        "SELECT m.group_id, m.user_id, u.login, u.display_name, m.function FROM group_members m "
        "JOIN users u ON u.zone = m.zone AND u.id = m.user_id WHERE m.zone = $1 AND m.group_id = $2 "
        "ORDER BY u.login_folded",
        {access.actor.zone, group});
    if (!rows) return rows.error();
    std::vector<Member> members;
    for (const auto row : *rows) members.push_back(from_row<Member>(row));
    return members;
  });
}

Status Groups::put_member(const Access& access, const std::string& group, const std::string& user,
                          const std::string& function) const {
  if (auto allowed = check_group(access, group); !allowed) return allowed;
  if (auto good = check_size("function", function, 100); !good) return good;
  return change(tools_, access.actor, [&](Change& open) -> Status {
    if (auto found = clear(open.tx, access, group); !found) return found.error();
    auto known = open.tx.query("SELECT login FROM users WHERE zone = $1 AND id = $2", {access.actor.zone, user});
    if (!known) return known.error();
    if (known->empty())
      return told(ErrorCode::kNotFound, fmt::format("没有用户 {}。", user), fmt::format("there is no user {}", user));
    auto put = open.tx.execute(
        "INSERT INTO group_members (zone, group_id, user_id, function) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (zone, group_id, user_id) DO UPDATE SET function = excluded.function",
        {access.actor.zone, group, user, function});
    if (!put) return put.error();
    return open.audit(
        {"put-member", "group", group, {}, boost::json::object{{"user", user}, {"function", function}}, ""});
  });
}

Status Groups::remove_member(const Access& access, const std::string& group, const std::string& user) const {
  if (auto allowed = check_group(access, group); !allowed) return allowed;
  return change(tools_, access.actor, [&](Change& open) -> Status {
    auto removed = open.tx.execute("DELETE FROM group_members WHERE zone = $1 AND group_id = $2 AND user_id = $3",
                                   {access.actor.zone, group, user});
    if (!removed) return removed.error();
    if (*removed == 0) return {};
    return open.audit({"remove-member", "group", group, boost::json::object{{"user", user}}, {}, ""});
  });
}

Status Groups::set_members_in(Change& change, const Access& access, const std::string& group,
                              const std::vector<Place>& members) const {
  const auto& zone = access.actor.zone;
  auto rows =
      change.tx.query("SELECT user_id, function FROM group_members WHERE zone = $1 AND group_id = $2", {zone, group});
  if (!rows) return rows.error();
  std::map<std::string, std::string> before, after;
  for (const auto row : *rows) before.emplace(row.text(0), row.text(1));
  for (const auto& member : members) {
    if (auto good = check_size("members", member.function, 200); !good) return good;
    if (!after.emplace(member.user, member.function).second) {
      return told(ErrorCode::kBadInput, "成员名单中有重复的用户。", "a user is named twice among the members",
                  "members");
    }
    auto known = change.tx.query("SELECT 1 FROM users WHERE zone = $1 AND id = $2", {zone, member.user});
    if (!known) return known.error();
    if (known->empty()) {
      return told(ErrorCode::kBadInput, fmt::format("没有用户 {}。", member.user),
                  fmt::format("there is no user {}", member.user), "members");
    }
  }
  if (before == after) return {};
  for (const auto& [user, function] : before) {
    if (after.contains(user)) continue;
    auto gone = change.tx.execute("DELETE FROM group_members WHERE zone = $1 AND group_id = $2 AND user_id = $3",
                                  {zone, group, user});
    if (!gone) return gone.error();
  }
  for (const auto& [user, function] : after) {
    auto put = change.tx.execute(
        "INSERT INTO group_members (zone, group_id, user_id, function) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (zone, group_id, user_id) DO UPDATE SET function = excluded.function",
        {zone, group, user, function});
    if (!put) return put.error();
  }
  const auto listed = [](const std::map<std::string, std::string>& all) {
    boost::json::object out;
    for (const auto& [user, function] : all) out[user] = function;
    return out;
  };
  // Who edits from an older list of members must be told.
  auto raised = change.tx.execute(
      "UPDATE groups SET version = version + 1, updated_at = $3, updated_by = $4 WHERE zone = $1 AND id = $2",
      {zone, group, change.now, access.actor.user});
  if (!raised) return raised.error();
  return change.audit({"set-members", "group", group, listed(before), listed(after), ""});
}

Status Groups::remove(const Access& access, const std::string& id, std::int64_t version) const {
  return change(tools_, access.actor, [&](Change& open) -> Status {
    for (const auto* table : {"target_lists", "firm_notes", "firm_corrections", "firm_contacts", "trips", "visits",
                              "follow_ups", "group_targets", "leads", "projects", "payments"}) {
      auto owned = open.tx.query(fmt::format("SELECT 1 FROM {} WHERE zone = $1 AND group_id = $2 LIMIT 1", table),
                                 {access.actor.zone, id});
      if (!owned) return owned.error();
      if (!owned->empty()) {
        return told(ErrorCode::kExists, "该组仍有名下记录，请先转给其他组。",
                    "the group still owns records: give them to another group first");
      }
    }
    for (const auto* past :
         {"payments WHERE zone = $1 AND credited_to = $2", "project_groups WHERE zone = $1 AND group_id = $2"}) {
      auto credited = open.tx.query(fmt::format("SELECT 1 FROM {} LIMIT 1", past), {access.actor.zone, id});
      if (!credited) return credited.error();
      if (!credited->empty()) {
        return told(ErrorCode::kExists, "该组名下仍有历史统计数，请改为停用。",
                    "figures of the past are the group's: make it inactive instead");
      }
    }
    auto group = clear(open.tx, access, id, Purpose::kEdit);
    if (!group) return group.error();
    if (group->version != version) return remove_in(open, access, id, version);  // says that it is stale
    if (auto emptied = set_members_in(open, access, id, {}); !emptied) return emptied;
    group = clear(open.tx, access, id, Purpose::kEdit);
    if (!group) return group.error();
    return remove_in(open, access, id, group->version);
  });
}

Result<std::vector<Group>> Groups::of_user(const std::string& zone, const std::string& user) const {
  return tools_.database.read([&](store::Transaction& tx) -> Result<std::vector<Group>> {
    auto rows =
        tx.query(fmt::format("SELECT {} FROM groups g JOIN group_members m ON m.zone = g.zone AND "
                             "m.group_id = g.id WHERE m.zone = $1 AND m.user_id = $2 ORDER BY g.position, g.id",
                             columns_of<Group>("g.")),
                 {zone, user});
    if (!rows) return rows.error();
    std::vector<Group> groups;
    for (const auto row : *rows) groups.push_back(from_row<Group>(row));
    return groups;
  });
}

Result<int> seed_groups(const Tools& tools, const std::string& zone, const std::string& path) {
  auto content = read_file(path, 1u << 20);
  if (!content) return content.error();
  std::vector<Group> groups;
  try {
    const auto root = YAML::Load(*content);
    for (const auto& node : root["groups"]) {
      Group group;
      group.slug = node["id"].as<std::string>();
      group.kind = node["kind"].as<std::string>();
      group.name_zh = node["zh"].as<std::string>();
      group.name_en = node["en"].as<std::string>("");
      group.chains = node["chains"].as<Strings>(Strings{});
      group.regions = node["regions"].as<Strings>(Strings{});
      group.lead_title = node["lead"].as<std::string>("");
      group.position = static_cast<std::int64_t>(groups.size()) + 1;
      groups.push_back(std::move(group));
    }
  } catch (const YAML::Exception& error) {
    return Error{ErrorCode::kBadInput, fmt::format("{}:{}: {}", path, error.mark.line + 1, error.msg)};
  }
  const auto access = Access::system(zone, "seed");
  const Records<Group> records(tools);
  return change(tools, access.actor, [&](Change& open) -> Result<int> {
    int added = 0;
    for (const auto& group : groups) {
      auto known = open.tx.query("SELECT id FROM groups WHERE zone = $1 AND slug = $2", {zone, group.slug});
      if (!known) return known.error();
      if (!known->empty()) continue;
      if (auto created = records.create_in(open, access, group); !created) return created.error().in(path);
      ++added;
    }
    return added;
  });
}

template class Records<Group>;

}  // namespace lianzhao::ledger
