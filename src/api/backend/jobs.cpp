#include "api/backend/jobs.h"

#include "api/json_writer.h"

namespace lianzhao::api {
namespace {

constexpr std::pair<JobState, std::string_view> kStates[] = {{JobState::kQueued, "queued"},
                                                             {JobState::kRunning, "running"},
                                                             {JobState::kDone, "done"},
                                                             {JobState::kFailed, "failed"},
                                                             {JobState::kCancelled, "cancelled"}};

std::string or_null(const std::string& json) {
  return json.empty() ? "null" : json;
}
std::string or_empty(const std::string& json) {
  return json == "null" ? "" : json;
}

}  // namespace

Job job_of(const ledger::Job& from, const std::string& zone) {
  Job job;
  job.id = from.id;
  job.zone = zone;
  job.kind = from.kind;
  job.params = from.params.text;
  for (const auto& [state, name] : kStates) {
    if (name == from.state) job.state = state;
  }
  job.progress = or_empty(from.progress.text);
  (job.state == JobState::kFailed ? job.error : job.result) = or_empty(from.result.text);
  job.owner = from.owner;
  job.created_at = from.created_at.micros;
  job.updated_at = from.ended_at       ? from.ended_at->micros
                   : from.heartbeat_at ? from.heartbeat_at->micros
                                       : from.created_at.micros;
  return job;
}

Status LedgerJobs::save(const Job& job) {
  ledger::Job to;
  to.id = job.id;
  to.kind = job.kind;
  to.params.text = or_null(job.params);
  for (const auto& [state, name] : kStates) {
    if (state == job.state) to.state = name;
  }
  to.progress.text = or_null(job.progress);
  to.result.text = or_null(job.state == JobState::kFailed ? job.error : job.result);
  to.owner = job.owner;
  to.created_at = {job.created_at};
  auto saved = ledger_.jobs.save(zone_, to);
  if (saved || saved.error().code != ErrorCode::kNotFound) return saved;
  auto actor = ledger::system_actor(zone_, "job " + job.id);
  actor.user = job.owner;
  return ledger_.jobs.put(actor, to);
}

Result<std::optional<Job>> LedgerJobs::find(const std::string& id) {
  auto found = ledger_.jobs.find(zone_, id);
  if (!found) return found.error();
  if (!*found) return std::optional<Job>();
  return std::optional<Job>(job_of(**found, zone_));
}

Result<std::vector<Job>> LedgerJobs::resumable() {
  auto found = ledger_.jobs.resumable(zone_, Span{0});
  if (!found) return found.error();
  std::vector<Job> out;
  for (const auto& job : *found) out.push_back(job_of(job, zone_));
  return out;
}

}  // namespace lianzhao::api
