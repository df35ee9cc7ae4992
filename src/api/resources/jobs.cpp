#include "api/resources/jobs.h"

#include "api/backend/views.h"
#include "api/jobs/job_runner.h"
#include "api/resources/engine_access.h"

namespace lianzhao::api::resources {
namespace {

// The job of the path, where the user may see it: another zone's is not found, and in the scope of one's own what
// somebody else began.
Result<Job> find_job(const Context& context) {
  const auto none = told(ErrorCode::kNotFound, "没有这项任务。", "there is no such job");
  if (!context.services().jobs) return none;
  auto found = context.services().jobs->find(std::string(context.part("id")));
  if (!found) return found.error();
  const auto& who = context.principal();
  if (!*found || !who || (*found)->zone != who->zone) return none;
  if (context.scope() == Scope::kOwn && (*found)->owner != who->user) return none;
  return **found;
}

}  // namespace

Reply get_job(Context& context, const http::Request&) {
  const auto job = find_job(context);
  if (!job) return job.error();
  return http::Response::json(200, context.services().jobs->json_of(*job)).with("Cache-Control", "no-store");
}

Reply watch_job(Context& context, const http::Request&) {
  const auto job = find_job(context);
  if (!job) return job.error();
  auto channel = context.services().jobs->watch(job->id);
  if (!channel) return channel.error();
  if (!*channel) return not_found("没有这项任务。", "There is no such job.");
  return http::Response::events(*channel);
}

Reply cancel_job(Context& context, const http::Request&) {
  const auto job = find_job(context);
  if (!job) return job.error();
  if (const auto* ledger = context.services().ledger) {  // who asked is in the audit log
    const auto access =
        access_of(*context.principal(), ledger::Permission::kJobsCancel, context.request_id(), context.client());
    if (auto asked = ledger->jobs.request_cancel(access, job->id); !asked) return asked.error();
  }
  const auto stopped = context.services().jobs->cancel(job->id);
  if (!stopped) return stopped.error();
  if (!*stopped) return Problem::of("conflict", "任务已经结束。", "The job is over already.");
  const auto now = context.services().jobs->find(job->id);
  if (!now) return now.error();
  return http::Response::json(200, context.services().jobs->json_of(*now ? **now : *job));
}

}  // namespace lianzhao::api::resources
