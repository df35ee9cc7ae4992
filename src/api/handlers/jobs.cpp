#include "api/backend/jobs.h"

#include "api/handlers/records.h"
#include "api/handlers/work.h"
#include "api/jobs/job_runner.h"
#include "api/uploads.h"

namespace lianzhao::api::handlers {
namespace {

struct Kept {
  std::string id, name;
  std::uint64_t bytes = 0;
  std::string sha256;
};
BOOST_DESCRIBE_STRUCT(Kept, (), (id, name, bytes, sha256))

Problem no_runner() {
  return Problem::of("unavailable", "这台服务器不运行任务。", "This server runs no jobs.");
}

// The job as it is now: the runner knows more of one under way than the store.
Result<Job> job_now(const Context& context, const Desk& desk) {
  const std::string id(context.part("id"));
  auto kept = desk->jobs.get(desk.access, id);
  if (!kept) return kept.error();
  if (auto* runner = context.services().jobs) {
    if (auto live = runner->find(id); live && *live) return **live;
  }
  return job_of(*kept, desk.access.actor.zone);
}

Reply job_reply(const Desk& desk, const Job& job) {
  return http::Response::json(200, job_json(job, desk.names.name_of(job.owner))).with("Cache-Control", "no-store");
}

}  // namespace

Reply list_jobs(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  QueryReader reader(request);
  ledger::JobQuery query;
  query.limit = static_cast<int>(reader.integer("limit", 1, 500).value_or(50));
  query.cursor = reader.text("cursor", 512).value_or("");
  if (auto problem = reader.done()) return *problem;
  const auto page = desk->jobs.page(desk.access, query);
  if (!page) return page.error();
  std::vector<std::string> items;
  for (const auto& job : page->items) {
    items.push_back(job_json(job_of(job, desk.access.actor.zone), desk.names.name_of(job.owner)));
  }
  return list_reply(items, page->next);
}

Reply get_job(Context& context, const http::Request&) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  const auto job = job_now(context, desk);
  if (!job) return job.error();
  return job_reply(desk, *job);
}

Reply watch_job(Context& context, const http::Request&) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  if (!context.services().jobs) return no_runner();
  if (const auto job = job_now(context, desk); !job) return job.error();
  const auto channel = context.services().jobs->watch(std::string(context.part("id")));
  if (!channel) return channel.error();
  if (!*channel) return Problem::of("not-found");
  return http::Response::events(*channel);
}

Reply cancel_job(Context& context, const http::Request&) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  if (!context.services().jobs) return no_runner();
  const std::string id(context.part("id"));
  const auto before = job_now(context, desk);
  if (!before) return before.error();
  if (is_over(before->state)) {
    auto problem = Problem::of("conflict", "任务已经结束。", "The job is over already.");
    problem.current = job_json(*before, desk.names.name_of(before->owner));
    return problem;
  }
  if (auto asked = desk->jobs.request_cancel(desk.access, id); !asked) return asked.error();
  if (auto cancelled = context.services().jobs->cancel(id); !cancelled) return cancelled.error();
  const auto now = job_now(context, desk);
  if (!now) return now.error();
  return job_reply(desk, *now);
}

Reply upload(Context& context, const http::Request& request) {
  const auto desk = desk_of(context);
  if (!desk) return desk.problem;
  if (!context.services().uploads) {
    return Problem::of("unavailable", "这台服务器不接收文件。", "This server takes no files.");
  }
  QueryReader reader(request);
  const auto name = reader.text("name", 200);
  if (!name) reader.fault("name", "missing", "缺少 name", "name is missing");
  if (auto problem = reader.done()) return *problem;
  const auto type = request.headers.get("Content-Type");
  if (!http::same_name(type.substr(0, type.find(';')), "application/octet-stream")) {
    return Problem::of("wrong-content-type", "请以 application/octet-stream 发送文件。",
                       "Send the file as application/octet-stream.");
  }
  if (!request.body_file || request.body_bytes == 0) {
    return bad_field("", "too-short", "文件是空的。", "The file is empty.");
  }
  const auto kept = context.services().uploads->keep(request.body_file->path(), *name);
  if (!kept) return kept.error();
  auto noted = ledger::change(desk->tools, desk.access.actor, [&](ledger::Change& open) {
    return open.audit({"create",
                       "upload",
                       kept->id,
                       {},
                       boost::json::object{{"name", kept->name}, {"bytes", kept->bytes}, {"sha256", kept->sha256}},
                       ""});
  });
  if (!noted) return noted.error();
  return http::Response::json(201, to_json(Kept{kept->id, kept->name, kept->bytes, kept->sha256}));
}

}  // namespace lianzhao::api::handlers
