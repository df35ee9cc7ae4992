#include "api/backend/views.h"

#include "api/backend/jobs.h"
#include "api/jobs/job_runner.h"
#include "api/json/records.h"
#include "store/paging.h"

namespace lianzhao::api {
namespace {

using ledger::Permission;
using ledger::Reach;

constexpr int kHistory = 50;

struct ListName {
  std::string id, name;
};
BOOST_DESCRIBE_STRUCT(ListName, (), (id, name))

struct Found {
  std::string kind, id;
  Words title, subtitle;
  std::string path;
};
BOOST_DESCRIBE_STRUCT(Found, (), (kind, id, title, subtitle, path))

Status find_trips(const ledger::Ledger& ledger, const ledger::Access& access, std::string_view words, int most,
                  std::vector<Raw>& out) {
  ledger::ListQuery query;
  query.limit = most;
  query.conditions.push_back(ledger::Trips::with_words(words));
  const auto trips = ledger.trips.page(access, query);
  if (!trips) return trips.error();
  for (const auto& trip : trips->items) {
    const auto days = to_string(trip.from_day) + " – " + to_string(trip.to_day);
    out.push_back({to_json(
        Found{"trip", trip.id, {trip.name, trip.name}, {"外出招商 " + days, "Trip " + days}, "/trips/" + trip.id})});
  }
  query.conditions.clear();
  query.search = words;
  if (auto narrowed = ledger.visits.words.narrow(access.actor.zone, query); !narrowed) return narrowed.error();
  const auto visits = ledger.visits.page(access, query);
  if (!visits) return visits.error();
  for (const auto& visit : visits->items) {
    const auto day = to_string(visit.on_day);
    const bool back = visit.kind == "return-visit", received = visit.kind == "reception";
    out.push_back({to_json(Found{"visit",
                                 visit.id,
                                 {visit.firm_name, visit.firm_name},
                                 {(back       ? "回访 "
                                   : received ? "接待 "
                                              : "拜访 ") +
                                      day,
                                  (back       ? "Return visit "
                                   : received ? "Reception "
                                              : "Visit ") +
                                      day},
                                 "/visits/" + visit.id})});
  }
  return {};
}

}  // namespace

ledger::Actor actor_of(const Principal& who, const std::string& request, const std::string& client) {
  return {who.zone, who.user, who.login, who.roles, who.groups, request, client};
}

ledger::Access access_of(const Principal& who, Permission permission, const std::string& request,
                         const std::string& client) {
  const auto scope = who.scope(name_of(permission));
  return {actor_of(who, request, client), scope == Scope::kAll   ? Reach::kAll
                                          : scope == Scope::kOwn ? Reach::kOwn
                                                                 : Reach::kNone};
}

Result<std::shared_ptr<const LedgerViews::ByFirm>> LedgerViews::lists_of(const Principal& who) {
  const auto key = who.access_class();
  const auto now = generation();
  {
    const std::lock_guard lock(mutex_);
    if (known_generation_ != now) by_class_.clear();
    known_generation_ = now;
    if (const auto found = by_class_.find(key); found != by_class_.end()) return found->second;
  }
  auto out = std::make_shared<ByFirm>();
  const auto access = access_of(who, Permission::kListsRead);
  store::Where where;
  where.add("t.zone = {} AND t.state = 'open'", {who.zone});
  ledger::restrict_to(access, ledger::RecordTraits<ledger::TargetList>::group, "", where);
  auto rows = ledger_.tools.database.read([&](store::Transaction& tx) {
    return tx.query(
        "SELECT i.firm_key, t.id, t.name FROM target_lists t JOIN target_items i ON i.zone = t.zone AND "
        "i.list_id = t.id" +
            where.sql() + " ORDER BY t.id",
        where.values());
  });
  if (!rows) return rows.error();
  for (const auto row : *rows) {
    (*out)[std::string(row.text(0))].push_back(
        {to_json(ListName{std::string(row.text(1)), std::string(row.text(2))})});
  }
  const std::lock_guard lock(mutex_);
  if (known_generation_ == now && by_class_.size() < 64) by_class_[key] = out;
  return std::shared_ptr<const ByFirm>(std::move(out));
}

Result<std::vector<Raw>> LedgerViews::lists_with_firm(const Principal& who, std::string_view firm) {
  const auto lists = lists_of(who);
  if (!lists) return lists.error();
  const auto found = (*lists)->find(firm);
  return found == (*lists)->end() ? std::vector<Raw>() : found->second;
}

Result<std::vector<Raw>> LedgerViews::corrections(const Principal& who, std::string_view firm) {
  std::vector<Raw> out;
  const auto access = access_of(who, Permission::kNotesRead);
  if (access.reach == Reach::kNone) return out;
  auto names = ledger::Directory::load(ledger_.tools.database, who.zone);
  if (!names) return names.error();
  ledger::ListQuery query;
  query.filters.emplace_back("firm_key", firm);
  const auto engine = engines_.get();
  auto done = ledger_.corrections.each(access, query, [&](const ledger::FirmCorrection& one) {
    out.push_back({to_json(view::correction_of(*engine, *names, one))});
    return true;
  });
  if (!done) return done.error();
  return out;
}

Result<std::vector<Raw>> LedgerViews::node_history(const Principal& who, std::string_view node) {
  // What anybody with the chains may read is open; so is what was changed of it.
  std::vector<Raw> out;
  auto names = ledger::Directory::load(ledger_.tools.database, who.zone);
  if (!names) return names.error();
  const auto pattern = store::contains_pattern("\"node\":" + boost::json::serialize(boost::json::string(node)));
  auto rows = ledger_.tools.database.read([&](store::Transaction& tx) {
    return tx.query(
        fmt::format("SELECT {} FROM audit WHERE zone = $1 AND kind IN ('local-firm', 'planned-project') AND "
                    "(before LIKE $2 ESCAPE '\\' OR after LIKE $2 ESCAPE '\\') ORDER BY seq DESC LIMIT $3",
                    ledger::columns_of<ledger::AuditEntry>()),
        {who.zone, pattern, kHistory});
  });
  if (!rows) return rows.error();
  for (const auto row : *rows) {
    out.push_back({to_json(view::audit_entry(*names, ledger::from_row<ledger::AuditEntry>(row)))});
  }
  return out;
}

Result<std::vector<Raw>> LedgerViews::open_lists(const Principal& who, int most) {
  std::vector<Raw> out;
  const auto access = access_of(who, Permission::kListsRead);
  if (access.reach == Reach::kNone) return out;
  ledger::ListQuery query;
  query.filters.emplace_back("state", "open");
  query.sort = "-updated_at";
  query.limit = most;
  auto page = ledger_.lists.page(access, query);
  auto names = ledger::Directory::load(ledger_.tools.database, who.zone);
  auto counts = ledger_.lists.counts(access);
  if (!page) return page.error();
  if (!names) return names.error();
  if (!counts) return counts.error();
  const auto engine = engines_.get();
  for (const auto& list : page->items) {
    std::int64_t firms = 0;
    for (const auto& count : *counts) firms += count.list_id == list.id ? count.items : 0;
    out.push_back({to_json(view::target_list(*engine, *names, list, firms))});
  }
  return out;
}

Result<std::vector<Raw>> LedgerViews::jobs_under_way(const Principal& who) {
  std::vector<Raw> out;
  const auto access = access_of(who, Permission::kJobsRead);
  if (access.reach == Reach::kNone) return out;
  auto names = ledger::Directory::load(ledger_.tools.database, who.zone);
  if (!names) return names.error();
  for (const auto* state : {"running", "queued"}) {
    auto page = ledger_.jobs.page(access, {"", state, "", 20});
    if (!page) return page.error();
    for (const auto& job : page->items) {
      out.push_back({job_json(job_of(job, who.zone), names->name_of(job.owner))});
    }
  }
  return out;
}

Result<std::int64_t> LedgerViews::notices_unread(const Principal& who) {
  return ledger_.notices.unread(actor_of(who));
}

Result<std::vector<Raw>> LedgerViews::find(const Principal& who, std::string_view words, int most) {
  std::vector<Raw> out;
  ledger::ListQuery query;
  query.search = words;
  query.limit = most;
  if (const auto access = access_of(who, Permission::kListsRead); access.reach != Reach::kNone) {
    const auto page = ledger_.lists.page(access, query);
    if (!page) return page.error();
    for (const auto& list : page->items) {
      out.push_back({to_json(
          Found{"list", list.id, {list.name, list.name}, {"目标名单", "Target list"}, "/lists/" + list.id})});
    }
  }
  if (const auto access = access_of(who, Permission::kLeadsRead); access.reach != Reach::kNone) {
    const auto page = ledger_.leads.page(access, query);
    if (!page) return page.error();
    for (const auto& lead : page->items) {
      out.push_back({to_json(Found{"lead",
                                   lead.id,
                                   {lead.title, lead.title},
                                   {"线索 " + lead.firm_name, "Lead " + lead.firm_name},
                                   "/leads/" + lead.id})});
    }
  }
  if (const auto access = access_of(who, Permission::kProjectsRead); access.reach != Reach::kNone) {
    const auto page = ledger_.projects.page(access, query);
    if (!page) return page.error();
    for (const auto& project : page->items) {
      out.push_back({to_json(Found{"project",
                                   project.id,
                                   {project.name, project.name},
                                   {"项目 " + project.firm_name, "Project " + project.firm_name},
                                   "/projects/" + project.id})});
    }
  }
  if (const auto access = access_of(who, Permission::kTripsRead); access.reach != Reach::kNone) {
    if (auto found = find_trips(ledger_, access, words, most, out); !found) return found.error();
  }
  if (const auto access = access_of(who, Permission::kGroupsRead); access.reach != Reach::kNone) {
    const auto page = ledger_.groups.page(access, query);
    if (!page) return page.error();
    for (const auto& group : page->items) {
      out.push_back({to_json(Found{"group",
                                   group.id,
                                   {group.name_zh, group.name_en.empty() ? group.name_zh : group.name_en},
                                   {"专班与部门", "Group"},
                                   "/accounts/groups/" + group.id})});
    }
  }
  if (const auto access = access_of(who, Permission::kUsersManage); access.reach != Reach::kNone) {
    const auto page = ledger_.users.page(access, query);
    if (!page) return page.error();
    for (const auto& user : page->items) {
      out.push_back({to_json(Found{"user",
                                   user.id,
                                   {user.display_name, user.display_name},
                                   {"用户 " + user.login, "User " + user.login},
                                   "/accounts/users/" + user.id})});
    }
  }
  return out;
}

}  // namespace lianzhao::api
