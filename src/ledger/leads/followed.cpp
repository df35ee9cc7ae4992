#include "ledger/leads/followed.h"

#include "ledger/projects/stage.h"

namespace lianzhao::ledger {
namespace {

std::optional<double> yuan(const std::optional<std::int64_t>& fen) {
  return fen ? std::optional(static_cast<double>(*fen) / 100) : std::nullopt;
}

struct Changed {
  std::vector<Followable> records;
  std::vector<std::string> gone;  // leads that became projects: these stand for them
  ChangesRead read;
};

Result<Changed> changed_after(store::Transaction& tx, const std::string& zone, const ChangesRead& before) {
  Changed out{{}, {}, before};
  const auto since = before.since();
  auto leads = tx.query(fmt::format("SELECT {} FROM leads WHERE zone = $1 AND updated_at >= $2", columns_of<Lead>()),
                        {zone, since});
  if (!leads) return leads.error();
  for (const auto row : *leads) {
    const auto lead = from_row<Lead>(row);
    out.read.read(lead.updated_at);
    if (lead.state == "converted") {
      out.gone.push_back(lead.id);
    } else {
      out.records.push_back(followable_of(lead));
    }
  }
  auto projects =
      tx.query(fmt::format("SELECT {}, (SELECT l.created_at FROM leads l WHERE l.zone = t.zone AND l.id = t.lead_id) "
                           "AS registered FROM projects t WHERE t.zone = $1 AND t.updated_at >= $2",
                           columns_of<Project>("t.")),
               {zone, since});
  if (!projects) return projects.error();
  const auto column = projects->empty() ? 0 : projects->column("registered");
  for (const auto row : *projects) {
    const auto project = from_row<Project>(row);
    out.read.read(project.updated_at);
    out.records.push_back(followable_of(project, row.is_null(column) ? project.created_at : row.instant(column)));
  }
  return out;
}

}  // namespace

Followable followable_of(const Lead& lead) {
  return {Followed::kLead,
          lead.id,
          lead.title,
          lead.group_id,
          lead.firm_key,
          lead.firm_name,
          lead.node,
          yuan(lead.investment_fen),
          lead.capacity,
          lead.created_at,
          lead.last_activity_on,
          false,
          lead.state == "rejected"};
}

Followable followable_of(const Project& project, Instant registered) {
  return {Followed::kProject,
          project.id,
          project.name,
          project.group_id,
          project.firm_key,
          project.firm_name,
          project.node,
          yuan(project.investment_fen),
          project.capacity,
          registered,
          day_in_china(project.updated_at),
          parse_project_stage(project.stage).value_or(ProjectStage::kLead) >= ProjectStage::kSigned,
          project.activity == "dropped"};
}

Result<std::vector<std::vector<FoundDuplicate>>> FollowedRecords::find(store::Transaction& tx, Within within,
                                                                       const std::string& zone,
                                                                       std::span<const Followable> wanted,
                                                                       Day today) const {
  const std::lock_guard lock(mutex_);
  auto& known = zones_.try_emplace(zone, names_).first->second;
  auto changed = changed_after(tx, zone, known.changes);
  if (!changed) return changed.error();
  std::vector<std::vector<FoundDuplicate>> out;
  if (within == Within::kRead) {
    for (auto& record : changed->records) known.index.put(std::move(record));
    for (const auto& id : changed->gone) known.index.remove(Followed::kLead, id);
    known.changes = changed->read;
    for (const auto& one : wanted) out.push_back(known.index.find(one, today));
    return out;
  }
  DuplicateIndex news(names_);
  std::set<std::string> without;
  for (auto& record : changed->records) {
    without.insert(DuplicateIndex::key_of(record.kind, record.id));
    news.put(std::move(record));
  }
  for (const auto& id : changed->gone) without.insert(DuplicateIndex::key_of(Followed::kLead, id));
  for (const auto& one : wanted) {
    auto found = known.index.find(one, today, without);
    for (auto& other : news.find(one, today)) found.push_back(std::move(other));
    DuplicateIndex::sort(found);
    out.push_back(std::move(found));
  }
  return out;
}

Status FollowedRecords::check_free(Change& open, const Followable& wanted) const {
  auto found = find(open.tx, Within::kChange, open.actor.zone, std::span(&wanted, 1), day_in_china(open.now));
  if (!found) return found.error();
  for (const auto& one : found->front()) {
    if (!one.other_leads || one.record.group == wanted.group) continue;
    auto rows = open.tx.query("SELECT name_zh, name_en FROM groups WHERE zone = $1 AND id = $2",
                              {open.actor.zone, one.record.group});
    if (!rows) return rows.error();
    const std::string name(rows->empty() ? "" : (*rows)[0].text(0));
    const std::string english(rows->empty() || (*rows)[0].text(1).empty() ? name : std::string((*rows)[0].text(1)));
    const auto zh = fmt::format("“{}”已在跟进并牵头：{}。请先与该组商定", name, one.zh);
    const auto en = fmt::format("the group \"{}\" follows it already and leads: {}; agree with that group first",
                                english, one.en);
    const boost::json::object data{{"code", "followed"},
                                   {"errors", {{{"field", "firm"}, {"code", "followed"}, {"zh", zh}, {"en", en}}}}};
    return Error{ErrorCode::kExists, en, boost::json::serialize(data), zh};
  }
  return {};
}

}  // namespace lianzhao::ledger
