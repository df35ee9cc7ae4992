#include "ledger/jobs.h"

#include "ledger/rules.h"
#include "store/paging.h"

namespace lianzhao::ledger {
namespace {

// Own jobs are those the actor began.
void restrict_jobs(const Access& access, store::Where& where) {
  where.add("zone = {}", {access.actor.zone});
  if (access.reach == Reach::kOwn) where.add("owner = {}", {access.actor.user});
  if (access.reach == Reach::kNone) where.add("1 = 0");
}

Result<std::vector<Job>> select(store::Transaction& tx, const std::string& rest, const store::Values& values) {
  auto rows = tx.query(fmt::format("SELECT {} FROM jobs{}", columns_of<Job>(), rest), values);
  if (!rows) return rows.error();
  std::vector<Job> jobs;
  for (const auto row : *rows) jobs.push_back(from_row<Job>(row));
  return jobs;
}

Result<Job> one(store::Transaction& tx, const Access& access, const std::string& id) {
  store::Where where;
  restrict_jobs(access, where);
  where.add("id = {}", {id});
  auto found = select(tx, where.sql(), where.values());
  if (!found) return found.error();
  if (found->empty()) return told(ErrorCode::kNotFound, "没有这个任务。", fmt::format("there is no job {}", id));
  return found->front();
}

}  // namespace

Result<Job> Jobs::create(const Access& access, const std::string& kind, const Json& params) const {
  const auto id = tools_.ids.next();
  return change(tools_, access.actor, [&](Change& open) -> Result<Job> {
    auto inserted = open.tx.execute(
        "INSERT INTO jobs (zone, id, kind, params, state, progress, result, owner, cancel_requested, attempts, "
        "created_at) VALUES ($1, $2, $3, $4, 'queued', 'null', 'null', $5, 0, 0, $6)",
        {access.actor.zone, id, kind, params.text, access.actor.user, open.now});
    if (!inserted) return inserted.error();
    auto job = one(open.tx, Access{access.actor, Reach::kAll}, id);
    if (!job) return job.error();
    if (auto noted = open.audit(
            {"create", "job", id, {}, boost::json::object{{"kind", kind}, {"params", detail::to_json(params)}}, ""});
        !noted) {
      return noted.error();
    }
    return job;
  });
}

Status Jobs::put(const Actor& actor, const Job& job) const {
  return change(tools_, actor, [&](Change& open) -> Status {
    auto inserted = open.tx.execute(
        "INSERT INTO jobs (zone, id, kind, params, state, progress, result, owner, cancel_requested, attempts, "
        "created_at) VALUES ($1, $2, $3, $4, 'queued', 'null', 'null', $5, 0, 0, $6)",
        {actor.zone, job.id, job.kind, job.params.text, actor.user, job.created_at});
    if (!inserted) return inserted.error();
    return open.audit({"create",
                       "job",
                       job.id,
                       {},
                       boost::json::object{{"kind", job.kind}, {"params", detail::to_json(job.params)}},
                       ""});
  });
}

Status Jobs::save(const std::string& zone, const Job& job) const {
  return tools_.database.write([&](store::Transaction& tx) -> Status {
    const bool over = job.state == "done" || job.state == "failed" || job.state == "cancelled";
    const auto now = tools_.clock.now();
    auto saved = tx.execute(
        "UPDATE jobs SET state = $3, progress = $4, result = $5, heartbeat_at = $6, "
        "attempts = attempts + CASE WHEN state = 'queued' AND $3 = 'running' THEN 1 ELSE 0 END, "
        "started_at = CASE WHEN $3 = 'queued' THEN started_at ELSE coalesce(started_at, $6) END, "
        "ended_at = $7 WHERE zone = $1 AND id = $2",
        {zone, job.id, job.state, job.progress.text, job.result.text, now,
         over ? store::Value(now) : store::Value()});
    if (!saved) return saved.error();
    if (*saved == 0) return told(ErrorCode::kNotFound, "没有这个任务。", fmt::format("there is no job {}", job.id));
    return {};
  });
}

Result<std::optional<Job>> Jobs::find(const std::string& zone, const std::string& id) const {
  auto found = get(Access::system(zone), id);
  if (found) return std::optional<Job>(*std::move(found));
  if (found.error().code == ErrorCode::kNotFound) return std::optional<Job>();
  return found.error();
}

Result<Job> Jobs::get(const Access& access, const std::string& id) const {
  return tools_.database.read([&](store::Transaction& tx) { return one(tx, access, id); });
}

Result<store::Page<Job>> Jobs::page(const Access& access, const JobQuery& query) const {
  if (query.limit < 1 || query.limit > 500) return Error{ErrorCode::kBadArgument, "limit must be 1 to 500"};
  store::Where where;
  restrict_jobs(access, where);
  if (!query.kind.empty()) where.add("kind = {}", {query.kind});
  if (!query.state.empty()) where.add("state = {}", {query.state});
  if (!query.cursor.empty()) {
    auto key = store::decode_cursor("-id", query.cursor, 1);
    if (!key) return key.error();
    where.add("id < {}", *key);
  }
  const auto most = where.bind(query.limit + 1);
  return tools_.database.read([&](store::Transaction& tx) -> Result<store::Page<Job>> {
    auto jobs = select(tx, fmt::format("{} ORDER BY id DESC LIMIT {}", where.sql(), most), where.values());
    if (!jobs) return jobs.error();
    store::Page<Job> page{*std::move(jobs), {}, {}};
    if (page.items.size() > static_cast<std::size_t>(query.limit)) {
      page.items.pop_back();
      page.next = store::encode_cursor("-id", {page.items.back().id});
    }
    return page;
  });
}

Result<Job> Jobs::request_cancel(const Access& access, const std::string& id) const {
  return change(tools_, access.actor, [&](Change& open) -> Result<Job> {
    auto job = one(open.tx, access, id);
    if (!job) return job.error();
    if (job->state != "queued" && job->state != "running") return job;
    auto done = open.tx.execute(
        "UPDATE jobs SET cancel_requested = 1, ended_at = CASE WHEN state = 'queued' THEN $3 ELSE ended_at END, "
        "state = CASE WHEN state = 'queued' THEN 'cancelled' ELSE state END WHERE zone = $1 AND id = $2",
        {access.actor.zone, id, open.now});
    if (!done) return done.error();
    if (auto noted = open.audit({"cancel", "job", id, {}, {}, ""}); !noted) return noted.error();
    return one(open.tx, access, id);
  });
}

Result<std::optional<Job>> Jobs::claim(const std::string& zone, const std::string& id) const {
  return tools_.database.write([&](store::Transaction& tx) -> Result<std::optional<Job>> {
    auto claimed = tx.execute(
        "UPDATE jobs SET state = 'running', attempts = attempts + 1, heartbeat_at = $3, "
        "started_at = coalesce(started_at, $3) WHERE zone = $1 AND id = $2 AND state = 'queued'",
        {zone, id, tools_.clock.now()});
    if (!claimed) return claimed.error();
    if (*claimed == 0) return std::optional<Job>();
    auto job = one(tx, Access::system(zone), id);
    if (!job) return job.error();
    return std::optional<Job>(*std::move(job));
  });
}

Result<bool> Jobs::progress(const std::string& zone, const std::string& id, const Json& progress) const {
  return tools_.database.write([&](store::Transaction& tx) -> Result<bool> {
    auto rows = tx.query(
        "UPDATE jobs SET progress = $3, heartbeat_at = $4 WHERE zone = $1 AND id = $2 AND state = 'running' "
        "RETURNING cancel_requested",
        {zone, id, progress.text, tools_.clock.now()});
    if (!rows) return rows.error();
    return rows->empty() || (*rows)[0].truth(0);  // another runner has it: stop
  });
}

Status Jobs::finish(const std::string& zone, const std::string& id, std::string_view state,
                    const Json& result) const {
  if (auto good = check_word("state", state, {"done", "failed", "cancelled"}); !good) return good;
  return tools_.database.write([&](store::Transaction& tx) -> Status {
    auto done = tx.execute(
        "UPDATE jobs SET state = $3, result = $4, ended_at = $5 WHERE zone = $1 AND id = $2 AND state = 'running'",
        {zone, id, state, result.text, tools_.clock.now()});
    if (!done) return done.error();
    if (*done == 0) return Error{ErrorCode::kNotFound, fmt::format("job {} is not under way", id)};
    return {};
  });
}

Result<std::vector<Job>> Jobs::resumable(const std::string& zone, Span silent) const {
  return tools_.database.write([&](store::Transaction& tx) -> Result<std::vector<Job>> {
    const auto now = tools_.clock.now();
    // Whoever asked for its end while nobody ran it gets it.
    auto done = tx.execute(
        "UPDATE jobs SET state = CASE WHEN cancel_requested = 1 THEN 'cancelled' ELSE 'queued' END, "
        "ended_at = CASE WHEN cancel_requested = 1 THEN $3 ELSE ended_at END "
        "WHERE zone = $1 AND state = 'running' AND coalesce(heartbeat_at, 0) <= $2",
        {zone, now - silent, now});
    if (!done) return done.error();
    return select(tx, " WHERE zone = $1 AND state = 'queued' ORDER BY id", {zone});
  });
}

}  // namespace lianzhao::ledger
