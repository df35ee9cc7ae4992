#include "ledger/projects/holders.h"

namespace lianzhao::ledger {
namespace {

// The beginning of time: before any payment.
constexpr std::int64_t kAlways = 0;

struct Follower {
  std::string_view name, sql;
};
// Problems and landing plans need nothing: their group is that of the project (kGroupOfProject).
constexpr Follower kFollowers[] = {
    {"payments", "UPDATE payments SET group_id = $3 WHERE zone = $1 AND project_id = $2"},
    {"documents",
     "UPDATE attachments SET group_id = $3 WHERE zone = $1 AND ((subject_kind = 'project' AND subject_id = $2) OR "
     "(subject_kind = 'problem' AND subject_id IN (SELECT id FROM problems WHERE zone = $1 AND project_id = $2)) OR "
     "(subject_kind = 'payment' AND subject_id IN (SELECT id FROM payments WHERE zone = $1 AND project_id = $2)))"},
    {"follow_ups",
     "UPDATE follow_ups SET group_id = $3 WHERE zone = $1 AND subject_kind = 'project' AND subject_id = $2"}};

}  // namespace

Status hand_over(Change& open, const Project& project, const std::string& before) {
  const auto& zone = open.actor.zone;
  boost::json::object moved{{"group_id", project.group_id}};
  for (const auto& follower : kFollowers) {
    auto count = open.tx.execute(std::string(follower.sql), {zone, project.id, project.group_id});
    if (!count) return count.error();
    moved[follower.name] = *count;
  }
  auto known =
      open.tx.query("SELECT 1 FROM project_groups WHERE zone = $1 AND project_id = $2 LIMIT 1", {zone, project.id});
  if (!known) return known.error();
  if (known->empty()) {
    auto first =
        open.tx.execute("INSERT INTO project_groups (zone, project_id, from_day, group_id) VALUES ($1, $2, $3, $4)",
                        {zone, project.id, kAlways, before});
    if (!first) return first.error();
  }
  auto put = open.tx.execute(
      "INSERT INTO project_groups (zone, project_id, from_day, group_id) VALUES ($1, $2, $3, $4) "
      "ON CONFLICT (zone, project_id, from_day) DO UPDATE SET group_id = excluded.group_id",
      {zone, project.id, day_in_china(open.now).since_epoch, project.group_id});
  if (!put) return put.error();
  return open.audit(
      {"hand-over", "project", project.id, boost::json::object{{"group_id", before}}, std::move(moved), ""});
}

Result<std::string> holder_on(store::Transaction& tx, const std::string& zone, const std::string& project, Day on,
                              const std::string& now) {
  auto rows = tx.query(
      "SELECT group_id FROM project_groups WHERE zone = $1 AND project_id = $2 AND from_day <= $3 "
      "ORDER BY from_day DESC LIMIT 1",
      {zone, project, on.since_epoch});
  if (!rows) return rows.error();
  return rows->empty() ? now : std::string((*rows)[0].text(0));
}

}  // namespace lianzhao::ledger
